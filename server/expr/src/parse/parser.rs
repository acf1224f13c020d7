//! Tokens to a tree, by precedence. The levels are Jinja's, from weak to strong: `if`, `or`, `and`,
//! `not`, comparison, `+ -`, `~`, `* / // %`, `**`, filters and tests, minus, what follows a name.

use std::ops::Range;
use std::sync::Arc;

use super::lexer::{Kind, Token};
use super::{ParseError, arguments};
use crate::limits::EXPRESSION_DEPTH;
use crate::{Comparison, Expr, Literal, Logic, Node, Operator, suggest};

pub(super) type Parsed<T> = Result<T, ParseError>;

/// Words that have a meaning of their own.
const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "is", "if", "else"];

/// The operators of two operands: how strongly they bind, and which they are.
const OPERATORS: [(u8, &str, Operator); 8] = [
    (0, "+", Operator::Add),
    (0, "-", Operator::Subtract),
    (1, "~", Operator::Join),
    (2, "*", Operator::Multiply),
    (2, "/", Operator::Divide),
    (2, "//", Operator::FloorDivide),
    (2, "%", Operator::Remainder),
    (3, "**", Operator::Power),
];

pub(super) struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    /// A parser of tokens that end with an `End`.
    pub(super) fn new(tokens: Vec<Token>) -> Parser {
        Parser { tokens, at: 0, depth: 0 }
    }

    /// An expression: `a if b else c` and everything stronger.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.nested(|parser| {
            let mut expr = parser.logic(Logic::Or)?;
            while parser.eat("if") {
                let condition = parser.logic(Logic::Or)?;
                let otherwise = if parser.eat("else") { Some(parser.expression()?) } else { None };
                let end = otherwise.as_ref().unwrap_or(&condition).span().end;
                let span = expr.span().start..end;
                expr = parser.node(Node::IfElse { condition, then: expr, otherwise }, span)?;
            }
            Ok(expr)
        })
    }

    fn logic(&mut self, op: Logic) -> Parsed<Expr> {
        let operand = |parser: &mut Parser| match op {
            Logic::Or => parser.logic(Logic::And),
            Logic::And => parser.not(),
        };
        let mut left = operand(self)?;
        while self.eat(op.as_str()) {
            let right = operand(self)?;
            let span = left.span().start..right.span().end;
            left = self.node(Node::Logic { op, left, right }, span)?;
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed<Expr> {
        let start = self.range().start;
        if !self.eat("not") {
            return self.compare();
        }
        self.nested(|parser| {
            let of = parser.not()?;
            let span = start..of.span().end;
            parser.node(Node::Not(of), span)
        })
    }

    fn compare(&mut self) -> Parsed<Expr> {
        let first = self.binary(0)?;
        let mut rest = Vec::new();
        while let Some(comparison) = self.comparison()? {
            rest.push((comparison, self.binary(0)?));
        }
        match rest.last() {
            None => Ok(first),
            Some((_, last)) => {
                let span = first.span().start..last.span().end;
                self.node(Node::Compare { first, rest }, span)
            }
        }
    }

    fn comparison(&mut self) -> Parsed<Option<Comparison>> {
        let found = match self.kind() {
            Kind::Sign("==") => Comparison::Equal,
            Kind::Sign("!=") => Comparison::NotEqual,
            Kind::Sign("<") => Comparison::Less,
            Kind::Sign("<=") => Comparison::LessOrEqual,
            Kind::Sign(">") => Comparison::Greater,
            Kind::Sign(">=") => Comparison::GreaterOrEqual,
            Kind::Sign("=") => {
                return Err(self.mistake("Two values are compared with `==`.").suggest("Write `==`."));
            }
            Kind::Name(name) if &**name == "in" => Comparison::In,
            Kind::Name(name) if &**name == "not" && self.peek_is("in") => {
                self.at += 1;
                Comparison::NotIn
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(found))
    }

    /// Operators of two operands that bind at least as strongly as `least`.
    fn binary(&mut self, least: u8) -> Parsed<Expr> {
        let mut left = self.filtered()?;
        while let Some((strength, op)) = self.operator().filter(|(own, _)| *own >= least) {
            self.at += 1;
            let right = self.binary(strength + 1)?;
            let span = left.span().start..right.span().end;
            left = self.node(Node::Binary { op, left, right }, span)?;
        }
        Ok(left)
    }

    fn operator(&self) -> Option<(u8, Operator)> {
        let Kind::Sign(sign) = self.kind() else {
            return None;
        };
        OPERATORS.into_iter().find(|(_, typed, _)| typed == sign).map(|(strength, _, op)| (strength, op))
    }

    /// An operand with its filters and tests.
    fn filtered(&mut self) -> Parsed<Expr> {
        let mut of = self.unary()?;
        loop {
            let start = of.span().start;
            if self.eat("|") {
                let name = self.name("the name of a filter")?;
                let args = arguments::optional(self)?;
                of = self.node(Node::Filter { of, name, args }, start..self.before())?;
            } else if self.eat("is") {
                let not = self.eat("not");
                let (name, args) = arguments::of_test(self)?;
                of = self.node(Node::Test { of, name, args }, start..self.before())?;
                if not {
                    of = self.node(Node::Not(of), start..self.before())?;
                }
            } else {
                return Ok(of);
            }
        }
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.range().start;
        let minus = self.is("-");
        if !minus && !self.is("+") {
            let operand = self.primary()?;
            return self.postfix(operand);
        }
        self.at += 1;
        self.nested(|parser| {
            let of = parser.unary()?;
            if !minus {
                return Ok(of);
            }
            let span = start..of.span().end;
            parser.node(Node::Negate(of), span)
        })
    }

    /// What follows a name: `.field`, `[item]`, `(arguments)`.
    pub(super) fn postfix(&mut self, mut of: Expr) -> Parsed<Expr> {
        loop {
            let start = of.span().start;
            if self.eat(".") {
                of = self.member(of)?;
            } else if self.eat("[") {
                of = arguments::subscript(self, of)?;
            } else if self.is("(") {
                let Node::Name(name) = of.node() else {
                    return Err(self
                        .mistake("Only a function or a method can have arguments in brackets.")
                        .suggest("Put an operator or a name before the bracket."));
                };
                let name = name.clone();
                let args = arguments::required(self)?;
                of = self.node(Node::Call { name, args }, start..self.before())?;
            } else {
                return Ok(of);
            }
        }
    }

    fn member(&mut self, of: Expr) -> Parsed<Expr> {
        let start = of.span().start;
        if let Kind::Number(number) = self.kind()
            && number.is_integer()
        {
            let key = self.literal(Literal::Number(*number))?;
            return self.node(Node::Index { of, key }, start..self.before());
        }
        let name = self.name("a name after the dot")?;
        if self.is("(") {
            let args = arguments::required(self)?;
            return self.node(Node::Method { of, name, args }, start..self.before());
        }
        self.node(Node::Member { of, name }, start..self.before())
    }

    pub(super) fn primary(&mut self) -> Parsed<Expr> {
        match self.kind().clone() {
            Kind::Number(number) => self.literal(Literal::Number(number)),
            Kind::Text(text) => self.texts(&text),
            Kind::Name(name) => match &*name {
                "true" | "True" => self.literal(Literal::Bool(true)),
                "false" | "False" => self.literal(Literal::Bool(false)),
                "none" | "None" => self.literal(Literal::None),
                word if KEYWORDS.contains(&word) => Err(self.expected("a value")),
                _ => {
                    let range = self.range();
                    self.at += 1;
                    self.node(Node::Name(name), range)
                }
            },
            Kind::Sign("(") => arguments::brackets(self),
            Kind::Sign("[") => arguments::list(self),
            Kind::Sign("{") => arguments::map(self),
            _ => Err(self.expected("a value")),
        }
    }

    /// Texts that follow each other are one, as in Jinja.
    fn texts(&mut self, first: &str) -> Parsed<Expr> {
        let start = self.range().start;
        let mut text = first.to_owned();
        self.at += 1;
        while let Kind::Text(more) = self.kind() {
            text.push_str(more);
            self.at += 1;
        }
        self.node(Node::Literal(Literal::Text(text.into())), start..self.before())
    }

    fn literal(&mut self, literal: Literal) -> Parsed<Expr> {
        let range = self.range();
        self.at += 1;
        self.node(Node::Literal(literal), range)
    }

    // Tokens

    pub(super) fn kind(&self) -> &Kind {
        self.tokens.get(self.at).map_or(&Kind::End, |token| &token.kind)
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0..0, |token| token.range.clone())
    }

    /// Where the token before this one ends.
    pub(super) fn before(&self) -> usize {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(0, |token| token.range.end)
    }

    /// Whether the next token is this sign or word.
    pub(super) fn is(&self, text: &str) -> bool {
        is(self.kind(), text)
    }

    fn peek_is(&self, text: &str) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| is(&token.kind, text))
    }

    /// Whether a named argument stands here: `name=`.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.kind(), Kind::Name(_)) && self.peek_is("=")
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, text: &'static str) -> Parsed<()> {
        if self.eat(text) { Ok(()) } else { Err(self.expected(&format!("`{text}`"))) }
    }

    /// A name that is not a keyword.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Arc<str>> {
        match self.kind() {
            Kind::Name(name) if !KEYWORDS.contains(&&**name) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// Any word, keywords too: `is in`, `is none`.
    pub(super) fn word(&mut self, what: &str) -> Parsed<Arc<str>> {
        match self.kind() {
            Kind::Name(name) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// Whether a value can start here: what follows a test without brackets.
    pub(super) fn starts_value(&self) -> bool {
        match self.kind() {
            Kind::Name(name) => !KEYWORDS.contains(&&**name),
            Kind::Number(_) | Kind::Text(_) => true,
            Kind::Sign(sign) => matches!(*sign, "[" | "{"),
            Kind::End => false,
        }
    }

    // Errors and depth

    /// Nothing may follow.
    pub(super) fn end(&self) -> Parsed<()> {
        if matches!(self.kind(), Kind::End) {
            return Ok(());
        }
        let text = self.text();
        let error = match self.kind() {
            Kind::Sign("=") => {
                self.mistake("A single `=` gives no answer.").suggest("Write `==` to compare two values.")
            }
            Kind::Sign(",") => self
                .mistake(
                    "Only one value can stand here; a number has a point for its decimals and no separators.",
                )
                .suggest("Write 1000.50 for a number; put a list between square brackets."),
            Kind::Sign(")" | "]" | "}") => self
                .mistake(format!("This `{text}` closes nothing."))
                .suggest("Take it out, or put the opening one where it belongs."),
            Kind::Name(name) => {
                let error = self.mistake(format!("`{text}` cannot follow what stands before it."));
                match suggest(name, KEYWORDS) {
                    Some(keyword) => error.suggest(format!("Did you mean `{keyword}`?")),
                    None => error
                        .suggest("Put an operator between the two, or an underscore when it is one name."),
                }
            }
            _ => self
                .mistake(format!("`{text}` cannot follow what stands before it."))
                .suggest("Put an operator between the two, such as `and`, `==` or `~`."),
        };
        Err(error)
    }

    pub(super) fn mistake(&self, message: impl Into<String>) -> ParseError {
        ParseError::new(self.range(), message)
    }

    pub(super) fn expected(&self, what: &str) -> ParseError {
        match self.kind() {
            Kind::End => self
                .mistake(format!("The expression stops where {what} is expected."))
                .suggest(format!("Add {what}.")),
            _ => {
                let text = self.text();
                self.mistake(format!("`{text}` stands where {what} is expected."))
                    .suggest(format!("Put {what} here."))
            }
        }
    }

    fn text(&self) -> String {
        match self.kind() {
            Kind::Name(name) => name.to_string(),
            Kind::Number(number) => number.to_string(),
            Kind::Text(text) => format!("'{text}'"),
            Kind::Sign(sign) => (*sign).to_owned(),
            Kind::End => String::new(),
        }
    }

    /// One level down, so that brackets in brackets cannot exhaust the stack.
    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Parser) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= EXPRESSION_DEPTH {
            return Err(too_deep(self.range()));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// A node, unless the tree would be too deep to walk.
    pub(super) fn node(&self, node: Node, span: Range<usize>) -> Parsed<Expr> {
        let expr = Expr::new(node, span);
        if expr.depth() > EXPRESSION_DEPTH {
            return Err(too_deep(expr.span()));
        }
        Ok(expr)
    }
}

fn is(kind: &Kind, text: &str) -> bool {
    match kind {
        Kind::Name(name) => &**name == text,
        Kind::Sign(sign) => *sign == text,
        _ => false,
    }
}

fn too_deep(range: Range<usize>) -> ParseError {
    ParseError::new(range, "This expression has too many parts in each other.")
        .suggest("Make rules of its parts and use their names.")
}
