//! `GET /api/v1/answer-sets/{id}/preview`

use akte_model::{Action, Id};
use akte_template::Missing;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::files::pictures;
use super::find;
use crate::engine::settings;
use crate::http::api::v1::documents::create::unfit;
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work::{aside, template};
use crate::http::error::Error;
use crate::http::extract::{DOCX, Path};
use crate::http::state::App;
use crate::identity::SignedIn;

/// The document as it would be now, with blanks for what is missing; it is not kept
#[utoipa::path(get, path = "/answer-sets/{id}/preview", operation_id = "previewDocument", tag = "answers",
    params(("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), InterviewProblems))]
pub async fn preview(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::Generate) {
        return Err(Error::Forbidden);
    }
    let set = find(&mut door, &id).await?;
    let version = template(&app, &mut door, set.version).await?;
    let language = version.ready.language();
    let settings = settings(language, app.clock.now());
    let pictures = pictures(&mut door, &set, &version.ready).await?;
    let made = aside(move || version.ready.fill(&set.answers, &settings, Missing::Mark, &pictures)).await?;
    let made = made.map_err(|found| unfit(found, Vec::new(), language))?;
    Ok(([(header::CONTENT_TYPE, DOCX)], made.bytes).into_response())
}
