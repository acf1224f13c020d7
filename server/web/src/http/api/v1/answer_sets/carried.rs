//! Answers carried from one version of a template to another, or between templates, and what came of it.

use akte_expr::{Language, Path};
use akte_interview::{Asked, Because, Carried, Interview, Left, carry};
use akte_model::{Answers, Id, TemplateVersion};
use akte_store::Door;
use serde::Serialize;
use utoipa::ToSchema;

use super::AnswerSet;
use super::files::Kept;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::state::App;

/// An answer set that was given answers, and what was made of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedAnswerSet {
    /// The answer set.
    #[serde(flatten)]
    pub set: AnswerSet,
    /// What was made of the answers that came along; nothing when none did.
    #[serde(flatten)]
    pub reuse: Reuse,
}

/// What was made of the answers that came along.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Reuse {
    /// The answers that were taken over.
    pub taken: Vec<Named>,
    /// Those that were not.
    pub left: Vec<LeftAnswer>,
    /// What is asked here, and was not where the answers came from.
    pub added: Vec<Named>,
}

/// A question, or an answer to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// The dotted name; `[]` stands for any item of a list.
    pub name: String,
    /// The question's label, with those of what it lies in.
    pub label: String,
}

/// An answer that was not taken over.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftAnswer {
    /// Its name and label where it came from.
    #[serde(flatten)]
    pub answer: Named,
    /// Why not.
    pub because: LeftBecause,
}

/// Why an answer was not taken over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftBecause {
    /// It is not asked here.
    NotAsked,
    /// The question is of another type here.
    OtherType,
    /// The question does not take it: it is none of the options, a file that does not come along, or was wrong already.
    NotAccepted,
}

impl Reuse {
    /// What a template says of answers that came from another, in a language.
    pub fn of(carried: &Carried, from: &Interview, to: &Interview, language: Language) -> Self {
        let named = |name: &Path, interview: &Interview| Named {
            name: name.to_string(),
            label: interview.label(name, language),
        };
        let left = |left: &Left| LeftAnswer { answer: named(&left.name, from), because: left.because.into() };
        let added = |asked: &Asked| Named { name: asked.name.clone(), label: to.label_of(asked, language) };
        Self {
            taken: carried.taken.iter().map(|name| named(name, to)).collect(),
            left: carried.left.iter().map(left).collect(),
            added: carried.added.iter().map(added).collect(),
        }
    }
}

/// Carries answers from one version to another, with those of the files that are `kept`; tells what came of it in the language that was asked for, or else the other
/// version's.
pub async fn carry_over(
    app: &App,
    door: &mut Door,
    from: Id<TemplateVersion>,
    to: Id<TemplateVersion>,
    answers: &Answers,
    kept: &Kept,
    labels: Option<Language>,
) -> Result<(Carried, Reuse), Error> {
    let from = work::template(app, door, from).await?;
    let to = work::template(app, door, to).await?;
    let language = labels.unwrap_or(to.ready.language());
    let (from, to) = (from.ready.interview(), to.ready.interview());
    let carried = carry(from, to, answers, &|kind, reference| kept.has(kind, reference));
    let reuse = Reuse::of(&carried, from, to, language);
    Ok((carried, reuse))
}

impl From<Because> for LeftBecause {
    fn from(because: Because) -> Self {
        match because {
            Because::NotAsked => Self::NotAsked,
            Because::OtherType => Self::OtherType,
            Because::NotAccepted => Self::NotAccepted,
        }
    }
}
