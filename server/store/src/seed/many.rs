//! Many rows with one statement.

use akte_model::{Id, Tenant};
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::crypto::Envelope;
use crate::error::Result;

/// About how many values a statement has: SQLite looks through all names of parameters for each, so many at once are slower than few.
const VALUES: usize = 1000;

/// A value of a row.
#[derive(Clone)]
pub(super) enum Value {
    Text(Option<String>),
    Number(i64),
    Bytes(Vec<u8>),
}

impl<K> From<Id<K>> for Value {
    fn from(id: Id<K>) -> Self {
        Self::Text(Some(id.to_string()))
    }
}

impl<K> From<Option<Id<K>>> for Value {
    fn from(id: Option<Id<K>>) -> Self {
        Self::Text(id.map(|id| id.to_string()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The values of `key_id`, `sealed_key` and `content_version`.
pub(super) fn enveloped(envelope: Envelope) -> [Value; 3] {
    [envelope.key_id.into(), envelope.sealed_key.into(), envelope.version.into()]
}

/// New rows of one table.
pub(super) struct Rows {
    pub(super) table: &'static str,
    /// The columns after `tenant_id`.
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Value>>,
}

/// Adds rows to a firm.
pub(super) async fn insert_many(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    rows: Rows,
) -> Result<()> {
    let Rows { table, columns, rows } = rows;
    for part in rows.chunks(VALUES / columns.len()) {
        let places = |row: usize| {
            let first = row * columns.len() + 2;
            let places: Vec<_> = (first..first + columns.len()).map(|place| format!("${place}")).collect();
            format!("($1, {})", places.join(", "))
        };
        let places: Vec<_> = (0..part.len()).map(places).collect();
        let sql =
            format!("INSERT INTO {table} (tenant_id, {}) VALUES {}", columns.join(", "), places.join(", "));
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(tenant.to_string());
        for value in part.iter().flatten().cloned() {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
