//! `/api/v1/template-versions`, and the versions of `/api/v1/templates/{id}`

pub mod approve;
pub mod difference;
pub mod file;
pub mod list;
pub mod publish;
pub mod read;
pub mod reject;
pub mod restore;
pub mod retire;
pub mod submit;
pub mod unschedule;
pub mod upload;
pub mod withdraw;

use akte_model::{Id, Rev, Step, VersionStep};
use akte_store::{Act, Door, NewStep};
use axum::Json;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::templates::TemplateStatus;
use super::work;
use crate::http::error::Error;
use crate::http::extract::ETag;

/// A version of a template, as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateVersionItem {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::TemplateVersion>,
    /// The template.
    #[schema(value_type = Uuid)]
    pub template: Id<akte_model::Template>,
    /// The title of the template.
    pub title: String,
    /// Its number among the versions of the template, from 1.
    pub number: i64,
    /// Where it is in its life.
    pub status: TemplateStatus,
    /// The name of who brought it in; null for one that came with the product.
    #[schema(required = true)]
    pub author: Option<String>,
    /// When it came in (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub uploaded_at: Timestamp,
    /// How many questions it may ask.
    pub questions: i64,
    /// The SHA-256 of its file, in hexadecimal.
    pub sha256: String,
    /// When it will be published; null when nothing is planned.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    pub publish_at: Option<Timestamp>,
    /// When it was published last; null when it never was.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    pub published_at: Option<Timestamp>,
    /// When someone should look whether it still holds.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    pub review_by: Option<Timestamp>,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
}

/// A version of a template, with what was done to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateVersion {
    /// As in a list.
    #[serde(flatten)]
    pub item: TemplateVersionItem,
    /// What was done to it, the first first.
    pub history: Vec<TakenStep>,
}

/// A step in the life of a version that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenStep {
    /// Which.
    #[schema(schema_with = steps)]
    pub step: Step,
    /// When (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The name of who took it; null when a planned moment had come.
    #[schema(required = true)]
    pub person: Option<String>,
    /// What was said with it.
    #[schema(required = true)]
    pub comment: Option<String>,
}

/// The steps there are, as the model names them.
fn steps() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Step::ALL.map(Step::as_str)))
}

/// What is said with a step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// For whoever reads the history.
    #[schema(max_length = 4000, pattern = r"\S")]
    pub comment: Option<String>,
}

/// Takes a step, and answers with the version as it is then.
async fn take<A>(door: &mut Door, new: NewStep) -> Result<Response, Error>
where
    A: Act<On = akte_model::TemplateVersion>,
{
    let id = new.version;
    take_silently::<A>(door, new).await?;
    let version = show(door, &id).await?;
    Ok((ETag(version.item.rev), Json(version)).into_response())
}

/// Takes a step.
pub async fn take_silently<A>(door: &mut Door, mut new: NewStep) -> Result<(), Error>
where
    A: Act<On = akte_model::TemplateVersion>,
{
    new.comment = work::comment(new.comment.as_deref())?;
    let id = new.version;
    let staged = door.stage_step(new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<A>(&id).await?;
    let rev = write.take_step(permit, staged).await?;
    write.commit(rev).await?.into_inner();
    Ok(())
}

/// The version of that id, when this person may see it.
async fn find(
    door: &mut Door,
    id: &Id<akte_model::TemplateVersion>,
) -> Result<akte_model::TemplateVersion, Error> {
    let mut read = door.read().await?;
    let sealed = read.version(id).await?;
    drop(read);
    Ok(door.open(sealed).await?)
}

/// The file of a version.
async fn find_file(
    door: &mut Door,
    id: &Id<akte_model::TemplateVersion>,
) -> Result<akte_model::TemplateFile, Error> {
    let mut read = door.read().await?;
    let sealed = read.template_file(id).await?;
    drop(read);
    Ok(door.open(sealed).await?)
}

/// The version of that id with its history.
async fn show(door: &mut Door, id: &Id<akte_model::TemplateVersion>) -> Result<TemplateVersion, Error> {
    let mut read = door.read().await?;
    let (sealed, steps) = (read.version(id).await?, read.version_steps(id).await?);
    drop(read);
    let item = door.open(sealed).await?.into();
    let history = door.open_all(steps).await?.into_iter().map(TakenStep::from).collect();
    Ok(TemplateVersion { item, history })
}

impl From<akte_model::TemplateVersion> for TemplateVersionItem {
    fn from(version: akte_model::TemplateVersion) -> Self {
        Self {
            id: version.id,
            template: version.template.id,
            title: version.template.title,
            number: version.number,
            status: version.state.into(),
            author: version.author.map(|author| author.name),
            uploaded_at: version.uploaded_at,
            questions: version.questions,
            sha256: version.sha256,
            publish_at: version.publish_at,
            published_at: version.published_at,
            review_by: version.review_by,
            rev: version.rev,
        }
    }
}

impl From<VersionStep> for TakenStep {
    fn from(taken: VersionStep) -> Self {
        let person = taken.person.map(|person| person.name);
        Self { step: taken.step, at: taken.at, person, comment: taken.comment }
    }
}
