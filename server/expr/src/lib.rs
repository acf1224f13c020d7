//! Values and expressions of the mark-up, evaluated with what is unanswered.
//!
//! Text goes through [`parse`] to an [`Expr`]; a [`Scope`] evaluates it on the answers of a [`World`]
//! to a [`Value`], remembering every answer it looked at ([`Scope::touched`]). An answer that is not
//! there yet is a value of its own, [`Value::Unanswered`], which names the answers that would settle it.
//!
//! The crate also holds the words that the whole engine shares: [`Diagnostic`] and its [`Code`],
//! [`Place`], [`Usage`] and [`suggest`].

mod ast;
mod diagnostic;
mod display;
mod formats;
mod library;
pub mod limits;
mod parse;
mod path;
mod period;
mod predicates;
mod record;
mod scope;
mod settings;
mod suggest;
mod usage;
mod value;

pub use ast::{Args, Comparison, Expr, Literal, Logic, Node, Operator};
pub use diagnostic::{Code, Diagnostic, Place, Related, Severity, UnknownCode};
pub use formats::number::{grouped, round};
pub use jiff::civil;
pub use library::{Entry, Kind, reference};
pub use parse::{ParseError, parse, parse_repeat, parse_set};
pub use path::{Path, PathError, Step, is_blank};
pub use period::{Period, PeriodError};
pub use record::{Record, RecordKind};
pub use rust_decimal::Decimal;
pub use scope::{EvalError, EvalErrorKind, Printed, Repeat, Rules, Scope, Touch, Truth, Unsettled, World};
pub use settings::{Language, Settings, UnknownLanguage};
pub use suggest::{is_slip, suggest};
pub use usage::{Usage, Use};
pub use value::{Needs, Value};
