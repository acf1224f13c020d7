//! `GET /api/v1/me`

use akte_model::{Id, Person, Tenant};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::problems::ListProblems;
use crate::http::error::Error;
use crate::http::state::App;
use crate::identity::SignedIn;

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    pub person: MyPerson,
    /// The firm.
    pub tenant: MyTenant,
    /// The person's roles.
    pub roles: Vec<Role>,
    /// What the person may do.
    #[schema(example = json!(["read_template", "generate"]))]
    pub permissions: Vec<&'static str>,
    /// Which environment this server is: `demo`, `development`, `test`, `acceptance`, `production`.
    pub environment: &'static str,
}

/// The person who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyPerson {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<Person>,
    /// The name, as the issuer gave it.
    pub name: String,
}

/// The firm of the person who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyTenant {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<Tenant>,
    /// What the firm calls itself.
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

impl From<akte_model::Role> for Role {
    fn from(role: akte_model::Role) -> Self {
        match role {
            akte_model::Role::Lawyer => Self::Lawyer,
            akte_model::Role::KnowledgeManager => Self::KnowledgeManager,
            akte_model::Role::Administrator => Self::Administrator,
        }
    }
}

/// Who is signed in
#[utoipa::path(get, path = "/me", operation_id = "me", tag = "people",
    responses((status = 200, body = Me), ListProblems))]
pub async fn get(State(app): State<App>, SignedIn(mut door): SignedIn) -> Result<Json<Me>, Error> {
    let me = door.me().await?;
    Ok(Json(Me {
        person: MyPerson { id: me.person.id, name: me.person.name },
        tenant: MyTenant { id: me.tenant.id, name: me.tenant.name },
        roles: me.roles.iter().map(Role::from).collect(),
        permissions: me.roles.permissions().map(|action| action.as_str()).collect(),
        environment: app.environment,
    }))
}
