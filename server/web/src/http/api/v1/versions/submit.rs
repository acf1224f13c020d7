//! `POST /api/v1/template-versions/{id}/submit`

use akte_model::{Id, Step};
use akte_store::{Door, Expected, NewStep, SubmitVersion};
use axum::extract::State;
use axum::response::Response;

use super::{Remark, TemplateVersion, find, find_file, take};
use crate::engine::{Trial, check};
use crate::http::api::v1::problems::StepProblems;
use crate::http::api::v1::work::{self, aside};
use crate::http::error::{Error, FieldError};
use crate::http::extract::{IfMatch, Json, Path};
use crate::http::state::App;
use crate::identity::SignedIn;

/// Submit a version for a decision
///
/// The mark-up is checked and the template tests run: mistakes in the mark-up (`diagnostics`) and tests that fail (`errors`, by
/// the name of the test) are refused, and the version stays a draft.
#[utoipa::path(post, path = "/template-versions/{id}/submit", operation_id = "submitVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Remark,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn submit(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(remark): Json<Remark>,
) -> Result<Response, Error> {
    let version = find(&mut door, &id).await?;
    if version.rev != rev {
        return Err(Error::Stale);
    }
    // One that cannot be submitted at all is not worth the work.
    if Step::Submit.from(version.state).is_some() {
        examine(&app, &mut door, &id).await?;
    }
    let new = NewStep::new(id, Step::Submit, Expected::Version(rev));
    take::<SubmitVersion>(&mut door, NewStep { comment: remark.comment, ..new }).await
}

/// Refuses what a decision should not be asked about: mistakes, by this release's rules, and tests that fail.
async fn examine(app: &App, door: &mut Door, id: &Id<akte_model::TemplateVersion>) -> Result<(), Error> {
    let file = find_file(door, id).await?;
    let now = app.clock.now();
    let examined = aside(move || {
        let checked = check(file.bytes.into())?;
        let failures: Option<Vec<FieldError>> =
            checked.ready.map(|ready| ready.trials(now).into_iter().flat_map(failures).collect());
        Ok::<_, akte_ooxml::Error>((checked.diagnostics, failures))
    });
    let (found, failures) = examined.await?.map_err(|refusal| Error::NotADocument(refusal.to_string()))?;
    match failures {
        None => Err(Error::Markup(work::diagnostics(found))),
        Some(errors) if errors.is_empty() => Ok(()),
        Some(errors) => Err(Error::TemplateTests(errors)),
    }
}

/// What failed of one test, each with the lines that it is about.
fn failures(trial: Trial) -> Vec<FieldError> {
    let Trial { name, failures } = trial;
    let told = |failure: crate::engine::Failure| FieldError {
        name: name.clone(),
        message: [vec![failure.message], failure.lines].concat().join("\n"),
    };
    failures.into_iter().map(told).collect()
}
