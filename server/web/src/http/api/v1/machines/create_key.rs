//! `POST /api/v1/machines/{id}/keys`

use akte_model::{Id, Network, Person, Role, Roles, Scopes};
use akte_store::{Door, KeepMachine, NewApiKey};
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiKey, show};
use crate::http::api::v1::permission::Permission;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{Once, once};
use crate::http::error::Error;
use crate::http::extract::{IdempotencyKey, Json, Path};
use crate::identity::SignedIn;

/// How long a key is good when nothing else is said.
const USUAL: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The longest that a key can be good.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);
/// How many networks a key may name.
const NETWORKS: usize = 50;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeyRequest {
    /// What it is for: actions that a machine may do.
    #[schema(example = json!(["read_template", "start_interview", "generate"]))]
    pub scopes: Vec<Permission>,
    /// Where it may come from: addresses, or ranges as `192.0.2.0/24`; anywhere when there is none.
    #[serde(default)]
    #[schema(example = json!(["192.0.2.0/24"]))]
    pub networks: Vec<String>,
    /// When it ends, within 366 days; 90 days from now when left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends: Option<Timestamp>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub struct NewKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// What the machine sends as its bearer token. This is the only time that it can be seen; null when the same request was answered
    /// before: revoke the key then, and make another.
    #[schema(required = true)]
    pub secret: Option<String>,
}

/// Make a key for a machine
///
/// Its secret is shown in this answer and never again.
#[utoipa::path(post, path = "/machines/{id}/keys", operation_id = "createKey", tag = "machines",
    params(("id" = Uuid, Path, description = "The machine"), ("Idempotency-Key" = String, Header, description = "A new one for each new key")),
    request_body = NewKeyRequest,
    responses((status = 201, body = NewKey), CreateProblems))]
pub async fn create_key(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<Person>>,
    key: IdempotencyKey,
    Json(new): Json<NewKeyRequest>,
) -> Result<Response, Error> {
    // Not for who may not know which machines there are, whatever they send.
    show(&mut door, &id).await?;
    let (scopes, networks) = (scopes(&new.scopes)?, networks(&new.networks)?);
    let ends = ends(new.ends, door.now())?;
    let ends_asked = new.ends.map(|ends| ends.to_string()).unwrap_or_default();
    let (machine, scope_names, network_names) = (id.to_string(), scopes.to_string(), new.networks.join(" "));
    let parts = [machine.as_bytes(), scope_names.as_bytes(), network_names.as_bytes(), ends_asked.as_bytes()];
    let (made, secret) = match once(&mut door, "POST /machines/{id}/keys", &key, &parts).await? {
        Once::Made(made) => (made, None),
        Once::Make(ticket) => {
            let (stub, secret) = (ticket.stub(), door.new_secret()?);
            let shown = secret.expose().to_owned();
            let new = NewApiKey { machine: id, secret, scopes, networks, ends };
            match make(&mut door, ticket, new).await {
                Ok(made) => (made, Some(shown)),
                Err(error) => {
                    door.release(stub).await?;
                    return Err(error);
                }
            }
        }
    };
    let machine = show(&mut door, &id).await?;
    // Made by the same request before, and long gone.
    let key = machine.keys.into_iter().find(|key| key.id == made).ok_or(Error::NotFound)?;
    Ok((StatusCode::CREATED, Answer(NewKey { key: key.into(), secret })).into_response())
}

async fn make(
    door: &mut Door,
    ticket: akte_store::Ticket<akte_model::ApiKey>,
    new: NewApiKey,
) -> Result<Id<akte_model::ApiKey>, Error> {
    let machine = new.machine;
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(&machine).await?;
    let id = write.create_key(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

/// At least one, and nothing that a machine could never do.
fn scopes(given: &[Permission]) -> Result<Scopes, Error> {
    let machine = Roles::from(Role::Machine);
    let scope = |Permission(action): &Permission| {
        let refused = || Error::Malformed(format!("`scopes`: a machine cannot be let in for {action}."));
        machine.may(*action).then_some(*action).ok_or_else(refused)
    };
    let scopes: Scopes = given.iter().map(scope).collect::<Result<_, _>>()?;
    if scopes.is_empty() {
        return Err(Error::Malformed("`scopes` names at least one action.".to_owned()));
    }
    Ok(scopes)
}

fn networks(given: &[String]) -> Result<Vec<Network>, Error> {
    if given.len() > NETWORKS {
        return Err(Error::Malformed(format!("`networks` are at most {NETWORKS}.")));
    }
    let network =
        |text: &String| text.parse().map_err(|error| Error::Malformed(format!("`networks`: {error}.")));
    given.iter().map(network).collect()
}

fn ends(asked: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Error> {
    match asked {
        None => Ok(now + USUAL),
        Some(ends) if now < ends && ends <= now + LONGEST => Ok(ends),
        Some(_) => Err(Error::Malformed("`ends` lies ahead, within 366 days.".to_owned())),
    }
}
