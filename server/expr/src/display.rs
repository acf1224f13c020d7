//! The normalised text of an expression: straight quotes, single spaces, only the brackets it needs.

use std::fmt::{self, Display, Formatter, Write};

use crate::{Args, Comparison, Expr, Literal, Logic, Node, Operator};

/// How strongly a construct holds its parts together, from weak to strong. What is weaker than its
/// place asks for gets brackets.
mod binding {
    pub const IF: u8 = 0;
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const COMPARE: u8 = 4;
    pub const ADD: u8 = 5;
    pub const JOIN: u8 = 6;
    pub const MULTIPLY: u8 = 7;
    pub const POWER: u8 = 8;
    pub const FILTER: u8 = 9;
    pub const NEGATE: u8 = 10;
    pub const POSTFIX: u8 = 11;
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        show(self, f)
    }
}

fn strength(expr: &Expr) -> u8 {
    match expr.node() {
        Node::IfElse { .. } => binding::IF,
        Node::Logic { op: Logic::Or, .. } => binding::OR,
        Node::Logic { op: Logic::And, .. } => binding::AND,
        Node::Not(_) => binding::NOT,
        Node::Compare { .. } => binding::COMPARE,
        Node::Binary { op, .. } => operator(*op),
        Node::Filter { .. } | Node::Test { .. } => binding::FILTER,
        Node::Negate(_) => binding::NEGATE,
        Node::Literal(Literal::Number(number)) if number.is_sign_negative() => binding::NEGATE,
        _ => binding::POSTFIX,
    }
}

fn operator(op: Operator) -> u8 {
    match op {
        Operator::Add | Operator::Subtract => binding::ADD,
        Operator::Join => binding::JOIN,
        Operator::Multiply | Operator::Divide | Operator::FloorDivide | Operator::Remainder => {
            binding::MULTIPLY
        }
        Operator::Power => binding::POWER,
    }
}

/// A part at a place that asks for a strength.
fn part(expr: &Expr, least: u8, f: &mut Formatter<'_>) -> fmt::Result {
    if strength(expr) >= least {
        return show(expr, f);
    }
    f.write_char('(')?;
    show(expr, f)?;
    f.write_char(')')
}

fn show(expr: &Expr, f: &mut Formatter<'_>) -> fmt::Result {
    match expr.node() {
        Node::Literal(literal) => show_literal(literal, f),
        Node::Name(name) => f.write_str(name),
        Node::Member { of, name } => {
            part(of, binding::POSTFIX, f)?;
            write!(f, ".{name}")
        }
        Node::Index { of, key } => {
            part(of, binding::POSTFIX, f)?;
            write!(f, "[{key}]")
        }
        Node::Slice { of, start, end, step } => {
            part(of, binding::POSTFIX, f)?;
            f.write_char('[')?;
            start.iter().try_for_each(|e| show(e, f))?;
            f.write_char(':')?;
            end.iter().try_for_each(|e| show(e, f))?;
            step.iter().try_for_each(|e| write!(f, ":{e}"))?;
            f.write_char(']')
        }
        Node::Call { name, args } => write!(f, "{name}{}", Brackets(args)),
        Node::Method { of, name, args } => {
            part(of, binding::POSTFIX, f)?;
            write!(f, ".{name}{}", Brackets(args))
        }
        Node::Filter { of, name, args } => {
            part(of, binding::FILTER, f)?;
            write!(f, " | {name}")?;
            if args.is_empty() { Ok(()) } else { write!(f, "{}", Brackets(args)) }
        }
        Node::Test { of, name, args } => show_test(of, name, args, false, f),
        Node::Not(of) => match of.node() {
            Node::Test { of, name, args } => show_test(of, name, args, true, f),
            _ => {
                f.write_str("not ")?;
                part(of, binding::NOT, f)
            }
        },
        Node::Compare { first, rest } => {
            part(first, binding::ADD, f)?;
            rest.iter().try_for_each(|(comparison, expr)| {
                write!(f, " {} ", Comparison::as_str(*comparison))?;
                part(expr, binding::ADD, f)
            })
        }
        Node::Binary { op, left, right } => {
            let own = operator(*op);
            part(left, own, f)?;
            write!(f, " {} ", op.as_str())?;
            part(right, own + 1, f)
        }
        Node::Logic { op, left, right } => {
            let own = strength(expr);
            part(left, own, f)?;
            write!(f, " {} ", op.as_str())?;
            part(right, own + 1, f)
        }
        Node::Negate(of) => {
            f.write_char('-')?;
            part(of, binding::NEGATE, f)
        }
        Node::IfElse { condition, then, otherwise } => {
            part(then, binding::OR, f)?;
            f.write_str(" if ")?;
            part(condition, binding::OR, f)?;
            match otherwise {
                Some(otherwise) => {
                    f.write_str(" else ")?;
                    part(otherwise, binding::IF, f)
                }
                None => Ok(()),
            }
        }
        Node::List(items) => {
            f.write_char('[')?;
            separated(items.iter(), f)?;
            f.write_char(']')
        }
        Node::Map(pairs) => {
            f.write_char('{')?;
            for (at, (key, value)) in pairs.iter().enumerate() {
                let comma = if at == 0 { "" } else { ", " };
                write!(f, "{comma}{key}: {value}")?;
            }
            f.write_char('}')
        }
    }
}

fn show_test(of: &Expr, name: &str, args: &Args, not: bool, f: &mut Formatter<'_>) -> fmt::Result {
    part(of, binding::FILTER, f)?;
    write!(f, " is {}{name}", if not { "not " } else { "" })?;
    if args.is_empty() { Ok(()) } else { write!(f, "{}", Brackets(args)) }
}

fn show_literal(literal: &Literal, f: &mut Formatter<'_>) -> fmt::Result {
    match literal {
        Literal::None => f.write_str("none"),
        Literal::Bool(yes) => write!(f, "{yes}"),
        Literal::Number(number) => write!(f, "{}", number.normalize()),
        Literal::Text(text) => {
            f.write_char('\'')?;
            for c in text.chars() {
                match c {
                    '\'' | '‘' | '’' | '\\' => write!(f, "\\{c}")?,
                    '\n' => f.write_str("\\n")?,
                    '\r' => f.write_str("\\r")?,
                    '\t' => f.write_str("\\t")?,
                    _ => f.write_char(c)?,
                }
            }
            f.write_char('\'')
        }
    }
}

fn separated<'a>(items: impl Iterator<Item = &'a Expr>, f: &mut Formatter<'_>) -> fmt::Result {
    for (at, item) in items.enumerate() {
        write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
    }
    Ok(())
}

struct Brackets<'a>(&'a Args);

impl Display for Brackets<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('(')?;
        separated(self.0.positional.iter(), f)?;
        for (at, (name, value)) in self.0.named.iter().enumerate() {
            let comma = if at == 0 && self.0.positional.is_empty() { "" } else { ", " };
            write!(f, "{comma}{name}={value}")?;
        }
        f.write_char(')')
    }
}
