//! What a tag says.

use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, ParseError, Place, Severity};

use super::tag::{Delimiter, Prefix, Raw};

/// A tag, read. An expression is absent when it could not be read: then a diagnostic says why.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Value(Option<Expr>),
    If(Option<Expr>),
    Elif(Option<Expr>),
    Else,
    EndIf,
    For {
        targets: Vec<Arc<str>>,
        over: Option<Expr>,
    },
    EndFor,
    Set {
        name: Arc<str>,
        value: Expr,
    },
    Macro,
    EndMacro,
    Note,
    /// Not understood; a diagnostic says so.
    Unknown,
}

impl Statement {
    /// The expression in it.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Value(expr) | Self::If(expr) | Self::Elif(expr) | Self::For { over: expr, .. } => {
                expr.as_ref()
            }
            Self::Set { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// A remark about a tag, with the characters of the paragraph it is about.
pub(crate) struct Remark {
    code: Code,
    severity: Severity,
    message: String,
    suggestion: Option<String>,
    chars: Range<usize>,
}

impl Remark {
    /// The remark as a diagnostic; `place` is the tag's.
    pub fn at(self, place: &Place, raw: &Raw) -> Diagnostic {
        let start = self.chars.start - raw.chars.start;
        let range = start..start + self.chars.len();
        Diagnostic {
            code: self.code,
            severity: self.severity,
            message: self.message,
            place: Some(Place { range, ..place.clone() }),
            related: Vec::new(),
            suggestion: self.suggestion,
        }
    }
}

/// Every word that may start a statement, for suggestions.
const WORDS: [&str; 10] =
    ["if", "elif", "else", "endif", "for", "endfor", "set", "macro", "endmacro", "include"];

/// Reads a tag of a paragraph's characters.
pub(crate) fn read(chars: &[char], raw: &Raw) -> (Statement, Vec<Remark>) {
    let mut reader = Reader { chars, raw, remarks: Vec::new() };
    let statement = match raw.delimiter {
        Delimiter::Note => Statement::Note,
        Delimiter::Value => reader.value(),
        Delimiter::Statement => reader.statement(),
    };
    (statement, reader.remarks)
}

struct Reader<'a> {
    chars: &'a [char],
    raw: &'a Raw,
    remarks: Vec<Remark>,
}

impl Reader<'_> {
    fn value(&mut self) -> Statement {
        if matches!(self.raw.prefix, Prefix::Paragraph | Prefix::Run) {
            self.remark(
                Severity::Warning,
                Code::NotYetSupported,
                "Rich text is not there yet; the value is put in as plain text.".into(),
                None,
            );
        }
        Statement::Value(self.expression(self.raw.inner.clone()))
    }

    fn statement(&mut self) -> Statement {
        let (word, rest) = self.word(self.raw.inner.clone());
        let second = self.word(rest.clone()).0;
        match (word.as_str(), second.as_str()) {
            ("if", _) => Statement::If(self.expression(rest)),
            ("elif", _) => Statement::Elif(self.expression(rest)),
            ("for", _) => self.repeat(rest),
            ("set", _) => self.set(rest),
            ("else", "") => self.bare(Statement::Else, rest),
            ("endif", _) => self.bare(Statement::EndIf, rest),
            ("endfor", _) => self.bare(Statement::EndFor, rest),
            ("macro", _) => self.without(
                "Macros are not there yet: the macro is left out, and its calls are read as fields.",
                Statement::Macro,
                Severity::Warning,
            ),
            ("endmacro", _) => Statement::EndMacro,
            ("include", _) => self.without(
                "Clauses from the library are not there yet.",
                Statement::Unknown,
                Severity::Error,
            ),
            _ => self.unknown(&word, &second),
        }
    }

    fn without(&mut self, message: &str, statement: Statement, severity: Severity) -> Statement {
        self.remark(severity, Code::NotYetSupported, message.into(), None);
        statement
    }

    /// `endif` and the like say nothing else.
    fn bare(&mut self, statement: Statement, rest: Range<usize>) -> Statement {
        let rest = self.trim(rest);
        if !rest.is_empty() {
            let words: String = self.chars[rest.clone()].iter().collect();
            self.remarks.push(Remark {
                code: Code::UnknownStatement,
                severity: Severity::Error,
                message: format!("“{words}” does not belong in this tag."),
                suggestion: Some("Remove it.".into()),
                chars: rest,
            });
        }
        statement
    }

    fn repeat(&mut self, rest: Range<usize>) -> Statement {
        match self.parsed(rest, akte_expr::parse_repeat, |(_, over)| over) {
            Some((targets, over)) => Statement::For { targets, over: Some(over) },
            None => Statement::For { targets: Vec::new(), over: None },
        }
    }

    fn set(&mut self, rest: Range<usize>) -> Statement {
        match self.parsed(rest, akte_expr::parse_set, |(_, value)| value) {
            Some((name, value)) => Statement::Set { name, value },
            None => Statement::Unknown,
        }
    }

    fn unknown(&mut self, word: &str, second: &str) -> Statement {
        let joined = format!("{word}{second}");
        let suggestion = match (word, second) {
            ("else", "if") | ("elseif" | "elsif", _) => Some("elif"),
            _ if WORDS.contains(&joined.as_str()) => Some(joined.as_str()),
            _ => akte_expr::suggest(word, WORDS),
        };
        self.remark(
            Severity::Error,
            Code::UnknownStatement,
            format!("“{word}” is not a statement of the mark-up."),
            suggestion.map(|name| format!("Did you mean “{name}”?")),
        );
        // Read as what was meant, so that one mistake does not make others.
        match suggestion {
            Some("if") => Statement::If(None),
            Some("elif") => Statement::Elif(None),
            Some("else") => Statement::Else,
            Some("endif") => Statement::EndIf,
            Some("for") => Statement::For { targets: Vec::new(), over: None },
            Some("endfor") => Statement::EndFor,
            _ => Statement::Unknown,
        }
    }

    fn expression(&mut self, range: Range<usize>) -> Option<Expr> {
        self.parsed(range, akte_expr::parse, |expr| expr)
    }

    /// Reads a range; what is wrong, or strange, with the expression in it becomes remarks.
    fn parsed<T>(
        &mut self,
        range: Range<usize>,
        parse: fn(&str) -> Result<T, Vec<ParseError>>,
        expression: fn(&T) -> &Expr,
    ) -> Option<T> {
        let range = self.trim(range);
        let text: String = self.chars[range.clone()].iter().collect();
        let within = |part: Range<usize>| {
            range.start + part.start.min(range.len())..range.start + part.end.min(range.len())
        };
        match parse(&text) {
            Ok(read) => {
                let warnings = expression(&read).warnings().into_iter();
                self.remarks.extend(warnings.map(|(code, message, part)| Remark {
                    code,
                    severity: Severity::Warning,
                    message,
                    suggestion: None,
                    chars: within(part),
                }));
                Some(read)
            }
            Err(errors) => {
                self.remarks.extend(errors.into_iter().map(|error| Remark {
                    code: Code::BadExpression,
                    severity: Severity::Error,
                    message: error.message,
                    suggestion: error.suggestion,
                    chars: within(error.range),
                }));
                None
            }
        }
    }

    /// The first name of a range and what follows it.
    fn word(&self, range: Range<usize>) -> (String, Range<usize>) {
        let range = self.trim(range);
        let length =
            self.chars[range.clone()].iter().take_while(|ch| ch.is_alphanumeric() || **ch == '_').count();
        let word = self.chars[range.start..range.start + length].iter().collect();
        (word, range.start + length..range.end)
    }

    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let chars = &self.chars[range.clone()];
        let before = chars.iter().take_while(|ch| ch.is_whitespace()).count();
        let after = chars[before..].iter().rev().take_while(|ch| ch.is_whitespace()).count();
        range.start + before..range.end - after
    }

    fn remark(&mut self, severity: Severity, code: Code, message: String, suggestion: Option<String>) {
        self.remarks.push(Remark { code, severity, message, suggestion, chars: self.raw.chars.clone() });
    }
}
