//! `GET /api/v1/networks`

use axum::Json;
use axum::response::{IntoResponse, Response};

use super::Networks;
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::ETag;
use crate::identity::SignedIn;
use crate::perimeter::Client;

/// From where people of the firm may ask
#[utoipa::path(get, path = "/networks", operation_id = "readNetworks", tag = "networks",
    responses((status = 200, body = Networks, headers(("ETag" = String, description = "The revision"))), ListProblems))]
pub async fn read(SignedIn(mut door): SignedIn, Client(address): Client) -> Result<Response, Error> {
    let networks = door.read().await?.networks().await?;
    Ok((ETag(networks.rev), Json(Networks::told(networks, address))).into_response())
}
