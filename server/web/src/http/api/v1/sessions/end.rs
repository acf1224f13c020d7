//! `DELETE /api/v1/sessions/{id}`

use akte_model::{Id, Session};
use axum::extract::State;
use axum::http::StatusCode;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::http::state::App;
use crate::identity::SignedIn;

/// Sign out somewhere else
///
/// Ends one of your sessions, and what the pane in Word has of it.
#[utoipa::path(delete, path = "/sessions/{id}", operation_id = "endSession", tag = "people",
    params(("id" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "It has ended"), ReadProblems))]
pub async fn end(
    State(app): State<App>,
    SignedIn(door): SignedIn,
    Path(id): Path<Id<Session>>,
) -> Result<StatusCode, Error> {
    app.store.gate().end_session(door.actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
