//! Who may work on behalf of whom.

use akte_model::{Id, Person, Tenant};
use sqlx::AnyConnection;

use super::{Label, Page, PageRequest};
use crate::database::{RowExt, select_for_update};
use crate::error::Result;
use crate::gate::Actor;

/// Who may act for `person`, who came to the firm last first.
pub(crate) async fn list_delegates(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    page: &PageRequest,
) -> Result<Page<Label<Person>>> {
    let slice = page.slice::<Person>()?;
    let rows = sqlx::query(
        "SELECT p.id, p.name, p.key_id, p.sealed_key, p.content_version FROM delegate d
         JOIN person p ON p.tenant_id = d.tenant_id AND p.id = d.delegate_id
         WHERE d.tenant_id = $1 AND d.person_id = $2 AND d.delegate_id < $3 ORDER BY d.delegate_id DESC LIMIT $4",
    )
    .bind(tenant.to_string())
    .bind(person.to_string())
    .bind(&slice.before)
    .bind(slice.limit())
    .fetch_all(connection)
    .await?;
    slice.page(&rows, |row| Label::must(row, "", "name"), |person| person.id)
}

/// The people of the firm for whom `actor` may act, who came first first.
pub(crate) async fn list_acted_for(
    connection: &mut AnyConnection,
    actor: &Actor,
) -> Result<Vec<Label<Person>>> {
    let rows = sqlx::query(
        "SELECT p.id, p.name, p.key_id, p.sealed_key, p.content_version FROM delegate d
         JOIN person p ON p.tenant_id = d.tenant_id AND p.id = d.person_id
         WHERE d.tenant_id = $1 AND d.delegate_id = $2 AND p.status = 'active' ORDER BY d.person_id",
    )
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Label::must(row, "", "name")).collect()
}

/// For whom `actor` may act, let in or not: what was begun goes on.
pub(super) async fn list_acting(connection: &mut AnyConnection, actor: &Actor) -> Result<Vec<Id<Person>>> {
    let rows = sqlx::query("SELECT person_id FROM delegate WHERE tenant_id = $1 AND delegate_id = $2")
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.id("person_id")).collect()
}

/// Whether `actor` may act for `person`; that is not taken back before the transaction ends.
pub(crate) async fn lock_delegate(
    connection: &mut AnyConnection,
    actor: &Actor,
    person: &Id<Person>,
) -> Result<bool> {
    let sql = select_for_update!(
        connection,
        "SELECT d.person_id FROM delegate d WHERE d.tenant_id = $1 AND d.delegate_id = $2 AND d.person_id = $3
            AND (SELECT p.status FROM person p WHERE p.tenant_id = d.tenant_id AND p.id = d.person_id) = 'active'"
    );
    let row = sqlx::query(sql)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Whether there is such a person, let in or not.
pub(crate) async fn is_person(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Person>,
) -> Result<bool> {
    let row = sqlx::query("SELECT id FROM person WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}
