//! `/api/v1/answer-sets`

pub mod carried;
pub mod change;
pub mod create;
pub mod export;
pub mod files;
pub mod list;
pub mod move_on;
pub mod preview;
pub mod preview_move;
pub mod read;
pub mod sheet;
pub mod state;

use std::sync::Arc;

use akte_expr::Language;
use akte_model::{Answers, Id, Rev};
use akte_store::Door;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::matters::MatterRef;
use super::people::{Person, made_by};
use super::work::{aside, template};
use crate::engine::{Version, settings};
use crate::http::error::Error;
use crate::http::state::App;
use state::State;

/// Answers to one version of a template, and what they lead to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerSet {
    /// As in a list.
    #[serde(flatten)]
    pub item: AnswerSetItem,
    /// The interview as it stands.
    pub state: State,
    /// Answers that moving to a newer version left, by dotted name: kept, but they do not count.
    #[schema(value_type = Object)]
    pub set_aside: Answers,
}

/// An answer set as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerSetItem {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::AnswerSet>,
    /// The name the person gave it.
    #[schema(required = true)]
    pub name: Option<String>,
    /// The name of whose it is.
    pub owner: String,
    /// The name of who started it: its owner, or who did on the owner's behalf.
    pub made_by: String,
    /// The owner, where another started it on their behalf.
    #[schema(required = true)]
    pub on_behalf_of: Option<Person>,
    /// The matter it belongs to.
    #[schema(required = true)]
    pub matter: Option<MatterRef>,
    /// The template it answers.
    pub template: AnsweredTemplate,
    /// The number of the version of the template that it answers: the one that it was started with, until it is moved.
    pub version: i64,
    /// The number of the published version, when that is a newer one: what it can be moved to.
    #[schema(required = true)]
    pub newer_version: Option<i64>,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
    /// When it was started (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// The template an answer set belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnsweredTemplate {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Template>,
    /// Its title.
    pub title: String,
    /// The language of its text.
    #[schema(example = "nl")]
    pub language: String,
}

/// The language of labels and messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LanguageQuery {
    /// `nl`, `en`, `de` or `fr`; without it the template's.
    pub language: Option<String>,
}

impl AnswerSet {
    /// A set with the interview as it stands.
    fn of(mut set: akte_model::AnswerSet, state: State) -> Self {
        let set_aside = std::mem::take(&mut set.set_aside);
        Self { item: set.into(), state, set_aside }
    }
}

impl From<akte_model::AnswerSet> for AnswerSetItem {
    fn from(set: akte_model::AnswerSet) -> Self {
        let akte_model::TemplateRef { id, title, language } = set.template;
        let (made_by, on_behalf_of) = made_by(&set.owner, set.made_by);
        Self {
            id: set.id,
            name: set.name,
            owner: set.owner.name,
            made_by,
            on_behalf_of,
            matter: set.matter.map(MatterRef::from),
            template: AnsweredTemplate { id, title, language },
            version: set.number,
            newer_version: set.newer.map(|newer| newer.number),
            rev: set.rev,
            created_at: set.created_at,
        }
    }
}

/// An answer set within reach.
pub async fn find(door: &mut Door, id: &Id<akte_model::AnswerSet>) -> Result<akte_model::AnswerSet, Error> {
    let mut read = door.read().await?;
    let sealed = read.answer_set(id).await?;
    drop(read);
    Ok(door.open(sealed).await?)
}

/// The interview of a set as it stands.
pub async fn show(
    app: &App,
    door: &mut Door,
    mut set: akte_model::AnswerSet,
    labels: Option<Language>,
) -> Result<AnswerSet, Error> {
    let version = template(app, door, set.version).await?;
    let answers = std::mem::take(&mut set.answers);
    let state = stand(app, &version, answers, labels).await?;
    Ok(AnswerSet::of(set, state))
}

/// What a version of a template asks with these answers.
pub async fn stand(
    app: &App,
    version: &Arc<Version>,
    answers: Answers,
    labels: Option<Language>,
) -> Result<State, Error> {
    let (version, now) = (version.clone(), app.clock.now());
    let state = aside(move || {
        let language = version.ready.language();
        version.ready.state(&answers, &settings(language, now), labels.unwrap_or(language))
    });
    Ok(state.await?.into())
}
