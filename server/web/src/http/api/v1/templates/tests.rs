//! `GET /api/v1/templates/{id}/tests`

use akte_model::Id;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::{Failure, Trial};
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work::{self, aside};
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::http::state::App;
use crate::identity::SignedIn;

/// What came of the tests that a template carries.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateTests {
    /// Whether all of them hold.
    pub ok: bool,
    /// Each test, in the order of the definition.
    pub tests: Vec<TemplateTest>,
}

/// What came of one test.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateTest {
    /// Its name.
    pub name: String,
    /// What did not come as expected; nothing when it holds.
    pub failures: Vec<TestFailure>,
}

/// An expectation that did not come true.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestFailure {
    /// What was expected, and what came.
    pub message: String,
    /// The lines it is about: `-` expected, `+` found.
    pub lines: Vec<String>,
}

/// Run the tests of a template
///
/// Those that its current version carries in its definition.
#[utoipa::path(get, path = "/templates/{id}/tests", operation_id = "runTemplateTests", tag = "templates",
    params(("id" = Uuid, Path, description = "The template")),
    responses((status = 200, body = TemplateTests), InterviewProblems))]
pub async fn tests(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
) -> Result<Json<TemplateTests>, Error> {
    let mut read = door.read().await?;
    let sealed = read.template(&id).await?;
    drop(read);
    let found = door.open(sealed).await?;
    let version = work::template(&app, &mut door, found.version).await?;
    let now = app.clock.now();
    let trials = aside(move || version.ready.trials(now)).await?;
    let tests: Vec<TemplateTest> = trials.into_iter().map(TemplateTest::from).collect();
    Ok(Json(TemplateTests { ok: tests.iter().all(|test| test.failures.is_empty()), tests }))
}

impl From<Trial> for TemplateTest {
    fn from(trial: Trial) -> Self {
        let Trial { name, failures } = trial;
        Self { name, failures: failures.into_iter().map(TestFailure::from).collect() }
    }
}

impl From<Failure> for TestFailure {
    fn from(failure: Failure) -> Self {
        let Failure { message, lines } = failure;
        Self { message, lines }
    }
}
