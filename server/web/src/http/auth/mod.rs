//! `/auth`: signing in and out.

pub mod callback;
pub mod enrol;
pub mod sign_in;
pub mod sign_out;

use axum::Router;
use axum::routing::{get, post};

use super::state::App;

/// The paths under `/auth`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/auth/sign-in", get(sign_in::begin))
        .route("/auth/callback/{issuer}", get(callback::finish))
        .route("/auth/sign-out", post(sign_out::end))
        .route("/auth/enrol", get(enrol::ask).post(enrol::begin))
        .route("/auth/consent/{issuer}", get(enrol::consented))
}
