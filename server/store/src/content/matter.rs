//! Matters.

use akte_model::{Id, Matter, MatterRef, MatterTitle, Person, Rev, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::changes::note_change;
use super::wall::{matters_of, own_matters};
use super::{Content, New};
use crate::crypto::Envelope;
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result, taken};
use crate::gate::Actor;
use crate::vault::Vault;

/// A matter to be begun; who begins it is its first member.
#[derive(Clone)]
pub struct NewMatter {
    /// Its name and number.
    pub title: MatterTitle,
    /// Whether it is closed to its members.
    pub closed: bool,
}

/// A matter's name and number, encrypted.
pub struct SealedTitle {
    number_mac: String,
    name: Vec<u8>,
    number: Vec<u8>,
    envelope: Envelope,
}

/// A new matter, encrypted.
pub struct StagedNewMatter {
    title: SealedTitle,
    closed: bool,
    at: Timestamp,
}

/// Another name, number or wall for a matter, encrypted, with the revision that it replaces.
#[must_use]
pub struct StagedMatter {
    pub(crate) id: Id<Matter>,
    replaces: Rev,
    title: SealedTitle,
    pub(crate) closed: bool,
}

impl std::fmt::Debug for StagedMatter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StagedMatter({}, replaces rev {})", self.id, self.replaces)
    }
}

impl SealedTitle {
    fn seal(id: &Id<Matter>, rev: Rev, title: &MatterTitle, vault: &Vault) -> Result<Self> {
        let (sealer, envelope) = vault.seal::<Matter>(id, rev.number())?;
        Ok(Self {
            number_mac: number_mac(&title.number, vault),
            name: sealer.seal("name", title.name.as_bytes())?,
            number: sealer.seal("number", title.number.as_bytes())?,
            envelope,
        })
    }
}

/// By what a matter is found by its number, and by what no two have one.
pub(crate) fn number_mac(number: &str, vault: &Vault) -> String {
    vault.mac("matter number", &[number.as_bytes()])
}

impl New for NewMatter {
    type Kind = Matter;
    type Row = StagedNewMatter;

    fn seal(self, id: Id<Matter>, vault: &Vault) -> Result<StagedNewMatter> {
        let title = SealedTitle::seal(&id, Rev::FIRST, &self.title, vault)?;
        Ok(StagedNewMatter { title, closed: self.closed, at: vault.now() })
    }
}

/// Encrypts what `matter` becomes: its title and wall as they are in it now. It must have been read at revision `expected`, by a
/// member.
pub(crate) fn stage_matter(matter: &Matter, expected: Rev, vault: &Vault) -> Result<StagedMatter> {
    if matter.rev != expected {
        return Err(Error::Stale { current: matter.rev });
    }
    let title = matter.title.as_ref().ok_or(Error::NotFound)?;
    let title = SealedTitle::seal(&matter.id, matter.rev.next(), title, vault)?;
    Ok(StagedMatter { id: matter.id, replaces: matter.rev, title, closed: matter.closed })
}

/// The name and number of a matter as a query found them.
pub struct TitleRow {
    id: Id<Matter>,
    name: Vec<u8>,
    number: Vec<u8>,
    envelope: Envelope,
}

impl TitleRow {
    /// From the columns `{prefix}id`, `{prefix}name`, `{prefix}number` and the envelope's; none where there is no matter, or no
    /// name to be seen.
    pub(super) fn read(row: &AnyRow, prefix: &str) -> Result<Option<Self>> {
        let Some(name) = row.bytes_or_none(&format!("{prefix}name"))? else { return Ok(None) };
        Ok(Some(Self {
            id: row.id(&format!("{prefix}id"))?,
            name,
            number: row.bytes(&format!("{prefix}number"))?,
            envelope: row.envelope(prefix)?,
        }))
    }

    fn open(self, vault: &Vault) -> Result<MatterTitle> {
        let object = vault.open::<Matter>(&self.id, self.envelope)?;
        Ok(MatterTitle {
            number: object.open_text("number", self.number)?,
            name: object.open_text("name", self.name)?,
        })
    }

    pub(super) fn open_ref(self, vault: &Vault) -> Result<MatterRef> {
        Ok(MatterRef { id: self.id, title: self.open(vault)? })
    }
}

/// A matter's row.
pub struct MatterRow {
    id: Id<Matter>,
    title: Option<TitleRow>,
    closed: bool,
    member: bool,
    rev: Rev,
    created_at: Timestamp,
}

impl MatterRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            title: TitleRow::read(row, "")?,
            closed: row.number("closed")? == 1,
            member: row.number("member")? == 1,
            rev: row.rev("rev")?,
            created_at: row.time("created_at")?,
        })
    }
}

impl Content for Matter {
    type Row = MatterRow;

    fn open(row: MatterRow, vault: &Vault) -> Result<Self> {
        Ok(Self {
            id: row.id,
            title: row.title.map(|title| title.open(vault)).transpose()?,
            closed: row.closed,
            member: row.member,
            rev: row.rev,
            created_at: row.created_at,
        })
    }
}

/// Matters that `$2` sees: open ones and one's own, and, with `$3 = 1`, that the other ones are there: without their names.
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT m.id, CASE WHEN m.closed = 0 OR m.id IN ",
            own_matters!(),
            " THEN m.name END AS name,
                m.number, m.key_id, m.sealed_key, m.content_version, m.closed, m.rev, m.created_at,
                CASE WHEN m.id IN ",
            own_matters!(),
            " THEN 1 ELSE 0 END AS member
             FROM matter m WHERE m.tenant_id = $1 AND (m.closed = 0 OR $3 = 1 OR m.id IN ",
            own_matters!(),
            ")",
            $where
        )
    };
}

pub(super) const FIND: &str = view!(" AND m.id = $4");

/// A matter that `actor` sees; with `oversee`, also one that is closed to others.
pub(crate) async fn find_matter(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<Matter>,
    oversee: bool,
) -> Result<Option<MatterRow>> {
    let row = sqlx::query(FIND)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(i64::from(oversee))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(MatterRow::read).transpose()
}

/// The matter of that number, if `actor` may know its number.
pub(crate) async fn find_numbered_matter(
    connection: &mut AnyConnection,
    actor: &Actor,
    number_mac: &str,
) -> Result<Option<MatterRow>> {
    let row = sqlx::query(view!(" AND m.number_mac = $4"))
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(0_i64)
        .bind(number_mac)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(MatterRow::read).transpose()
}

macro_rules! named {
    ($where:literal) => {
        concat!(
            "SELECT m.id, m.name, m.number, m.key_id, m.sealed_key, m.content_version, m.closed, m.rev, m.created_at,
                0 AS member
             FROM matter m WHERE m.tenant_id = $1",
            $where
        )
    };
}

pub(super) const ALL: &str = named!("");

/// Every matter of the firm with its name, for the index.
pub(crate) async fn all_matters(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<Vec<MatterRow>> {
    let rows = sqlx::query(ALL).bind(tenant.to_string()).fetch_all(connection).await?;
    rows.iter().map(MatterRow::read).collect()
}

pub(super) const ONE: &str = named!(" AND m.id = $2");

/// One of them, as [`all_matters`] gives it.
pub(crate) async fn one_matter(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Matter>,
) -> Result<Option<MatterRow>> {
    let row =
        sqlx::query(ONE).bind(tenant.to_string()).bind(id.to_string()).fetch_optional(connection).await?;
    row.as_ref().map(MatterRow::read).transpose()
}

/// What of a matter decides what somebody may do to it.
pub(crate) struct LockedMatter {
    pub(crate) closed: bool,
    pub(crate) member: bool,
}

/// Locks a matter, and tells what it is to `person`: nobody closes it, or lets people in or out, before the transaction ends.
pub(crate) async fn lock_matter(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    id: &Id<Matter>,
) -> Result<Option<LockedMatter>> {
    let sql = select_for_update!(
        connection,
        concat!(
            "SELECT m.closed, CASE WHEN m.id IN ",
            own_matters!(),
            " THEN 1 ELSE 0 END AS member
             FROM matter m WHERE m.tenant_id = $1 AND m.id = $3"
        )
    );
    let row = sqlx::query(sql)
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(LockedMatter { closed: row.number("closed")? == 1, member: row.number("member")? == 1 }))
}

/// Begins a matter.
pub(crate) async fn insert_matter(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Matter>,
    staged: StagedNewMatter,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO matter (tenant_id, id, closed, number_mac, name, number, key_id, sealed_key, content_version, rev, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(i64::from(staged.closed))
    .bind(staged.title.number_mac)
    .bind(staged.title.name)
    .bind(staged.title.number)
    .bind(staged.title.envelope.key_id)
    .bind(staged.title.envelope.sealed_key)
    .bind(staged.title.envelope.version)
    .bind(staged.at.as_millisecond())
    .execute(&mut *connection)
    .await
    .map_err(taken("number"))?;
    note_change(connection, tenant, id).await
}

/// Gives a matter another title or wall where it is still at the revision that was read. It is locked.
pub(crate) async fn update_matter(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedMatter,
) -> Result<Rev> {
    let rev = staged.replaces.next();
    let changed = sqlx::query(
        "UPDATE matter SET closed = $3, number_mac = $4, name = $5, number = $6, key_id = $7, sealed_key = $8,
            content_version = $9, rev = $9
         WHERE tenant_id = $1 AND id = $2 AND rev = $9 - 1",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(i64::from(staged.closed))
    .bind(staged.title.number_mac)
    .bind(staged.title.name)
    .bind(staged.title.number)
    .bind(staged.title.envelope.key_id)
    .bind(staged.title.envelope.sealed_key)
    .bind(rev.number())
    .execute(&mut *connection)
    .await
    .map_err(taken("number"))?;
    if changed.rows_affected() == 0 {
        // Whoever was first led to the next one at least.
        return Err(Error::Stale { current: rev });
    }
    note_change(connection, tenant, &staged.id).await?;
    Ok(rev)
}
