//! From which networks people of a firm may ask: judged as soon as the firm is known, before anything else is.

use std::net::IpAddr;
use std::time::Duration;

use akte_model::{AllowList, FirmNetworks, Id, Tenant, Verdict};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::Gate;
use crate::audit::{self, Deed};
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::store::Store;

/// How long a change waits for somebody to confirm it from a network that it allows.
pub const CONFIRM: Duration = Duration::from_secs(5 * 60);

/// From where something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// By the operator, or by the server itself.
    Here,
    /// Over the network; none when a proxy does not say from where.
    Network(Option<IpAddr>),
}

/// The columns of `tenant` that [`read`] reads, by its alias.
macro_rules! columns {
    ($alias:literal) => {
        concat!(
            $alias,
            ".networks, ",
            $alias,
            ".networks_before, ",
            $alias,
            ".networks_until, ",
            $alias,
            ".networks_rev"
        )
    };
}

pub(super) use columns;

impl Gate<'_> {
    /// Whether may be asked from where it is asked: [`Error::NotFromThere`] when the list of the firm in `row` does not hold it.
    pub(super) fn pass(&self, tenant: &Id<Tenant>, row: &AnyRow) -> Result<()> {
        let Origin::Network(address) = self.origin else { return Ok(()) };
        let verdict = read(row)?.at(self.store.now()).list.judge(address);
        if verdict != Verdict::Pass {
            self.store.refused_from(tenant, address, verdict);
        }
        if verdict == Verdict::Refuse { Err(Error::NotFromThere(address)) } else { Ok(()) }
    }

    /// The list of a firm. By the operator.
    pub async fn networks(&self, tenant: &Id<Tenant>) -> Result<FirmNetworks> {
        let mut tx = self.store.database().read(tenant).await?;
        find_networks(&mut tx, tenant, self.store.now()).await
    }

    /// Takes away the list of a firm, at once and for good. By the operator.
    pub async fn reset_networks(&self, tenant: &Id<Tenant>) -> Result<()> {
        let vault = self.store.vault(tenant).await?;
        let mut tx = self.store.database().write(tenant).await?;
        let stored = lock(&mut tx, tenant).await?;
        let reset = FirmNetworks { list: AllowList::default(), undo: None, rev: stored.rev.next() };
        write(&mut tx, tenant, &reset).await?;
        audit::record(&mut tx, tenant, None, Deed::new("reset_networks", tenant), &vault).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Store {
    /// Writes down which changes undid themselves, and gives how many; to be called every few seconds. They hold no more from
    /// their moment on, written down or not.
    pub async fn undo_networks(&self) -> Result<usize> {
        let now = self.now();
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query("SELECT id FROM tenant WHERE networks_until <= $1")
            .bind(now.as_millisecond())
            .fetch_all(&mut *tx)
            .await?;
        drop(tx);
        let mut undone = 0;
        for row in rows {
            let tenant = row.id("id")?;
            let vault = self.vault(&tenant).await?;
            let mut tx = self.database().write(&tenant).await?;
            let stored = lock(&mut tx, &tenant).await?;
            let settled = stored.clone().at(now);
            if settled != stored {
                write(&mut tx, &tenant, &settled).await?;
                audit::record(&mut tx, &tenant, None, Deed::new("undo_networks", &tenant), &vault).await?;
                tx.commit().await?;
                undone += 1;
            }
        }
        Ok(undone)
    }
}

/// The list of a firm as it is at `now`.
pub(crate) async fn find_networks(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    now: Timestamp,
) -> Result<FirmNetworks> {
    let row = sqlx::query(concat!("SELECT ", columns!("t"), " FROM tenant t WHERE t.id = $1"))
        .bind(tenant.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(read(&row.ok_or(Error::NotFound)?)?.at(now))
}

/// Changes the list, if it is at revision `expected`: [`Error::Stale`] otherwise.
pub(crate) async fn change_networks(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    now: Timestamp,
    expected: akte_model::Rev,
    change: impl FnOnce(FirmNetworks) -> Result<FirmNetworks>,
) -> Result<FirmNetworks> {
    let current = lock(connection, tenant).await?.at(now);
    if current.rev != expected {
        return Err(Error::Stale { current: current.rev });
    }
    let changed = change(current)?;
    write(connection, tenant, &changed).await?;
    Ok(changed)
}

/// As it is kept, which nobody else changes before this transaction ends.
async fn lock(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<FirmNetworks> {
    let sql = select_for_update!(
        connection,
        "SELECT networks, networks_before, networks_until, networks_rev FROM tenant WHERE id = $1"
    );
    let row = sqlx::query(sql).bind(tenant.to_string()).fetch_optional(connection).await?;
    read(&row.ok_or(Error::NotFound)?)
}

fn read(row: &AnyRow) -> Result<FirmNetworks> {
    let list = |column| -> Result<AllowList> {
        let text: Option<String> = row.parsed_or_none(column)?;
        let list = text.map(|text| serde_json::from_str(&text)).transpose();
        list.map(Option::unwrap_or_default).map_err(|_| Error::Internal("a firm's networks cannot be read"))
    };
    let until = row.time_or_none("networks_until")?;
    Ok(FirmNetworks {
        list: list("networks")?,
        undo: until.map(|until| list("networks_before").map(|before| (until, before))).transpose()?,
        rev: row.rev("networks_rev")?,
    })
}

async fn write(connection: &mut AnyConnection, tenant: &Id<Tenant>, networks: &FirmNetworks) -> Result<()> {
    let text = |list: &AllowList| {
        serde_json::to_string(list).map_err(|_| Error::Internal("a firm's networks cannot be written"))
    };
    let (until, before) = networks.undo.as_ref().map(|(until, before)| (until, before)).unzip();
    sqlx::query(
        "UPDATE tenant SET networks = $2, networks_before = $3, networks_until = $4, networks_rev = $5 WHERE id = $1",
    )
    .bind(tenant.to_string())
    .bind(text(&networks.list)?)
    .bind(before.map(text).transpose()?)
    .bind(until.map(|until| until.as_millisecond()))
    .bind(networks.rev.number())
    .execute(connection)
    .await?;
    Ok(())
}
