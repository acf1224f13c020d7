//! Why an expression has no value.

use std::ops::Range;
use std::sync::Arc;

use crate::{Expr, Language, Needs};

/// What kind of mistake an [`EvalError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvalErrorKind {
    /// A value of another type than the expression needs.
    WrongType,
    /// A value of the right type that cannot be used.
    BadValue,
    /// A division by zero.
    DivisionByZero,
    /// A number, date or period beyond what can be computed with.
    TooLarge,
    /// A rule that uses itself, directly or through others.
    RuleCycle,
    /// More steps than [`crate::limits::STEPS`].
    Steps,
    /// More levels than [`crate::limits::EVALUATION_DEPTH`].
    Depth,
    /// More text or a longer list than [`crate::limits`] allow.
    Output,
}

impl EvalErrorKind {
    /// Whether a limit was reached, rather than a mistake found.
    pub fn is_budget(self) -> bool {
        matches!(self, EvalErrorKind::Steps | EvalErrorKind::Depth | EvalErrorKind::Output)
    }
}

/// Why an expression cannot be evaluated on these answers: a sentence for a lawyer, which names the
/// expression and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}`{expression}`: {message}", .rule.as_ref().map(|r| format!("In the rule `{r}`, ")).unwrap_or_default())]
pub struct EvalError {
    /// What kind of mistake.
    pub kind: EvalErrorKind,
    /// What is wrong and what to do.
    pub message: String,
    /// The part that could not be evaluated, normalised.
    pub expression: String,
    /// Where that part stands in the text of its expression, in characters.
    pub range: Range<usize>,
    /// The rule whose expression it is; none when it is the expression that was evaluated.
    pub rule: Option<Arc<str>>,
}

impl EvalError {
    /// A mistake whose place is not known yet; see [`EvalError::at`].
    pub(crate) fn new(kind: EvalErrorKind, message: impl Into<String>) -> EvalError {
        EvalError { kind, message: message.into(), expression: String::new(), range: 0..0, rule: None }
    }

    /// It for the person who answers: all of it in English; in Dutch what kind of mistake it is, and where. Whoever can mend
    /// it reads mark-up, whose mistakes are told in English.
    pub fn say(&self, language: Language) -> String {
        if language != Language::Nl {
            return self.to_string();
        }
        let kind = match self.kind {
            EvalErrorKind::WrongType => "hier hoort een ander soort waarde dan er staat.",
            EvalErrorKind::BadValue => "met deze waarde kan dit niet worden bepaald.",
            EvalErrorKind::DivisionByZero => "hier wordt door nul gedeeld.",
            EvalErrorKind::TooLarge => "dit wordt te groot om mee te rekenen.",
            EvalErrorKind::RuleCycle => "deze regel gebruikt zichzelf.",
            EvalErrorKind::Steps => "dit vraagt meer stappen dan er gezet mogen worden.",
            EvalErrorKind::Depth => "dit is te diep genest.",
            EvalErrorKind::Output => "dit geeft te veel tekst of een te lange lijst.",
        };
        let rule = self.rule.as_ref().map(|rule| format!("In de regel `{rule}`, ")).unwrap_or_default();
        format!("{rule}`{}`: {kind}", self.expression)
    }

    /// The mistake at an expression, unless a smaller part was already found.
    pub(crate) fn at(mut self, expr: &Expr) -> EvalError {
        if self.expression.is_empty() {
            self.expression = expr.to_string();
            self.range = expr.span();
        }
        self
    }

    /// The mistake in a rule, unless a rule inside it was already found.
    pub(crate) fn within(mut self, rule: &Arc<str>) -> EvalError {
        self.rule.get_or_insert_with(|| rule.clone());
        self
    }
}

/// Why an expression could not be printed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unsettled {
    /// These answers are needed first.
    #[error("{} needed first", .0.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
    Unanswered(Needs),
    /// It cannot be evaluated.
    #[error(transparent)]
    Error(#[from] EvalError),
}
