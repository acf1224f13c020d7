//! `/api/v1/machines`: programs that work for the firm, and the keys that they come with.

pub mod create;
pub mod create_key;
pub mod end;
pub mod list;
pub mod read;
pub mod rename;
pub mod revoke_key;

use akte_model::{Id, Person, Rev};
use akte_store::Door;
use serde::Serialize;
use utoipa::ToSchema;

use super::permission::Permission;
use crate::http::error::Error;

/// A program that works for the firm.
#[derive(Debug, Serialize, ToSchema)]
pub struct Machine {
    /// The id; members of a matter are named by it.
    #[schema(value_type = Uuid)]
    pub id: Id<Person>,
    /// What the firm calls it.
    pub name: String,
    /// The application at the firm's issuer whose access tokens are this machine's; null when it comes with keys only.
    #[schema(required = true)]
    pub client: Option<String>,
    /// The keys that it comes with, the newest first.
    pub keys: Vec<ApiKey>,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
    /// When it was let in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: jiff::Timestamp,
}

/// A key that a machine comes with.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKey {
    /// The id: says which it is, and opens nothing.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::ApiKey>,
    /// How the secret begins, to know it by.
    #[schema(example = "akte_1a2b3c4d")]
    pub prefix: String,
    /// What it is for.
    pub scopes: Vec<Permission>,
    /// Where it may come from; anywhere when empty.
    pub networks: Vec<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: jiff::Timestamp,
    /// When it ends, or ended.
    #[schema(value_type = String, format = DateTime)]
    pub ends: jiff::Timestamp,
    /// When it was last in use, to within five minutes; null when it never was.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    pub used_at: Option<jiff::Timestamp>,
}

/// A machine with its keys.
async fn show(door: &mut Door, id: &Id<Person>) -> Result<akte_model::Machine, Error> {
    let sealed = door.read().await?.machine(id).await?;
    Ok(door.open(sealed).await?)
}

impl From<akte_model::Machine> for Machine {
    fn from(machine: akte_model::Machine) -> Self {
        let akte_model::Machine { id, name, client, keys, rev, created_at } = machine;
        Self { id, name, client, keys: keys.into_iter().map(ApiKey::from).collect(), rev, created_at }
    }
}

impl From<akte_model::ApiKey> for ApiKey {
    fn from(key: akte_model::ApiKey) -> Self {
        let akte_model::ApiKey { id, prefix, scopes, networks, created_at, ends, used_at } = key;
        let scopes = scopes.iter().map(Permission).collect();
        let networks = networks.iter().map(ToString::to_string).collect();
        Self { id, prefix, scopes, networks, created_at, ends, used_at }
    }
}
