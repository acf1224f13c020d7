//! Keys made anew while serving.
//!
//! A firm gets a new key, and every object's own key is wrapped by that one instead; contents stay as they are. In between both keys
//! are there, and every row says under which it lies. The steps, each with a pause that requests under way are over by then:
//!
//! 1. the new key is made, under the current master key, and the firm's former ones are put under it as well;
//! 2. the new key encrypts what is new;
//! 3. nothing new comes under the former keys: whoever is that late tries again;
//! 4. table by table, rows are put under the new key;
//! 5. the former keys, which nothing refers to any more, go.

use akte_model::{
    AnswerFile, AnswerSet, Blob, Category, Document, Id, Kind, Matter, Person, Team, Template,
    TemplateVersion, Tenant, VersionStep,
};
use jiff::SignedDuration;
use serde::Serialize;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Job, JobKind, Lease, NewJob, enqueue};
use crate::audit::{self, Deed};
use crate::config::Rng;
use crate::crypto::{Envelope, FirmKeys};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::firm_key::{find_keys, insert_key, touch_keys};
use crate::gate::Visitor;
use crate::store::Store;
use crate::vault::blocking;

/// How long requests may take that know the keys of before.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// How many rows one transaction puts under the new key, so that it stays short.
const BATCH: usize = 200;

/// A table whose rows lie under their firm's key.
struct Table {
    name: &'static str,
    /// The column of the firm.
    tenant: &'static str,
    renew: fn(&FirmKeys, &str, Envelope, &dyn Rng) -> Result<Envelope>,
}

const fn table<K: Kind>(tenant: &'static str) -> Table {
    Table { name: K::NAME, tenant, renew: FirmKeys::renew::<K> }
}

/// All of them; a test holds this against the schema.
const TABLES: [Table; 12] = [
    table::<Tenant>("id"),
    table::<Person>("tenant_id"),
    table::<Category>("tenant_id"),
    table::<Template>("tenant_id"),
    table::<TemplateVersion>("tenant_id"),
    table::<VersionStep>("tenant_id"),
    table::<AnswerSet>("tenant_id"),
    table::<AnswerFile>("tenant_id"),
    table::<Document>("tenant_id"),
    table::<Matter>("tenant_id"),
    table::<Team>("tenant_id"),
    table::<Blob>("tenant_id"),
];

/// How far the renewal of a firm's key is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// The firm; none: what is kept for visitors.
    pub tenant: Option<Id<Tenant>>,
    /// The table that is at work; none before the first.
    pub table: Option<&'static str>,
    /// How many rows lie under the new key by now.
    pub rows: i64,
    /// Why it stands still until an operator looks at it.
    pub problem: Option<String>,
}

/// Where a rotation is.
#[derive(Debug, Clone, Default)]
struct Progress {
    /// The former keys are closed: rows are being put under the new one.
    table: usize,
    /// The last row of that table.
    after: String,
    rows: i64,
}

impl Progress {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (table, rows) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Self { table, after: words.next().unwrap_or_default().to_owned(), rows })
    }

    fn text(&self) -> String {
        format!("{} {} {}", self.table, self.rows, self.after)
    }
}

/// A row with its envelope.
struct Sealed {
    id: String,
    envelope: Envelope,
}

impl Store {
    /// Renews the master key and the key of every firm, or goes on with a renewal that is under way: makes the master key and puts the
    /// rest before the workers. [`Self::rotation`] says how far they are.
    pub async fn rotate_keys(&self) -> Result<()> {
        let store = self.clone();
        let current = blocking(move || store.renew_master()).await?;
        for tenant in self.tenants().await? {
            let id = self.new_id::<Job>()?;
            let mut tx = self.database().write(&tenant).await?;
            let kept = find_keys(&mut tx, &tenant).await?;
            let is_new = kept.keys.iter().all(|key| key.master_id == current);
            if !is_new && !is_under_way(&mut tx, JobKind::RotateKeys, Some(&tenant)).await? {
                enqueue(&mut tx, self.rotation_job(id, JobKind::RotateKeys, Some(tenant))).await?;
                tx.commit().await?;
            }
        }
        let id = self.new_id::<Job>()?;
        let mut tx = self.database().write_gate().await?;
        let former = sqlx::query("SELECT COUNT(*) AS former FROM session WHERE key_id <> $1");
        let former = former.bind(current).fetch_one(&mut *tx).await?.number("former")?;
        if former > 0 && !is_under_way(&mut tx, JobKind::RotateVisitors, None).await? {
            enqueue(&mut tx, self.rotation_job(id, JobKind::RotateVisitors, None)).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    fn rotation_job(&self, id: Id<Job>, kind: JobKind, tenant: Option<Id<Tenant>>) -> NewJob {
        NewJob { id, kind, tenant, person: None, object: None, run_at: self.now() }
    }

    /// How far the renewal is; nothing when none is under way.
    pub async fn rotation(&self) -> Result<Vec<Rotation>> {
        let jobs = self.jobs().await?;
        let of = |kind| matches!(kind, JobKind::RotateKeys | JobKind::RotateVisitors);
        let rotations = jobs.into_iter().filter(|job| of(job.kind)).map(|job| {
            let progress = job.progress.as_deref().and_then(Progress::read);
            Rotation {
                tenant: job.tenant,
                table: progress.as_ref().and_then(|at| TABLES.get(at.table)).map(|table| table.name),
                rows: progress.map_or(0, |at| at.rows),
                problem: job.problem.filter(|_| job.dead),
            }
        });
        Ok(rotations.collect())
    }

    /// Takes the master keys that nothing is encrypted with any more out of the keyring, and gives how many those were. What they signed
    /// can still be verified.
    pub async fn retire_master_keys(&self) -> Result<usize> {
        let mut used = Vec::new();
        for tenant in self.tenants().await? {
            let mut tx = self.database().read(&tenant).await?;
            used.extend(find_keys(&mut tx, &tenant).await?.keys.into_iter().map(|key| key.master_id));
        }
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query("SELECT DISTINCT key_id FROM session WHERE key_id IS NOT NULL");
        for row in rows.fetch_all(&mut *tx).await? {
            used.push(row.text("key_id")?);
        }
        drop(tx);
        let store = self.clone();
        blocking(move || store.retire_masters(&used)).await
    }

    /// A piece of the renewal of one firm's key, which has the id of the job.
    pub(super) async fn rotate_firm(&self, lease: &Lease) -> Result<bool> {
        let (tenant, new) = (lease.tenant()?, lease.id.to_string());
        if let Some(progress) = lease.progress.as_deref().and_then(Progress::read) {
            return self.rotate_rows(lease, &tenant, progress).await;
        }
        let mut tx = self.database().read(&tenant).await?;
        let kept = find_keys(&mut tx, &tenant).await?;
        drop(tx);
        if kept.current == new {
            return self.close_former(lease, &tenant).await;
        }
        if kept.keys.iter().any(|key| key.id == new) {
            return self.switch(lease, &tenant).await;
        }
        let (store, id) = (self.clone(), new.clone());
        let (renewed, former) = blocking(move || {
            let (keyring, rng) = (store.keyring(), store.rng());
            let current = kept.keys.iter().find(|key| key.id == kept.current).ok_or(Error::KeyDestroyed)?;
            let renewed = keyring.renew_firm(&tenant.to_string(), current.clone(), id, rng)?;
            let rewrap = |key| keyring.rewrap_firm(&tenant.to_string(), key, rng);
            let former = kept.keys.into_iter().map(rewrap).collect::<Result<Vec<_>>>()?;
            Ok((renewed, former))
        })
        .await?;
        let mut tx = self.database().write(&tenant).await?;
        for key in former {
            sqlx::query(
                "UPDATE firm_key SET master_id = $3, wrapped_key = $4 WHERE tenant_id = $1 AND id = $2",
            )
            .bind(tenant.to_string())
            .bind(key.id)
            .bind(key.master_id)
            .bind(key.wrapped_key)
            .execute(&mut *tx)
            .await?;
        }
        insert_key(&mut tx, &tenant, renewed).await?;
        touch_keys(&mut tx, &tenant).await?;
        lease.go_on(&mut tx, self.now() + PAUSE, None).await?;
        tx.commit().await?;
        Ok(false)
    }

    /// From now on the new key encrypts.
    async fn switch(&self, lease: &Lease, tenant: &Id<Tenant>) -> Result<bool> {
        let mut tx = self.database().write(tenant).await?;
        sqlx::query("UPDATE tenant SET firm_key_id = $2 WHERE id = $1")
            .bind(tenant.to_string())
            .bind(lease.id.to_string())
            .execute(&mut *tx)
            .await?;
        touch_keys(&mut tx, tenant).await?;
        lease.go_on(&mut tx, self.now() + PAUSE, None).await?;
        tx.commit().await?;
        Ok(false)
    }

    /// From now on nothing new comes under another key: this waits for the transactions in which something does.
    async fn close_former(&self, lease: &Lease, tenant: &Id<Tenant>) -> Result<bool> {
        let mut tx = self.database().write(tenant).await?;
        sqlx::query("UPDATE firm_key SET open = 0 WHERE tenant_id = $1 AND id <> $2")
            .bind(tenant.to_string())
            .bind(lease.id.to_string())
            .execute(&mut *tx)
            .await?;
        lease.go_on(&mut tx, self.now(), Some(Progress::default().text())).await?;
        tx.commit().await?;
        Ok(false)
    }

    /// The next rows; after the last, the end.
    async fn rotate_rows(&self, lease: &Lease, tenant: &Id<Tenant>, mut at: Progress) -> Result<bool> {
        let Some(table) = TABLES.get(at.table) else { return self.drop_former(lease, tenant).await };
        let vault = self.vault(tenant).await?;
        let mut tx = self.database().read(tenant).await?;
        let rows = table.rows(&mut tx, tenant, &at.after, vault.key_id()).await?;
        drop(tx);
        let last = rows.last().map(|row| row.id.clone());
        match last.filter(|_| rows.len() == BATCH) {
            Some(last) => at.after = last,
            None => (at.table, at.after) = (at.table + 1, String::new()),
        }
        let sealing = vault.clone();
        let renewed = blocking(move || {
            let renew = |row: Sealed| {
                let renewed = sealing.renew(table.renew, &row.id, row.envelope.clone())?;
                Ok((row, renewed))
            };
            rows.into_iter().map(renew).collect::<Result<Vec<_>>>()
        })
        .await?;
        let mut tx = self.database().write(tenant).await?;
        for (row, renewed) in renewed {
            at.rows += table.put(&mut tx, tenant, row, renewed).await?;
        }
        lease.go_on(&mut tx, self.now(), Some(at.text())).await?;
        tx.commit().await?;
        Ok(false)
    }

    /// Nothing refers to the former keys any more.
    async fn drop_former(&self, lease: &Lease, tenant: &Id<Tenant>) -> Result<bool> {
        let mut tx = self.database().write(tenant).await?;
        sqlx::query("DELETE FROM firm_key WHERE tenant_id = $1 AND id <> $2")
            .bind(tenant.to_string())
            .bind(lease.id.to_string())
            .execute(&mut *tx)
            .await?;
        touch_keys(&mut tx, tenant).await?;
        audit::append(&mut tx, tenant, None, Deed::new("rotate_keys", tenant), self.new_id()?).await?;
        lease.finish(&mut tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts what is kept for visitors under the current master key.
    pub(super) async fn rotate_visitors(&self, lease: &Lease) -> Result<bool> {
        let keyring = self.keyring();
        let current = keyring.gate()?;
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query(
            "SELECT token_hash, key_id, sealed_key, content_version FROM session
             WHERE key_id <> $1 ORDER BY token_hash LIMIT $2",
        )
        .bind(current.id())
        .bind(BATCH as i64)
        .fetch_all(&mut *tx)
        .await?;
        drop(tx);
        let mut renewed = Vec::new();
        for row in &rows {
            let (id, envelope) = (row.text("token_hash")?, row.envelope("")?);
            let from = keyring.master(&envelope.key_id)?;
            let under_current = current.rewrap::<Visitor>(&id, from, envelope.clone(), self.rng())?;
            renewed.push((Sealed { id, envelope }, under_current));
        }
        let mut tx = self.database().write_gate().await?;
        for (row, renewed) in renewed {
            sqlx::query(
                "UPDATE session SET key_id = $3, sealed_key = $4 WHERE token_hash = $1 AND sealed_key = $2",
            )
            .bind(row.id)
            .bind(row.envelope.sealed_key)
            .bind(renewed.key_id)
            .bind(renewed.sealed_key)
            .execute(&mut *tx)
            .await?;
        }
        let is_done = rows.len() < BATCH;
        match is_done {
            true => lease.finish(&mut tx).await?,
            false => lease.go_on(&mut tx, self.now(), None).await?,
        }
        tx.commit().await?;
        Ok(is_done)
    }
}

impl Table {
    /// The next rows of a firm that lie under another key than `new`.
    async fn rows(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        after: &str,
        new: &str,
    ) -> Result<Vec<Sealed>> {
        let Self { name, tenant: firm, .. } = self;
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT id, key_id, sealed_key, content_version FROM {name}
             WHERE {firm} = $1 AND id > $2 AND key_id <> $3 ORDER BY id LIMIT $4"
        )))
        .bind(tenant.to_string())
        .bind(after)
        .bind(new)
        .bind(BATCH as i64)
        .fetch_all(connection)
        .await?;
        rows.iter().map(|row| Ok(Sealed { id: row.text("id")?, envelope: row.envelope("")? })).collect()
    }

    /// Puts a row under the new key, unless its content was replaced meanwhile, which came under the new key by itself.
    async fn put(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        row: Sealed,
        renewed: Envelope,
    ) -> Result<i64> {
        let Self { name, tenant: firm, .. } = self;
        let put = sqlx::query(AssertSqlSafe(format!(
            "UPDATE {name} SET key_id = $5, sealed_key = $6
             WHERE {firm} = $1 AND id = $2 AND key_id = $3 AND content_version = $4"
        )))
        .bind(tenant.to_string())
        .bind(row.id)
        .bind(row.envelope.key_id)
        .bind(row.envelope.version)
        .bind(renewed.key_id)
        .bind(renewed.sealed_key)
        .execute(connection)
        .await?;
        Ok(put.rows_affected() as i64)
    }
}

async fn is_under_way(
    connection: &mut AnyConnection,
    kind: JobKind,
    tenant: Option<&Id<Tenant>>,
) -> Result<bool> {
    let row =
        sqlx::query("SELECT COUNT(*) AS jobs FROM job WHERE kind = $1 AND COALESCE(tenant_id, '') = $2")
            .bind(kind.as_str())
            .bind(tenant.map(Id::to_string).unwrap_or_default())
            .fetch_one(connection)
            .await?;
    Ok(row.number("jobs")? > 0)
}
