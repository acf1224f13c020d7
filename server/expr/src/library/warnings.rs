//! What is read differently than its author may expect.

use std::ops::Range;

use super::reference::{Kind, reference};
use super::{Builtin, filter, function, method};
use crate::{Args, Code, Expr, Node, suggest};

type Warning = (Code, String, Range<usize>);

pub(crate) fn warnings(expr: &Expr) -> Vec<Warning> {
    let mut found = Vec::new();
    expr.walk(&mut |part| match part.node() {
        Node::Call { name, args } => match function(name) {
            Some(builtin) => known(builtin, args, 0, part, &mut found),
            None => found.push(unknown_call(name, "function", Kind::Function, part)),
        },
        Node::Method { of, name, args } => match method(name) {
            Some(builtin) => known(builtin, args, 1, part, &mut found),
            None => found.push(unknown_call(name, "method", Kind::Method, &whole(of, name, part))),
        },
        Node::Filter { name, args, .. } => match filter(name) {
            Some(builtin) => known(builtin, args, 1, part, &mut found),
            None => {
                let near = did_you_mean(name, Kind::Filter);
                let message = format!("There is no filter `{name}`; the value is printed unchanged.{near}");
                found.push((Code::UnknownFilter, message, part.span()));
            }
        },
        _ => {}
    });
    found
}

/// The expression that a call of an unknown method is read as.
fn whole(of: &Expr, name: &std::sync::Arc<str>, part: &Expr) -> Expr {
    let node = Node::Member { of: of.clone(), name: name.clone() };
    Expr::new(node, part.span())
}

fn unknown_call(name: &str, what: &str, kind: Kind, part: &Expr) -> Warning {
    let field = match part.node() {
        Node::Call { name, .. } => name.to_string(),
        _ => part.to_string(),
    };
    let near = did_you_mean(name, kind);
    let message =
        format!("There is no {what} `{name}`; it is read as the field `{field}`, which is asked for.{near}");
    (Code::UnknownCall, message, part.span())
}

fn did_you_mean(name: &str, kind: Kind) -> String {
    let entries = reference();
    let names = entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.name);
    suggest(name, names).map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default()
}

/// Arguments that a builtin does not have, and what it cannot do yet.
fn known(builtin: &Builtin, args: &Args, of: usize, part: &Expr, found: &mut Vec<Warning>) {
    let name = builtin.name;
    if let Some(what) = builtin.not_yet {
        found.push((Code::NotYetSupported, format!("`{name}` cannot be used yet: {what}"), part.span()));
        return;
    }
    let (params, more) = builtin.places();
    if !more && args.positional.len() + of > params.len() {
        let most = params.len().saturating_sub(of);
        let message =
            format!("`{name}` takes at most {most} values between its brackets; the others are not used.");
        found.push((Code::UnknownArgument, message, part.span()));
    }
    for (argument, expr) in &args.named {
        let mut names = params.iter().chain(builtin.named).copied();
        if builtin.any_named || names.any(|name| *name == **argument) {
            continue;
        }
        let near = suggest(argument, params.iter().chain(builtin.named).copied());
        let near = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
        let message = format!("`{name}` has no `{argument}=`; it is not used.{near}");
        found.push((Code::UnknownArgument, message, expr.span()));
    }
}
