//! `GET /api/v1/templates/{id}`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::TemplateItem;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;

/// A template with what is known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Template {
    /// As in a list.
    #[serde(flatten)]
    pub item: TemplateItem,
    /// How many questions it may ask.
    pub questions: u32,
    /// When this version was uploaded (RFC 3339, UTC).
    #[schema(format = DateTime)]
    pub uploaded_at: String,
    /// The name of the person who keeps it; null for one that came with the product.
    #[schema(required = true)]
    pub owner: Option<String>,
}

/// One template
#[utoipa::path(get, path = "/templates/{id}", operation_id = "readTemplate", tag = "templates",
    params(("id" = Uuid, Path, description = "The template")),
    responses((status = 200, body = Template, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(Path(_id): Path<Uuid>) -> Result<Json<Template>, Error> {
    Err(Error::SignedOut)
}
