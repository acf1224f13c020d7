//! Text to [`Expr`]. Never panics; its depth is bounded by [`crate::limits`].

mod arguments;
mod error;
mod lexer;
mod literal;
mod parser;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::Expr;
use crate::limits::EXPRESSION_CHARS;
pub use error::ParseError;
use parser::{Parsed, Parser};

/// Reads an expression. Typographic quotes, non-breaking spaces and en dashes read as what was
/// typed; inside a text between “ and ” an ’ is content.
///
/// # Errors
/// Everything that is wrong with the text, in order, each with its place in characters.
pub fn parse(text: &str) -> Result<Expr, Vec<ParseError>> {
    read(text, Parser::expression)
}

/// Reads what follows `for`: `p in parties`, `key, value in claims.items()`.
///
/// # Errors
/// Everything that is wrong with the text, in order, each with its place in characters.
pub fn parse_repeat(text: &str) -> Result<(Vec<Arc<str>>, Expr), Vec<ParseError>> {
    read(text, |parser| {
        let brackets = parser.eat("(");
        let mut targets = vec![parser.name("a name for the item")?];
        while parser.eat(",") {
            targets.push(parser.name("a name for the item")?);
        }
        if brackets {
            parser.expect(")")?;
        }
        parser.expect("in")?;
        let over = parser.expression()?;
        if let crate::Node::IfElse { condition, otherwise: None, .. } = over.node() {
            return Err(ParseError::new(condition.span(), "A condition cannot follow the list of a repeat.")
                .suggest("Put an `if` inside the repeat, or use `selectattr` on the list."));
        }
        Ok((targets, over))
    })
}

/// Reads what follows `set`: `total = fee * 1.21`.
///
/// # Errors
/// Everything that is wrong with the text, in order, each with its place in characters.
pub fn parse_set(text: &str) -> Result<(Arc<str>, Expr), Vec<ParseError>> {
    read(text, |parser| {
        let name = parser.name("a name")?;
        parser.expect("=")?;
        Ok((name, parser.expression()?))
    })
}

fn read<T>(text: &str, what: impl FnOnce(&mut Parser) -> Parsed<T>) -> Result<T, Vec<ParseError>> {
    let chars: Vec<char> = text.chars().take(EXPRESSION_CHARS + 1).collect();
    if chars.len() > EXPRESSION_CHARS {
        let error = ParseError::new(
            0..EXPRESSION_CHARS,
            format!("This expression is longer than {EXPRESSION_CHARS} characters."),
        );
        return Err(vec![error.suggest("Make rules of its parts and use their names.")]);
    }
    let (tokens, mut errors) = lexer::tokens(&chars);
    if tokens.len() == 1 && errors.is_empty() {
        let error = ParseError::new(0..chars.len(), "There is nothing between the braces.");
        return Err(vec![error.suggest("Write the name of an answer, or take the tag out.")]);
    }
    let mut parser = Parser::new(tokens);
    let result = what(&mut parser).and_then(|parsed| parser.end().map(|()| parsed));
    match result {
        Ok(parsed) if errors.is_empty() => Ok(parsed),
        Ok(_) => Err(errors),
        // A character that cannot be read leaves a gap, which is no second mistake.
        Err(error) if errors.is_empty() => {
            errors.push(error);
            Err(errors)
        }
        Err(_) => Err(errors),
    }
}
