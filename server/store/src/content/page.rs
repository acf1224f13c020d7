//! Lists in parts.

use akte_model::Id;
use sqlx::any::AnyRow;

use crate::error::{Error, Result};

/// Which part of a list.
#[derive(Debug, Clone, Default)]
pub struct PageRequest {
    /// How many at most: 1 to 200; none is 50. Another number is taken as the nearest of these.
    pub limit: Option<u32>,
    /// Where the part before ended: its [`Page::next_cursor`].
    pub cursor: Option<String>,
}

/// A part of a list.
#[derive(Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next part begins; none at the end.
    pub next_cursor: Option<String>,
}

impl PageRequest {
    /// How many items.
    pub(crate) fn size(&self) -> usize {
        self.limit.unwrap_or(50).clamp(1, 200) as usize
    }

    /// The rows to ask for in a list by id, newest first: one more than the size, to see whether there is a next part.
    pub(crate) fn slice<K>(&self) -> Result<Slice> {
        let before = match &self.cursor {
            Some(cursor) => cursor.parse::<Id<K>>().map_err(|_| Error::InvalidCursor)?.to_string(),
            None => "g".to_owned(), // after every id: ids are hexadecimal
        };
        Ok(Slice { before, size: self.size() })
    }
}

/// The rows of one part of a list by id.
pub(crate) struct Slice {
    /// Ids below this one.
    pub(crate) before: String,
    size: usize,
}

impl Slice {
    /// For `LIMIT`.
    pub(crate) fn limit(&self) -> i64 {
        self.size as i64 + 1
    }

    /// The page of the rows that were found.
    pub(crate) fn page<T, K>(
        &self,
        rows: &[AnyRow],
        read: impl Fn(&AnyRow) -> Result<T>,
        id: impl Fn(&T) -> Id<K>,
    ) -> Result<Page<T>> {
        let more = rows.len() > self.size;
        let items = rows.iter().take(self.size).map(read).collect::<Result<Vec<_>>>()?;
        let next_cursor = items.last().filter(|_| more).map(|item| id(item).to_string());
        Ok(Page { items, next_cursor })
    }
}
