//! `POST /api/v1/networks/confirm`

use akte_store::ChangeSettings;
use axum::response::{IntoResponse, Response};

use super::Networks;
use crate::http::api::v1::problems::ConfirmProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch};
use crate::identity::SignedIn;
use crate::perimeter::Client;

/// Confirm the change of the networks, so that it stays
///
/// From a network that the change lets in: from elsewhere this is refused like everything else.
#[utoipa::path(post, path = "/networks/confirm", operation_id = "confirmNetworks", tag = "networks",
    params(("If-Match" = String, Header, description = "The ETag of the change")),
    responses((status = 200, body = Networks, headers(("ETag" = String, description = "The new revision"))), ConfirmProblems))]
pub async fn confirm(
    SignedIn(mut door): SignedIn,
    Client(address): Client,
    IfMatch(rev): IfMatch,
) -> Result<Response, Error> {
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeSettings>(&tenant).await?;
    let networks = write.confirm_networks(permit, rev).await?;
    let networks = write.commit(networks).await?.into_inner();
    Ok((ETag(networks.rev), axum::Json(Networks::told(networks, address))).into_response())
}
