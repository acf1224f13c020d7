//! What changed of that which an index keeps in memory: one line a change, so that the index reads again no more than that.

use akte_model::{Id, Kind, Matter, Template, Tenant};
use sqlx::AnyConnection;

use crate::database::RowExt;
use crate::error::{Error, Result};

/// How many changes are remembered; an index that missed more is read anew.
const KEPT: i64 = 256;

/// Something whose changes a firm counts.
pub(crate) trait Counted: Kind + Sized {
    /// Counts one more in the firm `$1`, and gives the count as `rev`.
    const COUNT: &'static str;
    /// Gives the count of the firm `$1` as `rev`.
    const REV: &'static str;
}

impl Counted for Template {
    const COUNT: &'static str =
        "UPDATE tenant SET titles_rev = titles_rev + 1 WHERE id = $1 RETURNING titles_rev AS rev";
    const REV: &'static str = "SELECT titles_rev AS rev FROM tenant WHERE id = $1";
}

impl Counted for Matter {
    const COUNT: &'static str =
        "UPDATE tenant SET matters_rev = matters_rev + 1 WHERE id = $1 RETURNING matters_rev AS rev";
    const REV: &'static str = "SELECT matters_rev AS rev FROM tenant WHERE id = $1";
}

/// Says that any number of `T` changed: their owner's name, for example. The index is read anew.
pub(crate) async fn note_changes<T: Counted>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<i64> {
    let row = sqlx::query(T::COUNT).bind(tenant.to_string()).fetch_optional(connection).await?;
    row.ok_or(Error::NotFound)?.number("rev")
}

/// Says that the index must read `id` again.
pub(crate) async fn note_change<T: Counted>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<T>,
) -> Result<()> {
    // Counting locks the firm's row: changes become visible in the order of their numbers.
    let rev = note_changes::<T>(connection, tenant).await?;
    sqlx::query("INSERT INTO index_change (tenant_id, kind, rev, object_id) VALUES ($1, $2, $3, $4)")
        .bind(tenant.to_string())
        .bind(T::NAME)
        .bind(rev)
        .bind(id.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM index_change WHERE tenant_id = $1 AND kind = $2 AND rev <= $3")
        .bind(tenant.to_string())
        .bind(T::NAME)
        .bind(rev - KEPT)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many changes of `T` the firm counted.
pub(crate) async fn count_changes<T: Counted>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<i64> {
    let row = sqlx::query(T::REV).bind(tenant.to_string()).fetch_optional(connection).await?;
    row.ok_or(Error::NotFound)?.number("rev")
}

/// What changed after `from` up to `to`, perhaps more than once; none when that is not known of every change in between.
pub(crate) async fn changes_between<T: Counted>(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    from: i64,
    to: i64,
) -> Result<Option<Vec<Id<T>>>> {
    if !(0..=KEPT).contains(&(to - from)) {
        return Ok(None);
    }
    let rows = sqlx::query(
        "SELECT object_id FROM index_change WHERE tenant_id = $1 AND kind = $2 AND rev > $3 AND rev <= $4",
    )
    .bind(tenant.to_string())
    .bind(T::NAME)
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await?;
    let ids = rows.iter().map(|row| row.id("object_id")).collect::<Result<Vec<_>>>()?;
    Ok((ids.len() as i64 == to - from).then_some(ids))
}
