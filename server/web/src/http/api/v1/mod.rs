//! Version 1 of the HTTP API: one file for each endpoint.

pub mod answer_sets;
pub mod audit;
pub mod categories;
pub mod diagnostic;
pub mod documents;
pub mod jobs;
pub mod machines;
pub mod matters;
pub mod me;
pub mod networks;
pub mod openapi;
pub mod page;
pub mod people;
pub mod permission;
pub mod problems;
pub mod reviews;
pub mod sessions;
pub mod settings;
pub mod teams;
pub mod templates;
pub mod tokens;
pub mod versions;
pub mod work;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::http::FILE_BODY;
use crate::http::extract::ANSWER_FILE_BODY;
use crate::http::state::App;

/// Every endpoint with its description.
pub fn router() -> OpenApiRouter<App> {
    let endpoints = OpenApiRouter::new()
        .routes(routes!(me::get))
        .routes(routes!(sessions::list::list))
        .routes(routes!(sessions::end::end))
        .routes(routes!(tokens::create::create))
        .routes(routes!(tokens::renew::renew))
        .routes(routes!(tokens::revoke::revoke))
        .routes(with_body(FILE_BODY, routes!(templates::list::list, templates::upload::upload)))
        .routes(routes!(templates::read::read, templates::change::change))
        .routes(routes!(
            templates::add_favourite::add_favourite,
            templates::remove_favourite::remove_favourite
        ))
        .routes(routes!(templates::tests::tests))
        .routes(routes!(templates::roll_back::roll_back))
        .routes(routes!(categories::list::list, categories::create::create))
        .routes(routes!(categories::change::change))
        .routes(with_body(FILE_BODY, routes!(versions::list::list, versions::upload::upload)))
        .routes(routes!(versions::read::read))
        .routes(routes!(versions::file::file))
        .routes(routes!(versions::difference::compare))
        .routes(routes!(versions::submit::submit))
        .routes(routes!(versions::withdraw::withdraw))
        .routes(routes!(versions::approve::approve))
        .routes(routes!(versions::reject::reject))
        .routes(routes!(versions::publish::publish))
        .routes(routes!(versions::unschedule::unschedule))
        .routes(routes!(versions::retire::retire))
        .routes(routes!(versions::restore::restore))
        .routes(routes!(reviews::list::list))
        .routes(routes!(reviews::due::due))
        .routes(routes!(audit::list::list))
        .routes(routes!(audit::export::export))
        .routes(routes!(jobs::list::list))
        .routes(routes!(jobs::retry::retry))
        .routes(routes!(settings::read::read, settings::change::change))
        .routes(routes!(networks::read::read, networks::change::change))
        .routes(routes!(networks::confirm::confirm))
        .routes(routes!(answer_sets::list::list, answer_sets::create::create))
        .routes(routes!(answer_sets::read::read, answer_sets::change::change))
        .routes(routes!(answer_sets::preview_move::preview, answer_sets::move_on::move_on))
        .routes(routes!(answer_sets::export::export))
        .routes(routes!(answer_sets::sheet::sheet))
        .routes(routes!(answer_sets::preview::preview))
        .routes(with_body(ANSWER_FILE_BODY, routes!(answer_sets::files::upload::upload)))
        .routes(routes!(answer_sets::files::download::download))
        .routes(routes!(matters::list::list, matters::create::create))
        .routes(routes!(matters::read::read, matters::change::change))
        .routes(routes!(matters::add_member::add_member, matters::remove_member::remove_member))
        .routes(routes!(matters::add_team::add_team, matters::remove_team::remove_team))
        .routes(routes!(people::list::list))
        .routes(routes!(people::list_delegates::list_delegates))
        .routes(routes!(people::add_delegate::add_delegate, people::remove_delegate::remove_delegate))
        .routes(routes!(machines::list::list, machines::create::create))
        .routes(routes!(machines::read::read, machines::rename::rename, machines::end::end))
        .routes(routes!(machines::create_key::create_key))
        .routes(routes!(machines::revoke_key::revoke_key))
        .routes(routes!(teams::list::list, teams::create::create))
        .routes(routes!(teams::read::read, teams::change::change))
        .routes(routes!(teams::add_member::add_member, teams::remove_member::remove_member))
        .routes(routes!(documents::list::list, documents::create::create))
        .routes(routes!(documents::read::read))
        .routes(routes!(documents::file::file));
    OpenApiRouter::with_openapi(openapi::Description::base())
        .nest("/api/v1", endpoints)
        .route("/api/v1/openapi.json", axum::routing::get(openapi::serve))
}

/// Endpoints of which one takes a file, of at most so many bytes.
fn with_body(limit: usize, (schemas, paths, methods): UtoipaMethodRouter<App>) -> UtoipaMethodRouter<App> {
    (schemas, paths, methods.layer(DefaultBodyLimit::max(limit)))
}
