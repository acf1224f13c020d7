//! What seals and opens for one firm: its keys, the files, time and randomness. Outside any transaction, on a blocking thread.

use std::sync::Arc;

use akte_model::{Blob, Id, Kind};
use jiff::Timestamp;

use crate::config::{Clock, Rng};
use crate::crypto::{Envelope, FirmKeys, ObjectKey};
use crate::error::{Error, Result};
use crate::files::Files;

/// The most that a file may have: 32 MiB.
const FILE_LIMIT: usize = 32 << 20;

/// One firm's keys with what they work on.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<FirmKeys>,
    files: Files,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
}

/// A file that is on disk and waits for its row.
pub struct StoredBlob {
    pub(crate) id: Id<Blob>,
    pub(crate) size: i64,
    pub(crate) envelope: Envelope,
}

impl Vault {
    pub(crate) fn new(keys: Arc<FirmKeys>, files: Files, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Self {
        Self { keys, files, clock, rng }
    }

    /// Now, as a row keeps it.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id.
    pub(crate) fn id<K>(&self) -> Result<Id<K>> {
        new_id(&*self.clock, &*self.rng)
    }

    /// Which key new content is encrypted with.
    pub(crate) fn key_id(&self) -> &str {
        self.keys.current().id()
    }

    /// A keyed hash under the firm's key.
    pub(crate) fn mac(&self, purpose: &'static str, parts: &[&[u8]]) -> String {
        self.keys.current().mac(purpose, parts)
    }

    /// A new key for an object's content.
    pub(crate) fn seal<K: Kind>(&self, id: &Id<K>, version: i64) -> Result<(Sealer<'_>, Envelope)> {
        let (key, envelope) = self.keys.current().seal_object::<K>(&id.to_string(), version, &*self.rng)?;
        Ok((Sealer { key, rng: &*self.rng }, envelope))
    }

    /// The key of an object that was read.
    pub(crate) fn open<K: Kind>(&self, id: &Id<K>, envelope: Envelope) -> Result<ObjectKey> {
        self.keys.open_object::<K>(&id.to_string(), envelope)
    }

    /// The envelope of an object, under the key that new content is encrypted with.
    pub(crate) fn renew(
        &self,
        renew: fn(&FirmKeys, &str, Envelope, &dyn Rng) -> Result<Envelope>,
        id: &str,
        envelope: Envelope,
    ) -> Result<Envelope> {
        renew(&self.keys, id, envelope, &*self.rng)
    }

    /// Encrypts a file and puts it on disk.
    pub(crate) fn store(&self, bytes: &[u8]) -> Result<StoredBlob> {
        if bytes.len() > FILE_LIMIT {
            return Err(Error::TooLarge { size: bytes.len(), limit: FILE_LIMIT });
        }
        let id = self.id()?;
        let (sealer, envelope) = self.seal::<Blob>(&id, 1)?;
        self.files.write(&id, sealer.seal("file", bytes)?)?;
        let size = i64::try_from(bytes.len()).map_err(|_| Error::Internal("a size is out of range"))?;
        Ok(StoredBlob { id, size, envelope })
    }

    /// Reads a file and decrypts it.
    pub(crate) fn fetch(&self, id: &Id<Blob>, envelope: Envelope) -> Result<Vec<u8>> {
        self.open::<Blob>(id, envelope)?.open("file", self.files.read(id)?)
    }
}

/// Encrypts the columns of one object.
pub(crate) struct Sealer<'v> {
    key: ObjectKey,
    rng: &'v dyn Rng,
}

impl Sealer<'_> {
    /// One column, or `file`.
    pub(crate) fn seal(&self, column: &'static str, plain: &[u8]) -> Result<Vec<u8>> {
        self.key.seal(column, plain, self.rng)
    }
}

/// A new id, made now.
pub(crate) fn new_id<K>(clock: &dyn Clock, rng: &dyn Rng) -> Result<Id<K>> {
    let millis = u64::try_from(clock.now().as_millisecond())
        .map_err(|_| Error::Internal("the clock is before 1970: set it right"))?;
    let mut random = [0; 10];
    rng.fill(&mut random)?;
    Ok(Id::new(millis, random))
}

/// Runs what takes the processor or the disk where it holds nobody up.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or(Err(Error::Internal("a piece of work ended without an answer")))
}
