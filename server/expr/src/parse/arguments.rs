//! What stands between brackets of any kind.

use std::sync::Arc;

use super::lexer::Kind;
use super::parser::{Parsed, Parser};
use crate::{Args, Expr, Node};

/// Arguments, when there is a bracket.
pub(super) fn optional(parser: &mut Parser) -> Parsed<Args> {
    if parser.is("(") { required(parser) } else { Ok(Args::default()) }
}

/// `(a, b, name=c)`
pub(super) fn required(parser: &mut Parser) -> Parsed<Args> {
    let mut args = Args::default();
    parser.expect("(")?;
    until(parser, ")", |parser| {
        if matches!(parser.kind(), Kind::Sign("*" | "**")) {
            return Err(parser
                .mistake("A list cannot be spread over arguments.")
                .suggest("Write the arguments one by one."));
        }
        if parser.is_named() {
            let name = parser.name("the name of an argument")?;
            parser.expect("=")?;
            args.named.push((name, parser.expression()?));
        } else if args.named.is_empty() {
            args.positional.push(parser.expression()?);
        } else {
            return Err(parser
                .mistake("An argument without a name cannot follow one with a name.")
                .suggest("Put it first, or give it a name."));
        }
        Ok(())
    })?;
    Ok(args)
}

/// The name of a test and what it compares with, which may stand without brackets:
/// `is divisibleby 3`, `is in [1, 2]`, `is none`.
pub(super) fn of_test(parser: &mut Parser) -> Parsed<(Arc<str>, Args)> {
    let range = parser.range();
    let name = parser.word("the name of a test")?;
    let name: Arc<str> = match &*name {
        "None" | "True" | "False" => name.to_lowercase().into(),
        _ => name,
    };
    if let Some(error) = crate::predicates::unknown(&name, range) {
        return Err(error);
    }
    let mut args = optional(parser)?;
    if args.is_empty() && parser.starts_value() {
        let operand = parser.primary()?;
        args.positional.push(parser.postfix(operand)?);
    }
    Ok((name, args))
}

/// What follows `of[`: an item, a field or a slice.
pub(super) fn subscript(parser: &mut Parser, of: Expr) -> Parsed<Expr> {
    let start = of.span().start;
    let mut parts = [None, None, None];
    let mut colons = 0;
    for (at, part) in parts.iter_mut().enumerate() {
        if !parser.is(":") && !parser.is("]") {
            *part = Some(parser.expression()?);
        }
        if at == 2 || !parser.eat(":") {
            break;
        }
        colons += 1;
    }
    if colons == 0 && parts.iter().all(Option::is_none) {
        return Err(parser.expected("a number or a name in quotes"));
    }
    parser.expect("]")?;
    let span = start..parser.before();
    match parts {
        [Some(key), None, None] if colons == 0 => parser.node(Node::Index { of, key }, span),
        [start, end, step] => parser.node(Node::Slice { of, start, end, step }, span),
    }
}

/// `(a)`, or `(a, b)`, which is a list.
pub(super) fn brackets(parser: &mut Parser) -> Parsed<Expr> {
    let start = parser.range().start;
    parser.expect("(")?;
    let mut items = Vec::new();
    let mut comma = false;
    until(parser, ")", |parser| {
        items.push(parser.expression()?);
        comma |= parser.is(",");
        Ok(())
    })?;
    match items.pop() {
        Some(only) if items.is_empty() && !comma => Ok(only),
        last => {
            items.extend(last);
            parser.node(Node::List(items), start..parser.before())
        }
    }
}

/// `[a, b]`
pub(super) fn list(parser: &mut Parser) -> Parsed<Expr> {
    let start = parser.range().start;
    parser.expect("[")?;
    let mut items = Vec::new();
    until(parser, "]", |parser| {
        items.push(parser.expression()?);
        Ok(())
    })?;
    parser.node(Node::List(items), start..parser.before())
}

/// `{a: b}`
pub(super) fn map(parser: &mut Parser) -> Parsed<Expr> {
    let start = parser.range().start;
    parser.expect("{")?;
    let mut pairs = Vec::new();
    until(parser, "}", |parser| {
        let key = parser.expression()?;
        parser.expect(":")?;
        pairs.push((key, parser.expression()?));
        Ok(())
    })?;
    parser.node(Node::Map(pairs), start..parser.before())
}

/// Items with commas between them (one may follow the last), up to and including the closing sign.
fn until(
    parser: &mut Parser,
    close: &'static str,
    mut item: impl FnMut(&mut Parser) -> Parsed<()>,
) -> Parsed<()> {
    while !parser.eat(close) {
        item(parser)?;
        if !parser.eat(",") && !parser.is(close) {
            return Err(parser.expected(&format!("`,` or `{close}`")));
        }
    }
    Ok(())
}
