//! Idempotency keys: the same request sent again is done once (draft-ietf-httpapi-idempotency-key-header).
//!
//! A claim promises an id before the work; the work happens outside; the transaction that writes it completes the claim, if the
//! claim is still this request's. So there is never half a thing, and never two.

use std::fmt;

use akte_model::{Id, Kind};
use jiff::{SignedDuration, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::store::Store;
use crate::vault::Vault;

/// How long a claim holds off others.
const LEASE: SignedDuration = SignedDuration::from_mins(1);
/// How long it is remembered.
const MEMORY: SignedDuration = SignedDuration::from_hours(24);

/// An `Idempotency-Key` that a client sent to one route.
#[derive(Clone)]
pub struct Key {
    route: &'static str,
    key: String,
}

impl Key {
    /// The key that came with a request to `route`, for example `POST /documents`: 1 to 255 printable ASCII characters.
    pub fn new(route: &'static str, key: &str) -> Result<Self> {
        let printable = key.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if key.is_empty() || key.len() > 255 || !printable {
            return Err(Error::InvalidKey);
        }
        Ok(Self { route, key: key.to_owned() })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key(… of {})", self.route)
    }
}

/// The keyed hash of a request; tells nothing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mac(String);

impl Mac {
    pub(super) fn new(vault: &Vault, parts: &[&[u8]]) -> Self {
        Self(vault.mac("body", parts))
    }
}

/// What a claim on a key gave.
#[derive(Debug)]
pub enum Claim<K> {
    /// Nobody did this yet: do it.
    New(Ticket<K>),
    /// It was done, and this was made: answer with that.
    Done(Id<K>),
    /// Another request is doing it now.
    Busy {
        /// When that one gives up at the latest.
        until: Timestamp,
    },
    /// The key was used with another body.
    Mismatch,
}

/// The right to make one `K`; used once.
#[must_use]
pub struct Ticket<K> {
    id: Id<K>,
    stub: Stub,
}

/// What is left of a ticket that was used: enough to give the claim back when the making was refused.
#[derive(Clone)]
pub struct Stub {
    route: &'static str,
    key_mac: String,
    fence: i64,
}

impl<K> Ticket<K> {
    /// The id that the new object will have.
    pub fn id(&self) -> Id<K> {
        self.id
    }

    /// What to give back when the making is refused: [`super::Door::release`].
    pub fn stub(&self) -> Stub {
        self.stub.clone()
    }
}

impl<K> From<Ticket<K>> for Stub {
    fn from(ticket: Ticket<K>) -> Self {
        ticket.stub
    }
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stub(… of {})", self.route)
    }
}

impl<K> fmt::Debug for Ticket<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({})", self.id)
    }
}

/// Claims `key` in a transaction of its own.
pub(super) async fn claim<K: Kind>(store: &Store, actor: &Actor, key: &Key, body: &Mac) -> Result<Claim<K>> {
    let vault = actor.vault();
    let (now, key_mac) = (vault.now(), vault.mac("key", &[key.key.as_bytes()]));
    let ticket = Ticket { id: vault.id()?, stub: Stub { route: key.route, key_mac, fence: 1 } };
    let mut tx = store.database().write(&actor.tenant()).await?;
    let claim = if insert(&mut tx, actor, &ticket, body, now).await? {
        Claim::New(ticket)
    } else {
        again(&mut tx, actor, ticket, body, now).await?
    };
    tx.commit().await?;
    Ok(claim)
}

async fn find(connection: &mut AnyConnection, actor: &Actor, stub: &Stub) -> Result<Option<AnyRow>> {
    let sql = select_for_update!(
        connection,
        "SELECT body_mac, object_id, done, lease_until, fence, ends FROM idempotency
         WHERE tenant_id = $1 AND person_id = $2 AND route = $3 AND key_mac = $4"
    );
    let row = sqlx::query(sql)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(stub.route)
        .bind(&stub.key_mac)
        .fetch_optional(connection)
        .await?;
    Ok(row)
}

/// Makes the claim, unless there is one with that key.
async fn insert<K>(
    connection: &mut AnyConnection,
    actor: &Actor,
    ticket: &Ticket<K>,
    body: &Mac,
    now: Timestamp,
) -> Result<bool> {
    let made = sqlx::query(
        "INSERT INTO idempotency (tenant_id, person_id, route, key_mac, body_mac, object_id, lease_until, fence, ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, person_id, route, key_mac) DO NOTHING",
    )
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(ticket.stub.route)
    .bind(&ticket.stub.key_mac)
    .bind(&body.0)
    .bind(ticket.id.to_string())
    .bind((now + LEASE).as_millisecond())
    .bind(ticket.stub.fence)
    .bind((now + MEMORY).as_millisecond())
    .execute(connection)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// The key was seen before. A claim whose lease ended is taken over under the id that it promised, with the next fence.
async fn again<K: Kind>(
    connection: &mut AnyConnection,
    actor: &Actor,
    ticket: Ticket<K>,
    body: &Mac,
    now: Timestamp,
) -> Result<Claim<K>> {
    // Given back between the two statements: whoever comes next makes it.
    let Some(row) = find(connection, actor, &ticket.stub).await? else {
        return Ok(Claim::Busy { until: now });
    };
    if row.time("ends")? <= now {
        forget(connection, actor, &ticket.stub).await?;
        insert(connection, actor, &ticket, body, now).await?;
        return Ok(Claim::New(ticket));
    }
    if row.text("body_mac")? != body.0 {
        return Ok(Claim::Mismatch);
    }
    if row.number("done")? == 1 {
        return Ok(Claim::Done(row.id("object_id")?));
    }
    let until = row.time("lease_until")?;
    if until > now {
        return Ok(Claim::Busy { until });
    }
    let stub = Stub { fence: row.number("fence")? + 1, ..ticket.stub };
    let ticket = Ticket { id: row.id("object_id")?, stub };
    sqlx::query(
        "UPDATE idempotency SET fence = $5, lease_until = $6
         WHERE tenant_id = $1 AND person_id = $2 AND route = $3 AND key_mac = $4",
    )
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(ticket.stub.route)
    .bind(&ticket.stub.key_mac)
    .bind(ticket.stub.fence)
    .bind((now + LEASE).as_millisecond())
    .execute(connection)
    .await?;
    Ok(Claim::New(ticket))
}

/// Says that the promised object is made, in the transaction that makes it.
pub(super) async fn complete<K>(
    connection: &mut AnyConnection,
    actor: &Actor,
    ticket: Ticket<K>,
) -> Result<()> {
    let completed = sqlx::query(
        "UPDATE idempotency SET done = 1
         WHERE tenant_id = $1 AND person_id = $2 AND route = $3 AND key_mac = $4 AND fence = $5 AND done = 0
            AND object_id = $6",
    )
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(ticket.stub.route)
    .bind(&ticket.stub.key_mac)
    .bind(ticket.stub.fence)
    .bind(ticket.id.to_string())
    .execute(connection)
    .await?;
    if completed.rows_affected() == 1 { Ok(()) } else { Err(Error::ClaimLost) }
}

/// Forgets a claim whose time is over.
async fn forget(connection: &mut AnyConnection, actor: &Actor, stub: &Stub) -> Result<()> {
    sqlx::query(
        "DELETE FROM idempotency WHERE tenant_id = $1 AND person_id = $2 AND route = $3 AND key_mac = $4",
    )
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(stub.route)
    .bind(&stub.key_mac)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a claim back; one that was taken over meanwhile stays, and so does one that was completed.
pub(super) async fn release(store: &Store, actor: &Actor, stub: &Stub) -> Result<()> {
    let mut tx = store.database().write(&actor.tenant()).await?;
    let row = find(&mut tx, actor, stub).await?;
    if let Some(row) = row
        && row.number("fence")? == stub.fence
        && row.number("done")? == 0
    {
        forget(&mut tx, actor, stub).await?;
    }
    tx.commit().await?;
    Ok(())
}
