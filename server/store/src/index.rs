//! Searching what has an encrypted name: each firm's names are kept open in memory, and looked through there.

use std::sync::{Arc, Mutex, PoisonError};

use akte_model::{Id, Kind, Tenant};
use sqlx::AnyConnection;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::{Content, Page, PageRequest};
use crate::database::{RowExt, Tx};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::blocking;

/// How many firms' names are kept; the one that was used longest ago goes first.
const FIRMS: usize = 64;

/// What can be searched.
pub(crate) trait Indexed: Content + Kind + Clone + Send + Sync {
    /// By what the list is in order; no two are equal.
    type Order: Ord;

    /// Reads `rev` of the firm `$1`: a count of the changes of anything that the index shows.
    const REV: &'static str;

    fn id(&self) -> Id<Self>;
    fn order(&self) -> Self::Order;
    /// What is looked through.
    fn words(&self) -> String;

    /// Every one of the firm.
    fn all(
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
    ) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;
}

/// What someone sees of an item.
pub(crate) enum Sight {
    /// That it is there, and its name.
    Whole,
    /// That it is there: no words find it.
    Nameless,
    /// Nothing.
    Hidden,
}

/// The indexes, the last used at the end.
pub(crate) struct Indexes<T>(Mutex<Vec<Arc<Index<T>>>>);

/// What one firm had when it was at `rev`, in order.
pub(crate) struct Index<T> {
    tenant: Id<Tenant>,
    rev: i64,
    entries: Vec<Entry<T>>,
}

struct Entry<T> {
    words: String,
    item: T,
}

impl<T> Default for Indexes<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Indexed> Indexes<T> {
    /// The index of the actor's firm as the transaction sees it; made again when something changed since.
    pub(crate) async fn of(&self, mut tx: Tx, actor: &Actor) -> Result<Arc<Index<T>>> {
        let tenant = actor.tenant();
        let row = sqlx::query(T::REV).bind(tenant.to_string()).fetch_optional(&mut *tx).await?;
        let rev = row.ok_or(Error::NotFound)?.number("rev")?;
        if let Some(index) = self.take(&tenant, rev) {
            return Ok(index);
        }
        let rows = T::all(&mut tx, &tenant).await?;
        drop(tx);
        let vault = actor.vault().clone();
        let entries = blocking(move || {
            let open = |row| T::open(row, &vault).map(|item| Entry { words: fold(&item.words()), item });
            let mut entries = rows.into_iter().map(open).collect::<Result<Vec<_>>>()?;
            entries.sort_by_cached_key(|entry| entry.item.order());
            Ok(entries)
        })
        .await?;
        let index = Arc::new(Index { tenant, rev, entries });
        self.put(index.clone());
        Ok(index)
    }

    fn take(&self, tenant: &Id<Tenant>, rev: i64) -> Option<Arc<Index<T>>> {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = indexes.iter().position(|index| index.tenant == *tenant && index.rev == rev)?;
        let index = indexes.remove(at);
        indexes.push(index.clone());
        Some(index)
    }

    fn put(&self, index: Arc<Index<T>>) {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|other| other.tenant != index.tenant);
        if indexes.len() >= FIRMS {
            indexes.remove(0);
        }
        indexes.push(index);
    }
}

impl<T: Indexed> Index<T> {
    /// What holds every word of `query`, and is in sight. Large and small letters and accents do not matter.
    pub(crate) fn search(
        &self,
        query: &str,
        page: &PageRequest,
        sight: impl Fn(&T) -> Sight,
    ) -> Result<Page<T>> {
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let start = match &page.cursor {
            Some(cursor) => self.after(cursor, &sight)?,
            None => 0,
        };
        let matches = |entry: &&Entry<T>| match sight(&entry.item) {
            Sight::Whole => words.iter().all(|word| entry.words.contains(word)),
            Sight::Nameless => words.is_empty(),
            Sight::Hidden => false,
        };
        let mut found = self.entries.iter().skip(start).filter(matches);
        let items: Vec<&Entry<T>> = found.by_ref().take(page.size()).collect();
        let next_cursor = found.next().and(items.last()).map(|last| last.item.id().to_string());
        Ok(Page { items: items.into_iter().map(|entry| entry.item.clone()).collect(), next_cursor })
    }

    /// Where the part after `cursor` begins: the id of the last one of the part before. (Not its title: cursors end up in
    /// addresses, and those in logs.) What is out of sight cannot be asked for.
    fn after(&self, cursor: &str, sight: impl Fn(&T) -> Sight) -> Result<usize> {
        let id = cursor.parse().map_err(|_| Error::InvalidCursor)?;
        let is_last =
            |entry: &Entry<T>| entry.item.id() == id && !matches!(sight(&entry.item), Sight::Hidden);
        Ok(self.entries.iter().position(is_last).ok_or(Error::InvalidCursor)? + 1)
    }
}

/// Text as it is compared: small letters without accents, so that `cooperatie` finds `Coöperatie`.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect()
}
