//! Goes through one expression.

use std::sync::Arc;

use akte_expr::{Args, Code, Comparison, Expr, Kind as Written, Literal, Logic, Node, Operator, Path, Step};

use super::clue::Want;
use super::probe;
use super::table;
use super::walk::{Binding, Walker};
use crate::demand::Reason;
use crate::kind::Kind;
use crate::tree::{Part, Pattern};

/// Questions of one condition among which a reason is found.
const REASONS: usize = 8;

impl Walker<'_> {
    /// Notes what an expression says about the names in it, when this is wanted of its value.
    pub(super) fn visit(&mut self, expr: &Expr, want: Want) {
        self.depth += 1;
        match expr.node() {
            Node::Literal(_) => {}
            Node::Name(name) if self.is_rule(name) => self.rule(name, want),
            Node::Name(_) | Node::Member { .. } | Node::Index { .. } => self.answered(expr, want),
            Node::Slice { of, .. } => {
                self.parts_but_first(expr);
                self.visit(of, Want::Likely(Kind::List));
            }
            Node::Call { name, args } => self.call(expr, name, args, want),
            Node::Method { of, name, args } => self.method(expr, of, name, args, want),
            Node::Filter { of, name, args } => {
                if matches!(&**name, "default" | "d") {
                    self.visit(of, Want::Optional);
                }
                self.visit(of, worked_on(Written::Filter, name, want));
                self.attributes(Written::Filter, of, name, args);
                self.parts_but_first(expr);
            }
            Node::Test { of, name, .. } => {
                let filled = matches!(&**name, "defined" | "undefined" | "none");
                self.visit(of, if filled { Want::Optional } else { Want::Any });
                self.parts_but_first(expr);
            }
            Node::Compare { first, rest } => self.compare(first, rest),
            Node::Binary { op, left, right } => self.binary(*op, left, right),
            Node::Logic { op, left, right } => {
                if want != Want::Condition && *op == Logic::Or {
                    self.visit(left, want.clone());
                    self.visit(left, Want::Optional);
                } else {
                    self.visit(left, Want::Condition);
                }
                self.visit(right, want);
            }
            Node::Not(of) => self.visit(of, Want::Condition),
            Node::Negate(of) => self.visit(of, Want::Kind(Kind::Number)),
            Node::IfElse { condition, then, otherwise } => {
                self.visit(condition, Want::Condition);
                self.visit(then, want.clone());
                if let Some(otherwise) = otherwise {
                    self.visit(otherwise, want);
                }
            }
            Node::List(_) | Node::Map(_) => self.parts(expr),
        }
        self.depth -= 1;
    }

    fn parts(&mut self, expr: &Expr) {
        let mut parts = Vec::new();
        expr.each_part(&mut |part| parts.push(part.clone()));
        parts.iter().for_each(|part| self.visit(part, Want::Any));
    }

    /// The arguments of a filter, test, slice or method: everything but what it works on.
    fn parts_but_first(&mut self, expr: &Expr) {
        let mut parts = Vec::new();
        expr.each_part(&mut |part| parts.push(part.clone()));
        parts.iter().skip(1).for_each(|part| self.visit(part, Want::Any));
    }

    /// A name, or a field or item of something.
    fn answered(&mut self, expr: &Expr, want: Want) {
        self.note_slip(expr);
        if let Some(pattern) = self.answer(expr) {
            self.note(pattern, want);
        } else if let Node::Member { of, .. } | Node::Index { of, .. } = expr.node() {
            self.visit(of, Want::Any);
        }
        let mut inner = expr.clone();
        while let Node::Member { of, .. } | Node::Index { of, .. } = inner.clone().node() {
            if let Node::Index { key, .. } = inner.node() {
                self.visit(key, Want::Any);
            }
            inner = of.clone();
        }
    }

    pub(super) fn note(&mut self, pattern: Pattern, want: Want) {
        self.clues.at(&pattern).add(want, self.place.as_ref());
        match &mut self.reason {
            None => self.reason = Some(Reason::Questions(vec![pattern])),
            Some(Reason::Questions(named)) if named.len() < REASONS && !named.contains(&pattern) => {
                named.push(pattern);
            }
            Some(_) => {}
        }
    }

    fn call(&mut self, expr: &Expr, name: &Arc<str>, args: &Args, want: Want) {
        if is_unknown(expr) {
            self.note(Pattern(vec![Part::Name(Arc::clone(name))]), want);
            return self.parts(expr);
        }
        let first = args.positional.first();
        if let Some(Node::Literal(Literal::Text(text))) = first.map(Expr::node)
            && let Some((of_text, path)) = name_in_text(name).zip(text.parse::<Path>().ok())
        {
            return self.note_path(&path, of_text);
        }
        for (i, arg) in args.positional.iter().enumerate() {
            self.visit(arg, table::want(Written::Function, name, i).unwrap_or(Want::Any));
        }
        args.named.iter().for_each(|(_, arg)| self.visit(arg, Want::Any));
        self.probed(expr, Want::Any);
    }

    fn method(&mut self, expr: &Expr, of: &Expr, name: &Arc<str>, args: &Args, want: Want) {
        if is_unknown(expr) {
            match self.answer(of) {
                Some(Pattern(mut parts)) => {
                    parts.push(Part::Name(Arc::clone(name)));
                    self.note(Pattern(parts), want);
                }
                None => self.visit(of, Want::Any),
            }
            return self.parts_but_first(expr);
        }
        match of.node() {
            Node::Member { of: person, name: field }
                if &**field == "name" && table::is_of_a_name(Written::Method, name) =>
            {
                self.visit(person, Want::Kind(Kind::Person));
            }
            _ => self.visit(of, worked_on(Written::Method, name, want)),
        }
        self.attributes(Written::Method, of, name, args);
        if let (Some(Node::Literal(Literal::Text(text))), true) =
            (args.positional.first().map(Expr::node), name.ends_with("_true") || name.ends_with("_false"))
        {
            self.visit(of, Want::Contains(Arc::clone(text)));
        }
        if table::is_done(Written::Method, name) {
            self.parts_but_first(expr);
            self.probed(expr, Want::Any);
        } else {
            // What it reads is printed as it is, and its arguments are not looked at.
            self.probed(expr, Want::Printed);
        }
    }

    /// Notes the answers that a function or method reads by itself, such as the fields of an address.
    fn probed(&mut self, expr: &Expr, want: Want) {
        for path in probe::needs(expr) {
            self.note_path(&path, want.clone());
        }
    }

    /// Notes a name as evaluation knows it, where block-local names are still unresolved.
    fn note_path(&mut self, path: &Path, want: Want) {
        let Some((Step::Name(first), rest)) = path.steps().split_first() else { return };
        if self.is_rule(first) {
            return;
        }
        let mut pattern = match self.binding(first) {
            Some(Binding::Other) => return,
            Some(Binding::Answer(pattern)) => pattern,
            None => Pattern(vec![Part::Name(Arc::clone(first))]),
        };
        pattern.0.extend(rest.iter().map(|step| match step {
            Step::Name(name) => Part::Name(Arc::clone(name)),
            Step::Index(_) => Part::Each,
        }));
        self.note(pattern, want);
    }

    fn compare(&mut self, first: &Expr, rest: &[(Comparison, Expr)]) {
        let mut left = first;
        for (comparison, right) in rest {
            let (of_left, of_right) = match comparison {
                Comparison::In | Comparison::NotIn => {
                    let items = match right.node() {
                        Node::List(items) => items.as_slice(),
                        _ => &[],
                    };
                    for item in items {
                        self.visit(left, compared_with(item));
                    }
                    let inside = match (right.node(), left.node()) {
                        (Node::List(_), _) => Want::Any,
                        (_, Node::Literal(Literal::Text(text))) => Want::Contains(Arc::clone(text)),
                        _ => Want::Likely(Kind::List),
                    };
                    (Want::Any, inside)
                }
                _ => (compared_with(right), compared_with(left)),
            };
            self.visit(left, of_left);
            self.visit(right, of_right);
            left = right;
        }
    }

    fn binary(&mut self, op: Operator, left: &Expr, right: &Expr) {
        let number = Want::Kind(Kind::Number);
        let (of_left, of_right) = match op {
            Operator::Join => (Want::Printed, Want::Printed),
            Operator::Add | Operator::Subtract => {
                let text = is_text(left) || is_text(right);
                let date = is_date(left) || is_date(right);
                if text {
                    (Want::Printed, Want::Printed)
                } else if is_period(left) || is_period(right) {
                    (Want::Likely(Kind::Date), Want::Likely(Kind::Date))
                } else if date {
                    (Want::Any, Want::Any)
                } else {
                    (number.clone(), number)
                }
            }
            Operator::Remainder if is_text(left) => (Want::Any, Want::Printed),
            _ => (number.clone(), number),
        };
        self.visit(left, of_left);
        self.visit(right, of_right);
    }

    /// The answer that an expression is, when it is nothing else; lists that are sorted or picked from included.
    pub(super) fn answer(&self, expr: &Expr) -> Option<Pattern> {
        let part = |of: &Expr, part| {
            let mut pattern = self.answer(of)?;
            pattern.0.push(part);
            Some(pattern)
        };
        match expr.node() {
            Node::Name(name) if self.is_rule(name) => None,
            Node::Name(name) => match self.binding(name) {
                Some(Binding::Other) => None,
                Some(Binding::Answer(pattern)) => Some(pattern),
                None => (!probe::is_built_in(name)).then(|| Pattern(vec![Part::Name(Arc::clone(name))])),
            },
            Node::Member { of, name } => part(of, Part::Name(Arc::clone(name))),
            Node::Index { of, key } => match key.node() {
                Node::Literal(Literal::Text(name)) => part(of, Part::Name(Arc::clone(name))),
                _ => part(of, Part::Each),
            },
            Node::Slice { of, .. } => self.answer(of),
            Node::Filter { of, name, .. } | Node::Method { of, name, .. } if table::keeps_items(name) => {
                self.answer(of)
            }
            Node::Call { name, .. } if is_unknown(expr) => Some(Pattern(vec![Part::Name(Arc::clone(name))])),
            Node::Method { of, name, .. } if is_unknown(expr) => part(of, Part::Name(Arc::clone(name))),
            _ => None,
        }
    }

    fn is_rule(&self, name: &Arc<str>) -> bool {
        self.binding(name).is_none() && self.rules.get(name).is_some()
    }

    fn binding(&self, name: &Arc<str>) -> Option<Binding> {
        self.names.iter().rev().find(|(bound, _)| bound == name).map(|(_, binding)| binding.clone())
    }
}

/// What a filter or method wants of the value it works on, when this is wanted of what it gives.
fn worked_on(written: Written, name: &str, want: Want) -> Want {
    // `default`, and what is not known, give the value itself.
    if matches!(name, "default" | "d") || !table::is_known(written, name) {
        return want;
    }
    // What is looked for among the chosen is one of the options.
    if matches!(want, Want::Contains(_)) && name == "true_values" {
        return want;
    }
    let printed = want == Want::Printed;
    table::want(written, name, 0).unwrap_or(if printed { Want::Printed } else { Want::Any })
}

/// What being compared with an expression says.
pub(super) fn compared_with(other: &Expr) -> Want {
    match other.node() {
        Node::Literal(Literal::Text(text)) => Want::Equals(Arc::clone(text)),
        Node::Literal(Literal::Number(_)) | Node::Negate(_) => Want::Kind(Kind::Number),
        Node::Literal(Literal::Bool(_)) => Want::Kind(Kind::YesNo),
        Node::Literal(Literal::None) => Want::Optional,
        Node::Binary { op: Operator::Multiply | Operator::Divide, .. } => Want::Kind(Kind::Number),
        Node::Binary { left, right, .. } if is_period(left) || is_period(right) => Want::Likely(Kind::Date),
        _ if is_date(other) => Want::Kind(Kind::Date),
        _ => Want::Any,
    }
}

fn is_text(expr: &Expr) -> bool {
    match expr.node() {
        Node::Literal(Literal::Text(_)) | Node::Binary { op: Operator::Join, .. } => true,
        Node::Binary { op: Operator::Add, left, right } => is_text(left) || is_text(right),
        Node::Filter { name, .. } => {
            matches!(name.to_lowercase().as_str(), "upper" | "lower" | "title" | "capitalize" | "string")
        }
        Node::IfElse { then, otherwise, .. } => is_text(then) || otherwise.as_ref().is_some_and(is_text),
        _ => false,
    }
}

/// A length of time: what is moved by it is most often a date.
fn is_period(expr: &Expr) -> bool {
    matches!(expr.node(), Node::Call { name, .. } if matches!(&**name, "period" | "date_interval"))
}

fn is_date(expr: &Expr) -> bool {
    match expr.node() {
        Node::Call { name, .. } => table::gives_date(name),
        Node::Name(name) => table::gives_date(name) && probe::is_built_in(name),
        Node::Method { of, .. } => is_date(of),
        Node::Binary { op: Operator::Add | Operator::Subtract, left, right } => {
            is_date(left) || is_date(right)
        }
        _ => false,
    }
}

/// What a function that takes the name of an answer as a text wants of that answer.
fn name_in_text(function: &str) -> Option<Want> {
    match function {
        "defined" => Some(Want::Optional),
        "showifdef" => Some(Want::Printed),
        "value" => Some(Want::Printed),
        _ => None,
    }
}

/// Whether this call or method itself, not one inside it, is one that is read as a field.
fn is_unknown(expr: &Expr) -> bool {
    let count = |expr: &Expr| expr.warnings().iter().filter(|(code, ..)| *code == Code::UnknownCall).count();
    let mut inside = 0;
    expr.each_part(&mut |part| inside += count(part));
    count(expr) > inside
}
