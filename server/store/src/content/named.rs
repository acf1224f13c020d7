//! What has a name and nothing else: teams and categories. No two of a kind in a firm have one name.

use std::marker::PhantomData;

use akte_model::{Category, Id, Kind, Rev, Team, Tenant};
use sqlx::AnyConnection;

use super::{Content, Label, New, Page, PageRequest};
use crate::crypto::Envelope;
use crate::error::{Error, Result, taken};
use crate::vault::Vault;

/// A `K` to be made: a [`Team`] or a [`Category`].
#[derive(Clone)]
pub struct NewNamed<K> {
    name: String,
    kind: PhantomData<fn() -> K>,
}

impl<K> NewNamed<K> {
    /// One of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: PhantomData }
    }
}

impl<K: Kind + 'static> New for NewNamed<K> {
    type Kind = K;
    type Row = SealedName<K>;

    fn seal(self, id: Id<K>, vault: &Vault) -> Result<SealedName<K>> {
        SealedName::seal(id, Rev::FIRST, &self.name, vault)
    }
}

/// A name, encrypted.
pub struct SealedName<K> {
    pub(super) id: Id<K>,
    pub(super) mac: String,
    pub(super) name: Vec<u8>,
    pub(super) envelope: Envelope,
}

impl<K: Kind> SealedName<K> {
    pub(super) fn seal(id: Id<K>, rev: Rev, name: &str, vault: &Vault) -> Result<Self> {
        let (sealer, envelope) = vault.seal::<K>(&id, rev.number())?;
        let mac = vault.mac(K::NAME, &[name.as_bytes()]);
        Ok(Self { id, mac, name: sealer.seal("name", name.as_bytes())?, envelope })
    }
}

/// Another name for a `K`, encrypted. The revision of the row is the version of its content.
#[must_use]
pub struct StagedName<K>(pub(super) SealedName<K>);

impl<K> StagedName<K> {
    pub(crate) fn id(&self) -> &Id<K> {
        &self.0.id
    }
}

impl<K> std::fmt::Debug for StagedName<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StagedName({})", self.0.id)
    }
}

/// Encrypts another name for what was read at revision `rev`, which must be the `expected` one.
pub(crate) fn stage_name<K: Kind>(
    id: Id<K>,
    rev: Rev,
    expected: Rev,
    name: &str,
    vault: &Vault,
) -> Result<StagedName<K>> {
    if rev != expected {
        return Err(Error::Stale { current: rev });
    }
    SealedName::seal(id, rev.next(), name, vault).map(StagedName)
}

impl Content for Team {
    type Row = Label<Team>;

    fn open(row: Label<Team>, vault: &Vault) -> Result<Self> {
        Ok(Self { id: row.id, rev: row.rev()?, name: row.open(vault)? })
    }
}

impl Content for Category {
    type Row = Label<Category>;

    fn open(row: Label<Category>, vault: &Vault) -> Result<Self> {
        Ok(Self { id: row.id, rev: row.rev()?, name: row.open(vault)? })
    }
}

/// A table of `K`s.
pub(crate) struct NamedTable<K> {
    find: &'static str,
    list: &'static str,
    insert: &'static str,
    update: &'static str,
    kind: PhantomData<fn() -> K>,
}

macro_rules! named_table {
    ($table:literal) => {
        NamedTable {
            find: concat!(
                "SELECT id, name, key_id, sealed_key, content_version FROM ",
                $table,
                " WHERE tenant_id = $1 AND id = $2"
            ),
            list: concat!(
                "SELECT id, name, key_id, sealed_key, content_version FROM ",
                $table,
                " WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
            ),
            insert: concat!(
                "INSERT INTO ",
                $table,
                " (tenant_id, id, name_mac, name, key_id, sealed_key, content_version, rev)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, 1)"
            ),
            update: concat!(
                "UPDATE ",
                $table,
                " SET name_mac = $3, name = $4, key_id = $5, sealed_key = $6, content_version = $7, rev = $7
                 WHERE tenant_id = $1 AND id = $2 AND rev = $7 - 1"
            ),
            kind: PhantomData,
        }
    };
}

pub(crate) static TEAMS: NamedTable<Team> = named_table!("team");
pub(crate) static CATEGORIES: NamedTable<Category> = named_table!("category");

impl<K: Kind> NamedTable<K> {
    pub(crate) async fn find(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        id: &Id<K>,
    ) -> Result<Option<Label<K>>> {
        let query = sqlx::query(self.find).bind(tenant.to_string()).bind(id.to_string());
        match query.fetch_optional(connection).await? {
            Some(row) => Label::read(&row, "", "name"),
            None => Ok(None),
        }
    }

    /// All of them, the newest first.
    pub(crate) async fn list(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        page: &PageRequest,
    ) -> Result<Page<Label<K>>> {
        let slice = page.slice::<K>()?;
        let query = sqlx::query(self.list).bind(tenant.to_string()).bind(&slice.before).bind(slice.limit());
        let rows = query.fetch_all(connection).await?;
        slice.page(&rows, |row| Label::must(row, "", "name"), |label| label.id)
    }

    pub(crate) async fn insert(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        staged: SealedName<K>,
    ) -> Result<()> {
        self.put(self.insert, connection, tenant, staged).await.map(drop)
    }

    /// Gives one another name where it is still at the revision that was read.
    pub(crate) async fn update(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        staged: StagedName<K>,
    ) -> Result<Rev> {
        let rev =
            Rev::try_from(staged.0.envelope.version).map_err(|_| Error::Internal("a revision below 1"))?;
        let changed = self.put(self.update, connection, tenant, staged.0).await?;
        // Whoever was first led to this one at least.
        if changed == 1 { Ok(rev) } else { Err(Error::Stale { current: rev }) }
    }

    async fn put(
        &self,
        sql: &'static str,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        staged: SealedName<K>,
    ) -> Result<u64> {
        let done = sqlx::query(sql)
            .bind(tenant.to_string())
            .bind(staged.id.to_string())
            .bind(staged.mac)
            .bind(staged.name)
            .bind(staged.envelope.key_id)
            .bind(staged.envelope.sealed_key)
            .bind(staged.envelope.version)
            .execute(connection)
            .await
            .map_err(taken("name"))?;
        Ok(done.rows_affected())
    }
}
