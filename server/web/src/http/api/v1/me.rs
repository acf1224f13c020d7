//! `GET /api/v1/me`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::error::{Error, Problem};

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    pub person: Named,
    /// The firm.
    pub tenant: Named,
    /// The person's roles.
    pub roles: Vec<Role>,
    /// What the person may do, as `thing:action`.
    #[schema(example = json!(["template:read", "document:create"]))]
    pub permissions: Vec<String>,
    /// Which environment this server is: `demo`, `development`, `test`, `acceptance`, `production`.
    pub environment: String,
}

/// A thing with an id and a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name, for people.
    pub name: String,
}

/// What a person is in the firm.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers and makes documents.
    Lawyer,
    /// Makes and keeps the templates.
    KnowledgeManager,
    /// Governs people and settings.
    Administrator,
}

/// Who is signed in
#[utoipa::path(get, path = "/me", operation_id = "me", tag = "people",
    responses((status = 200, body = Me), (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json")))]
pub async fn get() -> Result<Json<Me>, Error> {
    Err(Error::SignedOut)
}
