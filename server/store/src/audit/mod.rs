//! Who did what, written in the transaction of the change itself: either both are there or neither.
//!
//! Soon after, a sealer takes the lines into a chain of hashes, one for each firm, and signs how far it is with a key that the
//! database does not hold. So nobody can rewrite what a checkpoint has seen without that being found.

mod chain;
mod checkpoint;
mod list;
mod verify;

pub use checkpoint::Checkpoint;
pub use list::EventSpan;
pub use verify::{AuditReport, Fault, Finding};

pub(crate) use list::list_events;

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

/// Adds a line to the firm's trail. Without an actor it was the operator.
pub(crate) async fn record<K: Kind>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    actor: Option<Id<Person>>,
    action: &'static str,
    object: &Id<K>,
    vault: &Vault,
) -> Result<()> {
    append(connection, tenant, actor, action, object, vault.id()?).await
}

/// Adds a line under this id.
pub(crate) async fn append<K: Kind>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    actor: Option<Id<Person>>,
    action: &'static str,
    object: &Id<K>,
    id: Id<Event>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit_event (tenant_id, id, at, actor_id, action, object_kind, object_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(id.millis())
    .bind(actor.map(|person| person.to_string()))
    .bind(action)
    .bind(K::NAME)
    .bind(object.to_string())
    .execute(&mut *connection)
    .await?;
    chain::enqueue(connection, tenant, &id).await
}
