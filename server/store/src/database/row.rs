//! Reading columns as what they are.

use std::str::FromStr;

use akte_model::{Id, Rev};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::crypto::Envelope;
use crate::error::{Error, Result};

/// Columns by name. A value of another form than was written is [`Error::Internal`]: nobody else writes here.
pub(crate) trait RowExt {
    /// Text.
    fn text(&self, column: &str) -> Result<String>;
    /// A number.
    fn number(&self, column: &str) -> Result<i64>;
    /// A number that may be absent.
    fn number_or_none(&self, column: &str) -> Result<Option<i64>>;
    /// Bytes.
    fn bytes(&self, column: &str) -> Result<Vec<u8>>;
    /// Bytes that may be absent.
    fn bytes_or_none(&self, column: &str) -> Result<Option<Vec<u8>>>;
    /// Text that may be absent, as what it says.
    fn parsed_or_none<T: FromStr>(&self, column: &str) -> Result<Option<T>>;

    /// An id that may be absent.
    fn id_or_none<K>(&self, column: &str) -> Result<Option<Id<K>>> {
        self.parsed_or_none(column)
    }

    /// An id.
    fn id<K>(&self, column: &str) -> Result<Id<K>> {
        self.parsed(column)
    }

    /// A revision.
    fn rev(&self, column: &str) -> Result<Rev> {
        self.number(column)?.try_into().map_err(|_| MALFORMED)
    }

    /// A time.
    fn time(&self, column: &str) -> Result<Timestamp> {
        Timestamp::from_millisecond(self.number(column)?).map_err(|_| MALFORMED)
    }

    /// A time that may be absent.
    fn time_or_none(&self, column: &str) -> Result<Option<Timestamp>> {
        let number = self.number_or_none(column)?;
        number.map(Timestamp::from_millisecond).transpose().map_err(|_| MALFORMED)
    }

    /// Text, as what it says.
    fn parsed<T: FromStr>(&self, column: &str) -> Result<T> {
        self.parsed_or_none(column)?.ok_or(MALFORMED)
    }

    /// The envelope in the columns `{prefix}key_id`, `{prefix}sealed_key` and `{prefix}content_version`.
    fn envelope(&self, prefix: &str) -> Result<Envelope> {
        Ok(Envelope {
            key_id: self.text(&format!("{prefix}key_id"))?,
            sealed_key: self.bytes(&format!("{prefix}sealed_key"))?,
            version: self.number(&format!("{prefix}content_version"))?,
        })
    }
}

const MALFORMED: Error = Error::Internal("a column holds what Akte never writes");

impl RowExt for AnyRow {
    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn number(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn number_or_none(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        Ok(self.try_get(column)?)
    }

    fn bytes_or_none(&self, column: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.try_get(column)?)
    }

    fn parsed_or_none<T: FromStr>(&self, column: &str) -> Result<Option<T>> {
        let text: Option<String> = self.try_get(column)?;
        text.map(|text| text.parse().map_err(|_| MALFORMED)).transpose()
    }
}
