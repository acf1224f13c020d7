//! Machines and their keys. A machine is a person by an issuer of our own: what it makes belongs to it as to anybody.

use akte_model::{ApiKey, Id, Machine, Network, Person, Rev, Scopes, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Content, Label, New, Page, PageRequest, StagedName};
use crate::crypto::Envelope;
use crate::database::RowExt;
use crate::error::{Error, Result, taken};
use crate::gate::KeySecret;
use crate::vault::Vault;

/// The issuer of machines, which no sign-in can name: an issuer of people is an address.
pub(crate) const MACHINE: &str = "machine";

/// A machine to be let in.
#[derive(Clone)]
pub struct NewMachine {
    /// What the firm calls it.
    pub name: String,
    /// The application at the firm's issuer whose access tokens are to be taken; none for a machine that comes with keys.
    pub client: Option<String>,
}

/// A key to be made for a machine.
pub struct NewApiKey {
    /// Whose it is.
    pub machine: Id<Person>,
    /// What its holder will send.
    pub secret: KeySecret,
    /// What it is for.
    pub scopes: Scopes,
    /// Where it may come from; anywhere when there is none.
    pub networks: Vec<Network>,
    /// When it ends.
    pub ends: Timestamp,
}

/// The row of a machine.
pub struct StagedMachine {
    client: Option<String>,
    name: Vec<u8>,
    envelope: Envelope,
    at: Timestamp,
}

/// The row of a key.
pub struct StagedKey {
    pub(crate) machine: Id<Person>,
    new: NewApiKey,
    at: Timestamp,
}

impl New for NewMachine {
    type Kind = Person;
    type Row = StagedMachine;

    fn seal(self, id: Id<Person>, vault: &Vault) -> Result<StagedMachine> {
        let (sealer, envelope) = vault.seal::<Person>(&id, Rev::FIRST.number())?;
        let name = sealer.seal("name", self.name.as_bytes())?;
        Ok(StagedMachine { client: self.client, name, envelope, at: vault.now() })
    }
}

impl New for NewApiKey {
    type Kind = ApiKey;
    type Row = StagedKey;

    fn seal(self, _: Id<ApiKey>, vault: &Vault) -> Result<StagedKey> {
        Ok(StagedKey { machine: self.machine, new: self, at: vault.now() })
    }
}

/// A machine as it lies in the database.
pub struct MachineRow {
    label: Label<Person>,
    client: Option<String>,
    created_at: Timestamp,
    keys: Vec<ApiKey>,
}

impl Content for Machine {
    type Row = MachineRow;

    fn open(row: MachineRow, vault: &Vault) -> Result<Self> {
        let MachineRow { label, client, created_at, keys } = row;
        Ok(Self { id: label.id, rev: label.rev()?, name: label.open(vault)?, client, keys, created_at })
    }
}

/// The machines of a firm, the newest first.
pub(crate) async fn list_machines(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    page: &PageRequest,
) -> Result<Page<MachineRow>> {
    let slice = page.slice::<Person>()?;
    let rows = sqlx::query(
        "SELECT id, subject, name, key_id, sealed_key, content_version, created_at FROM person
         WHERE tenant_id = $1 AND issuer = $2 AND status = 'active' AND id < $3 ORDER BY id DESC LIMIT $4",
    )
    .bind(tenant.to_string())
    .bind(MACHINE)
    .bind(&slice.before)
    .bind(slice.limit())
    .fetch_all(&mut *connection)
    .await?;
    let mut page = slice.page(&rows, read_machine, |machine| machine.label.id)?;
    for machine in &mut page.items {
        machine.keys = list_keys(connection, tenant, &machine.label.id).await?;
    }
    Ok(page)
}

/// One machine.
pub(crate) async fn find_machine(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Person>,
) -> Result<Option<MachineRow>> {
    let row = sqlx::query(
        "SELECT id, subject, name, key_id, sealed_key, content_version, created_at FROM person
         WHERE tenant_id = $1 AND issuer = $2 AND status = 'active' AND id = $3",
    )
    .bind(tenant.to_string())
    .bind(MACHINE)
    .bind(id.to_string())
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let keys = list_keys(connection, tenant, id).await?;
    Ok(Some(MachineRow { keys, ..read_machine(&row)? }))
}

fn read_machine(row: &AnyRow) -> Result<MachineRow> {
    let label: Label<Person> = Label::must(row, "", "name")?;
    let subject = row.text("subject")?;
    let client = (subject != label.id.to_string()).then_some(subject);
    Ok(MachineRow { client, created_at: row.time("created_at")?, keys: Vec::new(), label })
}

async fn list_keys(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    machine: &Id<Person>,
) -> Result<Vec<ApiKey>> {
    let rows = sqlx::query(
        "SELECT id, prefix, scopes, networks, created_at, ends, used_at FROM api_key
         WHERE tenant_id = $1 AND machine_id = $2 ORDER BY id DESC",
    )
    .bind(tenant.to_string())
    .bind(machine.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(read_key).collect()
}

fn read_key(row: &AnyRow) -> Result<ApiKey> {
    Ok(ApiKey {
        id: row.id("id")?,
        prefix: row.text("prefix")?,
        scopes: row.parsed("scopes")?,
        networks: read_networks(&row.text("networks")?)?,
        created_at: row.time("created_at")?,
        ends: row.time("ends")?,
        used_at: row.time_or_none("used_at")?,
    })
}

/// Networks as they are kept: with blanks between them.
pub(crate) fn read_networks(text: &str) -> Result<Vec<Network>> {
    let networks = text.split_whitespace().map(str::parse).collect::<std::result::Result<_, _>>();
    networks.map_err(|_| Error::Internal("a column holds a network that is none"))
}

/// Lets a machine in. [`Error::Taken`] when another stands for that client.
pub(crate) async fn insert_machine(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Person>,
    staged: StagedMachine,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO person (tenant_id, id, issuer, subject, status, name, key_id, sealed_key, content_version, rev,
            created_at)
         VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $8, 1, $9)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(MACHINE)
    .bind(staged.client.unwrap_or_else(|| id.to_string()))
    .bind(staged.name)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .bind(staged.at.as_millisecond())
    .execute(connection)
    .await
    .map_err(taken("client"))?;
    Ok(())
}

/// Gives a machine another name where it is still at the revision that was read.
pub(crate) async fn rename_machine(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedName<Person>,
) -> Result<Rev> {
    let staged = staged.0;
    let rev = Rev::try_from(staged.envelope.version).map_err(|_| Error::Internal("a revision below 1"))?;
    let changed = sqlx::query(
        "UPDATE person SET name = $3, key_id = $4, sealed_key = $5, content_version = $6, rev = rev + 1
         WHERE tenant_id = $1 AND id = $2 AND content_version = $6 - 1",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(staged.name)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .execute(connection)
    .await?;
    // Whoever was first led to this one at least.
    if changed.rows_affected() == 1 { Ok(rev) } else { Err(Error::Stale { current: rev }) }
}

/// Lets a machine in no more: its keys are forgotten, and its client is free for another. Its name stays for what it made.
pub(crate) async fn end_machine(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Person>,
) -> Result<()> {
    sqlx::query("DELETE FROM api_key WHERE tenant_id = $1 AND machine_id = $2")
        .bind(tenant.to_string())
        .bind(id.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE person SET status = 'suspended', subject = id, rev = rev + 1 WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a key.
pub(crate) async fn insert_key(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<ApiKey>,
    staged: StagedKey,
) -> Result<()> {
    let networks: Vec<_> = staged.new.networks.iter().map(Network::to_string).collect();
    sqlx::query(
        "INSERT INTO api_key (key_hash, tenant_id, machine_id, id, prefix, scopes, networks, created_at, ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(staged.new.secret.hash().to_string())
    .bind(tenant.to_string())
    .bind(staged.machine.to_string())
    .bind(id.to_string())
    .bind(staged.new.secret.prefix())
    .bind(staged.new.scopes.to_string())
    .bind(networks.join(" "))
    .bind(staged.at.as_millisecond())
    .bind(staged.new.ends.as_millisecond())
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a key at `now`, if it did not before; [`Error::NotFound`] when it is not that machine's.
pub(crate) async fn revoke_key(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    machine: &Id<Person>,
    id: &Id<ApiKey>,
    now: Timestamp,
) -> Result<()> {
    let ended = sqlx::query(
        "UPDATE api_key SET ends = CASE WHEN ends < $4 THEN ends ELSE $4 END
         WHERE tenant_id = $1 AND machine_id = $2 AND id = $3",
    )
    .bind(tenant.to_string())
    .bind(machine.to_string())
    .bind(id.to_string())
    .bind(now.as_millisecond())
    .execute(connection)
    .await?;
    if ended.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
