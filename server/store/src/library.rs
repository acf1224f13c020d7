//! Searching templates: titles are encrypted, so each firm's are kept open in memory, and looked through there.

use std::sync::{Arc, Mutex, PoisonError};

use akte_model::{Action, Id, Template, Tenant, VersionState};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::{Content, Page, PageRequest, all_templates};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::store::Store;
use crate::vault::blocking;

/// How many firms' titles are kept; the one that was used longest ago goes first.
const FIRMS: usize = 64;

/// The indexes, the last used at the end.
#[derive(Default)]
pub(crate) struct Library(Mutex<Vec<Arc<Index>>>);

/// One firm's templates as they were at `titles_rev`, by title.
struct Index {
    tenant: Id<Tenant>,
    titles_rev: i64,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    words: String,
    template: Template,
}

impl Library {
    /// The templates that `actor` may see and whose title, category and language hold every word of `query`.
    pub(crate) async fn search(
        &self,
        store: &Store,
        actor: &Actor,
        query: &str,
        page: &PageRequest,
    ) -> Result<Page<Template>> {
        actor.need(Action::ReadTemplate)?;
        let index = self.index(store, actor).await?;
        let start = match &page.cursor {
            Some(cursor) => index.after(cursor)?,
            None => 0,
        };
        let (query, drafts) = (fold(query), actor.may(Action::ReadDraft));
        let matches = |entry: &&Entry| {
            (drafts || entry.template.status == VersionState::Published)
                && query.split_whitespace().all(|word| entry.words.contains(word))
        };
        let mut found = index.entries.iter().skip(start).filter(matches);
        let items: Vec<&Entry> = found.by_ref().take(page.size()).collect();
        let next_cursor = found.next().and(items.last()).map(|last| last.template.id.to_string());
        Ok(Page { items: items.into_iter().map(|entry| entry.template.clone()).collect(), next_cursor })
    }

    /// The firm's index, made again when a title changed since.
    async fn index(&self, store: &Store, actor: &Actor) -> Result<Arc<Index>> {
        let tenant = actor.tenant();
        let mut tx = store.database().read(&tenant).await?;
        let row = sqlx::query("SELECT titles_rev FROM tenant WHERE id = $1")
            .bind(tenant.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        let titles_rev = row.ok_or(Error::NotFound)?.number("titles_rev")?;
        if let Some(index) = self.take(&tenant, titles_rev) {
            return Ok(index);
        }
        let rows = all_templates(&mut tx, &tenant).await?;
        drop(tx);
        let vault = actor.vault().clone();
        let entries = blocking(move || {
            let open = |row| Template::open(row, &vault).map(Entry::new);
            let mut entries = rows.into_iter().map(open).collect::<Result<Vec<_>>>()?;
            entries.sort_by(|a, b| a.title.cmp(&b.title).then(a.template.id.cmp(&b.template.id)));
            Ok(entries)
        })
        .await?;
        let index = Arc::new(Index { tenant, titles_rev, entries });
        self.put(index.clone());
        Ok(index)
    }

    fn take(&self, tenant: &Id<Tenant>, titles_rev: i64) -> Option<Arc<Index>> {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at =
            indexes.iter().position(|index| index.tenant == *tenant && index.titles_rev == titles_rev)?;
        let index = indexes.remove(at);
        indexes.push(index.clone());
        Some(index)
    }

    fn put(&self, index: Arc<Index>) {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|other| other.tenant != index.tenant);
        if indexes.len() >= FIRMS {
            indexes.remove(0);
        }
        indexes.push(index);
    }
}

impl Index {
    /// Where the part after `cursor` begins: the id of the last template of the part before. (Not its title: cursors end up in
    /// addresses, and those in logs.)
    fn after(&self, cursor: &str) -> Result<usize> {
        let id = cursor.parse().map_err(|_| Error::InvalidCursor)?;
        let last = self.entries.iter().position(|entry| entry.template.id == id);
        Ok(last.ok_or(Error::InvalidCursor)? + 1)
    }
}

impl Entry {
    fn new(template: Template) -> Self {
        let category = template.category.as_deref().unwrap_or_default();
        let words = fold(&format!("{} {category} {}", template.title, template.language));
        Self { title: fold(&template.title), words, template }
    }
}

/// Text as it is compared: small letters without accents, so that `cooperatie` finds `Coöperatie`.
fn fold(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect()
}
