//! Expressions of a question, read where they stand.
//!
//! Inside a list, an author writes the names of the item as they are: `name`, not `parties[0].name`. While a list is
//! gone through, the item has a variable, so here each such name is put behind it: `name` becomes `item.name`.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, Node, parse};
use serde_json::{Map, Value as Json};

use super::json::{At, Mistakes, noun};

/// The variable of the item at a level of lists in lists, the outermost being 1.
pub(crate) fn item_variable(level: usize) -> Arc<str> {
    if level == 1 { "item".into() } else { format!("item_{level}").into() }
}

/// The names that stand for parts of the items around an expression, from outside in.
#[derive(Default)]
pub(super) struct Scope(Vec<HashSet<String>>);

impl Scope {
    /// Goes into the items of a list, whose fields start with these names.
    pub fn enter(&mut self, names: HashSet<String>) {
        self.0.push(names);
    }

    /// Comes out of the items again.
    pub fn leave(&mut self) {
        self.0.pop();
    }

    /// The name as it must be written for evaluation, when it stands for the item or a part of it.
    fn resolve(&self, name: &str) -> Option<String> {
        if name == "item" && !self.0.is_empty() {
            return Some(item_variable(self.0.len()).to_string());
        }
        let level = self.0.iter().rposition(|names| names.contains(name))? + 1;
        Some(format!("{}.{name}", item_variable(level)))
    }

    /// Reads an expression and puts the names of items behind their variables.
    pub fn expr(&self, text: &str, at: &At<'_>, mistakes: &mut Mistakes) -> Option<Expr> {
        let expr = read(text, at, mistakes)?;
        for (code, message, _) in expr.warnings() {
            mistakes.push(Diagnostic::warning(code, format!("Definition, {at}: {message}")));
        }
        match self.resolve_all(text, &expr) {
            Some(resolved) => read(&resolved, at, mistakes),
            None => Some(expr),
        }
    }

    /// The text with the names of items resolved; none when there are none.
    fn resolve_all(&self, text: &str, expr: &Expr) -> Option<String> {
        let mut names = Vec::new();
        expr.walk(&mut |part| {
            if let Node::Name(name) = part.node()
                && let Some(resolved) = self.resolve(name)
            {
                names.push((part.span(), resolved));
            }
        });
        names.sort_by_key(|(span, _)| span.start);
        let chars: Vec<char> = text.chars().collect();
        let (mut written, mut done) = (String::new(), 0);
        for (span, resolved) in &names {
            written.extend(chars.get(done..span.start).unwrap_or_default());
            written.push_str(resolved);
            done = span.end;
        }
        written.extend(chars.get(done..).unwrap_or_default());
        (!names.is_empty()).then_some(written)
    }

    /// The expression under a key; none when the key is absent or null.
    pub fn expr_of(
        &self,
        map: &Map<String, Json>,
        key: &str,
        at: &At<'_>,
        mistakes: &mut Mistakes,
    ) -> Option<Expr> {
        match map.get(key)? {
            Json::Null => None,
            Json::String(text) => self.expr(text, &at.key(key), mistakes),
            other => {
                let what = noun(other);
                let message =
                    format_args!("this is {what}, and an expression is expected, written as a text");
                mistakes.bad(&at.key(key), message);
                None
            }
        }
    }
}

fn read(text: &str, at: &At<'_>, mistakes: &mut Mistakes) -> Option<Expr> {
    parse(text)
        .map_err(|errors| {
            for error in errors {
                let message = format!("Definition, {at}: {}", error.message);
                mistakes.push(Diagnostic::error(Code::BadExpression, message).suggest(error.suggestion));
            }
        })
        .ok()
}

/// The names that the questions of a group start with, read ahead of the questions themselves.
pub(super) fn first_names(item: &Map<String, Json>) -> HashSet<String> {
    let questions = item.get("questions").and_then(Json::as_array).into_iter().flatten();
    let names = questions.filter_map(|question| question.get("name")?.as_str());
    names.filter_map(|name| Some(name.parse::<akte_expr::Path>().ok()?.first_name().to_owned())).collect()
}
