//! Sessions of browsers, kept in the store under the hash of their id.

use std::collections::HashMap;

use akte_store::{Store, TokenHash};
use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// The store as tower-sessions wants it.
#[derive(Debug, Clone)]
pub struct Visits(pub Store);

/// What is kept of a visit; its id is not.
#[derive(Serialize, Deserialize)]
struct Kept {
    data: HashMap<String, Value>,
    /// Seconds since 1970, UTC.
    ends: i64,
}

#[async_trait]
impl SessionStore for Visits {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let kept = Kept { data: record.data.clone(), ends: record.expiry_date.unix_timestamp() };
        let ends = Timestamp::from_second(kept.ends).map_err(|error| Error::Encode(error.to_string()))?;
        let data = serde_json::to_vec(&kept).map_err(|error| Error::Encode(error.to_string()))?;
        self.0.gate().session_save(&hash(&record.id), &data, ends).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(data) = self.0.gate().session_load(&hash(id)).await.map_err(failed)? else {
            return Ok(None);
        };
        let kept: Kept = serde_json::from_slice(&data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(kept.ends)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data: kept.data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.gate().session_delete(&hash(id)).await.map_err(failed)
    }
}

fn hash(id: &Id) -> TokenHash {
    TokenHash::of(&id.0.to_le_bytes())
}

fn failed(error: akte_store::Error) -> Error {
    Error::Backend(format!("{:#}", anyhow::Error::from(error)))
}
