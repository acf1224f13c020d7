//! A title or a name: one encrypted column of one object.

use akte_model::{Id, Kind, Person, Rev};
use sqlx::any::AnyRow;

use crate::crypto::Envelope;
use crate::database::RowExt;
use crate::error::Result;
use crate::vault::Vault;

/// The encrypted title or name of a `K`.
#[derive(Debug)]
pub struct Label<K> {
    pub(crate) id: Id<K>,
    column: &'static str,
    bytes: Vec<u8>,
    envelope: Envelope,
}

impl<K: Kind> Label<K> {
    /// From the columns `{prefix}id`, `{prefix}{column}` and the envelope's; none when there is no such object.
    pub(crate) fn read(row: &AnyRow, prefix: &str, column: &'static str) -> Result<Option<Self>> {
        let Some(id) = row.id_or_none(&format!("{prefix}id"))? else { return Ok(None) };
        let bytes = row.bytes(&format!("{prefix}{column}"))?;
        Ok(Some(Self { id, column, bytes, envelope: row.envelope(prefix)? }))
    }

    /// From the same columns, where the object is certain to be.
    pub(crate) fn must(row: &AnyRow, prefix: &str, column: &'static str) -> Result<Self> {
        Self::read(row, prefix, column)?.ok_or(crate::Error::Internal("a join found no row"))
    }

    /// The version of the content.
    pub(crate) fn version(&self) -> i64 {
        self.envelope.version
    }

    /// The revision of a row whose content is this and nothing else: the version of it.
    pub(crate) fn rev(&self) -> Result<Rev> {
        self.version().try_into().map_err(|_| crate::Error::Internal("a revision below 1"))
    }

    /// The text.
    pub(crate) fn open(self, vault: &Vault) -> Result<String> {
        vault.open::<K>(&self.id, self.envelope)?.open_text(self.column, self.bytes)
    }
}

impl Label<Person> {
    /// The person with that name.
    pub(crate) fn open_person(self, vault: &Vault) -> Result<Person> {
        Ok(Person { id: self.id, name: self.open(vault)? })
    }
}
