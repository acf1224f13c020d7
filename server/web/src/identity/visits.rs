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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use akte_store::{Clock, StoreConfig};

    use super::*;

    /// A clock that stands still until it is set, in seconds since 1970.
    struct Stopped(AtomicI64);

    impl Clock for Stopped {
        fn now(&self) -> Timestamp {
            Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
        }
    }

    #[tokio::test]
    async fn a_session_ends_with_its_time() {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(Stopped(AtomicI64::new(1000)));
        let config = StoreConfig { clock: clock.clone(), ..StoreConfig::new(directory.path()) };
        let visits = Visits(Store::open(config).await.unwrap());
        let ends = OffsetDateTime::from_unix_timestamp(2000).unwrap();
        let data = HashMap::from([("begun".to_owned(), Value::from(1))]);
        let mut record = Record { id: Id::default(), data, expiry_date: ends };
        visits.create(&mut record).await.unwrap();
        clock.0.store(1999, Ordering::Relaxed);
        assert_eq!(visits.load(&record.id).await.unwrap(), Some(record.clone()));
        assert_eq!(visits.load(&Id::default()).await.unwrap(), None);
        clock.0.store(2000, Ordering::Relaxed);
        assert_eq!(visits.load(&record.id).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_new_session_never_takes_the_place_of_another() {
        let directory = tempfile::tempdir().unwrap();
        let visits = Visits(Store::open(StoreConfig::new(directory.path())).await.unwrap());
        let ends = OffsetDateTime::now_utc() + time::Duration::hours(1);
        let mut first = Record { id: Id::default(), data: HashMap::new(), expiry_date: ends };
        visits.create(&mut first).await.unwrap();
        let mut second = first.clone();
        visits.create(&mut second).await.unwrap();
        assert_ne!(first.id, second.id);
    }
}
