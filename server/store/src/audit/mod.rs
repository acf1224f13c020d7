//! Who did what, written in the transaction of the change itself: either both are there or neither.
//!
//! Soon after, a sealer takes the lines into a chain of hashes, one for each firm, and signs how far it is with a key that the
//! database does not hold. So nobody can rewrite what a checkpoint has seen without that being found.

mod chain;
mod checkpoint;
mod lately;
mod list;
mod prune;
mod refused;
mod verify;

pub use checkpoint::Checkpoint;
pub use list::EventSpan;
pub use prune::Pruned;
pub use verify::{AuditReport, Fault, Finding};

pub(crate) use lately::{Habit, Lately};
pub(crate) use list::list_events;
pub(crate) use refused::Refusals;

use std::net::IpAddr;

use akte_model::{Event, Id, Kind, Person, Step, Tenant};
use sqlx::AnyConnection;

use crate::error::Result;
use crate::vault::Vault;

/// What the trail calls a step in the life of a version.
pub(crate) fn of_step(step: Step) -> &'static str {
    match step {
        Step::Submit => "submit_version",
        Step::Withdraw => "withdraw_version",
        Step::Approve => "approve_version",
        Step::Reject => "reject_version",
        Step::Schedule => "schedule_version",
        Step::Unschedule => "unschedule_version",
        Step::Publish => "publish_version",
        Step::Retire => "retire_version",
    }
}

/// What a line of the trail says besides who and when.
pub struct Deed {
    action: &'static str,
    object: (&'static str, String),
    member: Option<(&'static str, String)>,
    times: Option<i64>,
}

impl Deed {
    /// `action` was done to `object`.
    pub(crate) fn new<K: Kind>(action: &'static str, object: &Id<K>) -> Self {
        Self { action, object: (K::NAME, object.to_string()), member: None, times: None }
    }

    /// It happened so often.
    fn times(self, times: i64) -> Self {
        Self { times: Some(times), ..self }
    }

    /// `action` was done to whoever asked from `address`; none when that is not known.
    fn from_address(action: &'static str, address: Option<IpAddr>) -> Self {
        let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
        Self { action, object: ("address", address), member: None, times: None }
    }

    /// It was done on behalf of that person, if of anybody.
    pub(crate) fn on_behalf_of(self, lawyer: Option<Id<Person>>) -> Self {
        match lawyer {
            Some(lawyer) => self.with(&lawyer),
            None => self,
        }
    }

    /// It let `member` in or out.
    pub(crate) fn with<M: Kind>(self, member: &Id<M>) -> Self {
        Self { member: Some((M::NAME, member.to_string())), ..self }
    }
}

/// Adds a line to the firm's trail. Without an actor it was the operator.
pub(crate) async fn record(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    actor: Option<Id<Person>>,
    deed: Deed,
    vault: &Vault,
) -> Result<()> {
    append(connection, tenant, actor, deed, vault.id()?).await
}

/// Adds a line under this id.
pub(crate) async fn append(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    actor: Option<Id<Person>>,
    deed: Deed,
    id: Id<Event>,
) -> Result<()> {
    let (member_kind, member_id) = deed.member.unzip();
    sqlx::query(
        "INSERT INTO audit_event (tenant_id, id, at, actor_id, action, object_kind, object_id, member_kind, member_id,
            times)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(id.millis())
    .bind(actor.map(|person| person.to_string()))
    .bind(deed.action)
    .bind(deed.object.0)
    .bind(deed.object.1)
    .bind(member_kind)
    .bind(member_id)
    .bind(deed.times)
    .execute(&mut *connection)
    .await?;
    chain::enqueue(connection, tenant, &id).await
}
