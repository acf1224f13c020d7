//! `GET /api/v1/sessions`

use akte_model::Id;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::state::App;
use crate::identity::SignedIn;

/// Where the person is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sessions {
    /// The newest first.
    pub items: Vec<Session>,
}

/// A sign-in that holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Session>,
    /// When the person signed in.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: jiff::Timestamp,
    /// When it was last in use, to within five minutes.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: jiff::Timestamp,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// Where you are signed in
#[utoipa::path(get, path = "/sessions", operation_id = "listSessions", tag = "people",
    responses((status = 200, body = Sessions), ListProblems))]
pub async fn list(State(app): State<App>, SignedIn(door): SignedIn) -> Result<Json<Sessions>, Error> {
    let current = door.actor().session();
    let sessions = app.store.gate().sessions(door.actor()).await?;
    let items = sessions.into_iter().map(|akte_model::Session { id, started_at, seen_at }| Session {
        id,
        started_at,
        seen_at,
        is_current: Some(id) == current,
    });
    Ok(Json(Sessions { items: items.collect() }))
}
