//! Searching what has an encrypted name: each firm's names are kept open in memory, and looked through there.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use akte_model::{Id, Tenant};
use sqlx::AnyConnection;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::{Content, Counted, Page, PageRequest, changes_between, count_changes};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::blocking;

/// How many firms' names are kept; the one that was used longest ago goes first.
const FIRMS: usize = 64;

/// What can be searched.
pub(crate) trait Indexed: Content + Counted + Clone + Send + Sync {
    /// By what the list is in order; no two are equal.
    type Order: Ord + Send + Sync;

    fn id(&self) -> Id<Self>;
    fn order(&self) -> Self::Order;
    /// What is looked through.
    fn words(&self) -> String;

    /// Every one of the firm.
    fn all(
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
    ) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;

    /// One of them; none when it is not there any more.
    fn one(
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        id: &Id<Self>,
    ) -> impl Future<Output = Result<Option<Self::Row>>> + Send;
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
pub(crate) struct Indexes<T: Indexed>(Mutex<Vec<Arc<Index<T>>>>);

/// What one firm had when it was at `rev`, in order.
pub(crate) struct Index<T: Indexed> {
    tenant: Id<Tenant>,
    rev: i64,
    entries: Vec<Arc<Entry<T>>>,
}

struct Entry<T: Indexed> {
    order: T::Order,
    words: String,
    item: T,
}

impl<T: Indexed> Default for Indexes<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Indexed> Indexes<T> {
    /// The index of the actor's firm as the transaction sees it. What changed since the last time is read again; all of it, when
    /// that is not known.
    pub(crate) async fn of(&self, mut tx: Tx, actor: &Actor) -> Result<Arc<Index<T>>> {
        let tenant = actor.tenant();
        let rev = count_changes::<T>(&mut tx, &tenant).await?;
        let last = self.take(&tenant);
        if let Some(index) = last.as_ref().filter(|index| index.rev >= rev) {
            return Ok(index.clone());
        }
        let (known, rows) = match last {
            Some(last) => last.read_changes(&mut tx, rev).await?,
            None => (Vec::new(), T::all(&mut tx, &tenant).await?),
        };
        drop(tx);
        let vault = actor.vault().clone();
        let index = blocking(move || {
            let new = rows.into_iter().map(|row| Ok(Arc::new(Entry::new(T::open(row, &vault)?))));
            let entries = merge(known, new.collect::<Result<_>>()?);
            Ok(Arc::new(Index { tenant, rev, entries }))
        })
        .await?;
        self.put(index.clone());
        Ok(index)
    }

    fn take(&self, tenant: &Id<Tenant>) -> Option<Arc<Index<T>>> {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = indexes.iter().position(|index| index.tenant == *tenant)?;
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

impl<T: Indexed> Entry<T> {
    fn new(item: T) -> Self {
        Self { order: item.order(), words: fold(&item.words()), item }
    }
}

impl<T: Indexed> Index<T> {
    /// What stays as it is until the firm is at `rev`, and the rows of what does not; all of them when nobody knows.
    async fn read_changes(&self, tx: &mut Tx, rev: i64) -> Result<(Vec<Arc<Entry<T>>>, Vec<T::Row>)> {
        let Some(changed) = changes_between::<T>(tx, &self.tenant, self.rev, rev).await? else {
            return Ok((Vec::new(), T::all(tx, &self.tenant).await?));
        };
        let changed: HashSet<_> = changed.into_iter().collect();
        let mut rows = Vec::new();
        for id in &changed {
            rows.extend(T::one(tx, &self.tenant, id).await?);
        }
        let stays = |entry: &&Arc<Entry<T>>| !changed.contains(&entry.item.id());
        Ok((self.entries.iter().filter(stays).cloned().collect(), rows))
    }

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
        let matches = |entry: &&Arc<Entry<T>>| match sight(&entry.item) {
            Sight::Whole => words.iter().all(|word| entry.words.contains(word)),
            Sight::Nameless => words.is_empty(),
            Sight::Hidden => false,
        };
        let mut found = self.entries.iter().skip(start).filter(matches);
        let items: Vec<_> = found.by_ref().take(page.size()).collect();
        let next_cursor = found.next().and(items.last()).map(|last| last.item.id().to_string());
        Ok(Page { items: items.into_iter().map(|entry| entry.item.clone()).collect(), next_cursor })
    }

    /// Where the part after `cursor` begins: the id of the last one of the part before. (Not its title: cursors end up in
    /// addresses, and those in logs.) What is out of sight cannot be asked for.
    fn after(&self, cursor: &str, sight: impl Fn(&T) -> Sight) -> Result<usize> {
        let id = cursor.parse().map_err(|_| Error::InvalidCursor)?;
        let is_last =
            |entry: &Arc<Entry<T>>| entry.item.id() == id && !matches!(sight(&entry.item), Sight::Hidden);
        Ok(self.entries.iter().position(is_last).ok_or(Error::InvalidCursor)? + 1)
    }
}

/// Both in order: what is known is so already.
fn merge<T: Indexed>(mut known: Vec<Arc<Entry<T>>>, mut new: Vec<Arc<Entry<T>>>) -> Vec<Arc<Entry<T>>> {
    if known.is_empty() {
        new.sort_unstable_by(|a, b| a.order.cmp(&b.order));
        return new;
    }
    for entry in new {
        let at = known.partition_point(|other| other.order < entry.order);
        known.insert(at, entry);
    }
    known
}

/// Text as it is compared: small letters without accents, so that `cooperatie` finds `Coöperatie`.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect()
}
