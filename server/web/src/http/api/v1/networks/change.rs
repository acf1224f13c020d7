//! `PUT /api/v1/networks`

use akte_model::AllowList;
use akte_store::ChangeSettings;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Mode, Networks};
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::error::{Error, FieldError};
use crate::http::extract::{ETag, IfMatch, Json};
use crate::identity::SignedIn;
use crate::perimeter::Client;

/// From where people of the firm may ask from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NetworksChange {
    /// What becomes of requests from elsewhere.
    pub mode: Mode,
    /// The networks, at most 200: `192.0.2.0/24`, `2001:db8::/32`, or one address.
    #[schema(example = json!(["192.0.2.0/24", "2001:db8::/32"]), max_items = 200)]
    pub networks: Vec<String>,
}

/// Change from where people of the firm may ask
///
/// It holds at once, for the one who changes it too, and undoes itself after five minutes, unless somebody confirms it from where it lets them.
#[utoipa::path(put, path = "/networks", operation_id = "changeNetworks", tag = "networks",
    params(("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = NetworksChange,
    responses((status = 200, body = Networks, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    Client(address): Client,
    IfMatch(rev): IfMatch,
    Json(change): Json<NetworksChange>,
) -> Result<Response, Error> {
    let list = read(change)?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeSettings>(&tenant).await?;
    let networks = write.change_networks(permit, rev, list).await?;
    let networks = write.commit(networks).await?.into_inner();
    Ok((ETag(networks.rev), axum::Json(Networks::told(networks, address))).into_response())
}

/// The list, or every network in it that is none.
fn read(NetworksChange { mode, networks }: NetworksChange) -> Result<AllowList, Error> {
    let (mut read, mut errors) = (Vec::new(), Vec::new());
    for (index, text) in networks.iter().enumerate().take(AllowList::MOST + 1) {
        match text.trim().parse() {
            Ok(network) => read.push(network),
            Err(error) => errors.push(fault(&format!("networks[{index}]"), &error)),
        }
    }
    if errors.is_empty() {
        let list = AllowList { mode: mode.into(), networks: read };
        list.checked().map_err(|error| refused(vec![fault("networks", &error)]))
    } else {
        Err(refused(errors))
    }
}

fn fault(name: &str, error: &impl ToString) -> FieldError {
    FieldError { name: name.to_owned(), message: error.to_string() }
}

fn refused(errors: Vec<FieldError>) -> Error {
    Error::Answers { detail: "The networks cannot be used as they are.".to_owned(), errors }
}
