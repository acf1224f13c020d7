//! `GET /api/v1/templates/{id}`

use akte_model::{Id, Rev};
use akte_store::Door;
use axum::Json;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::TemplateItem;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path};
use crate::identity::SignedIn;

/// A template with what is known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Template {
    /// As in a list.
    #[serde(flatten)]
    pub item: TemplateItem,
    /// How many questions it may ask.
    pub questions: i64,
    /// When this version was uploaded (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub uploaded_at: Timestamp,
    /// The name of the person who keeps it; null for one that came with the product.
    #[schema(required = true)]
    pub owner: Option<String>,
    /// The revision, which is its ETag.
    #[serde(skip)]
    #[schema(ignore)]
    pub rev: Rev,
}

/// One template
#[utoipa::path(get, path = "/templates/{id}", operation_id = "readTemplate", tag = "templates",
    params(("id" = Uuid, Path, description = "The template")),
    responses((status = 200, body = Template, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
) -> Result<Response, Error> {
    let template = find(&mut door, &id).await?;
    Ok((ETag(template.rev), Json(template)).into_response())
}

/// The template of that id, when this person may see it.
pub async fn find(door: &mut Door, id: &Id<akte_model::Template>) -> Result<Template, Error> {
    let mut read = door.read().await?;
    let sealed = read.template(id).await?;
    drop(read);
    Ok(door.open(sealed).await?.into())
}

impl From<akte_model::Template> for Template {
    fn from(mut template: akte_model::Template) -> Self {
        Self {
            questions: template.questions,
            uploaded_at: template.uploaded_at,
            owner: template.owner.take().map(|owner| owner.name),
            rev: template.rev,
            item: template.into(),
        }
    }
}
