//! `GET /api/v1/answer-sets/{id}/sheet`

use akte_model::Id;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{LanguageQuery, find};
use crate::engine::{About, settings, sheet as answer_sheet, sheet_title};
use crate::http::api::v1::documents::file::attachment;
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work::{self, aside, template};
use crate::http::error::Error;
use crate::http::extract::{DOCX, Path, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// The answer sheet: the questions that count with their answers, who began giving them and when, as a Word document
///
/// Citizen service numbers are never in it.
#[utoipa::path(get, path = "/answer-sets/{id}/sheet", operation_id = "downloadAnswerSheet", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        headers(("Content-Disposition" = String, description = "The name of the file"))), InterviewProblems))]
pub async fn sheet(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(language): Query<LanguageQuery>,
) -> Result<Response, Error> {
    let language = work::language(language.language.as_deref())?;
    let set = find(&mut door, &id).await?;
    let version = template(&app, &mut door, set.version).await?;
    let about = About {
        template: set.template.title.clone(),
        version: Some(set.number),
        name: set.name.clone(),
        person: Some(set.owner.name.clone()),
    };
    let language = language.unwrap_or(version.ready.language());
    let settings = settings(language, app.clock.now());
    let answers = set.answers;
    let bytes = aside(move || answer_sheet(&version.ready, &answers, &settings, &about)).await??;
    let name = set.name.unwrap_or(set.template.title);
    let file = akte_model::file_name(&format!("{name} - {}", sheet_title(language)));
    let headers = [(header::CONTENT_TYPE, DOCX.to_owned()), (header::CONTENT_DISPOSITION, attachment(&file))];
    Ok((headers, bytes).into_response())
}
