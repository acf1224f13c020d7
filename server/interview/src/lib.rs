//! Definition and usage to questions; answers to the state of an interview.
//!
//! A [`Definition`] is what the author of a template wrote; what it leaves out is inferred from the template's
//! [`akte_expr::Usage`]. Both make an [`Interview`], which reads JSON answers as values and says, for the answers so
//! far, what to ask now ([`State`]). Answers are plain JSON, changed by [`apply`].

mod answers;
mod carry;
mod change;
mod cycles;
mod definition;
mod demand;
mod files;
#[cfg(test)]
mod hostile;
mod infer;
mod interview;
mod kind;
mod known;
pub mod limits;
mod names;
mod question;
mod rules;
mod scoped;
mod state;
mod template_test;
#[cfg(test)]
mod testing;
mod tree;
mod wording;

pub use answers::{AnswerError, AnswerErrorKind, Expected, JsonType, Wrong};
pub use carry::{Because, Carried, Left, carry};
pub use change::{Change, ChangeError, apply};
pub use definition::{Definition, definition_schema};
pub use files::FileAnswer;
pub use interview::{Asked, Interview};
pub use kind::Kind;
pub use state::{Missing, OptionState, PageState, Progress, QuestionState, State};
pub use template_test::{Expectation, TemplateTest};
