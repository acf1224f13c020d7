//! `GET /api/v1/me`

use std::collections::BTreeMap;

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
    /// What the person may do, by action, and how far: to what is their `own`, to what belongs to their `matter`s besides, or to all
    /// of the `tenant`'s. What is not named is refused.
    #[schema(example = json!({ "read_template": "tenant", "generate": "matter" }))]
    pub permissions: BTreeMap<&'static str, Reach>,
    /// On whose behalf the person may begin answer sets.
    pub acts_for: Vec<super::people::Person>,
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
    /// Its own colour in the pages, as `#rrggbb`; null for the one that they come with.
    #[schema(required = true, example = "#1f6076")]
    pub accent: Option<String>,
}

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// What the person made, what was made for them, and what was made for somebody whom they act for.
    Own,
    /// That, and what belongs to the matters that the person is a member of.
    Matter,
    /// All of the firm's.
    Tenant,
}

impl From<akte_model::Reach> for Reach {
    fn from(reach: akte_model::Reach) -> Self {
        match reach {
            akte_model::Reach::Own => Self::Own,
            akte_model::Reach::Matter => Self::Matter,
            akte_model::Reach::Tenant => Self::Tenant,
        }
    }
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
    /// A program, within the scopes of its key.
    Machine,
}

impl From<akte_model::Role> for Role {
    fn from(role: akte_model::Role) -> Self {
        match role {
            akte_model::Role::Lawyer => Self::Lawyer,
            akte_model::Role::KnowledgeManager => Self::KnowledgeManager,
            akte_model::Role::Administrator => Self::Administrator,
            akte_model::Role::Machine => Self::Machine,
        }
    }
}

/// Who is signed in
#[utoipa::path(get, path = "/me", operation_id = "me", tag = "people",
    responses((status = 200, body = Me), ListProblems))]
pub async fn get(State(app): State<App>, SignedIn(mut door): SignedIn) -> Result<Json<Me>, Error> {
    let me = door.me().await?;
    let permissions = door.actor().permissions();
    let permissions = permissions.map(|(action, reach)| (action.as_str(), reach.into())).collect();
    Ok(Json(Me {
        person: MyPerson { id: me.person.id, name: me.person.name },
        tenant: MyTenant {
            id: me.tenant.id,
            name: me.tenant.name,
            accent: me.accent.map(|accent| accent.to_string()),
        },
        roles: me.roles.iter().map(Role::from).collect(),
        permissions,
        acts_for: me.acts_for.into_iter().map(Into::into).collect(),
        environment: app.environment,
    }))
}
