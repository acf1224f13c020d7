//! What somebody finds among their own: what is theirs, and what was made on behalf of those whom they act for.

use std::cmp::Reverse;

use akte_model::{Action, Id, Matter};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::delegate::list_acting;
use super::page::Slice;
use crate::database::RowExt;
use crate::error::Result;
use crate::gate::Actor;

/// The queries of a list, newest first: `$1` to `$3` as in [`super::wall`], `$4` whose or which, `$5` and `$6` from the [`Slice`].
pub(super) struct Queries {
    /// What is of one person.
    pub(super) own: &'static str,
    /// What of that was made on behalf of that person.
    pub(super) behalf: &'static str,
    /// What belongs to one matter.
    pub(super) matter: &'static str,
}

/// The rows of `matter`, or else of `actor` and of those whom `actor` acts for, newest first: at least as many as the slice takes,
/// if there are. Each query goes by its index; together they would have to sort all that there is.
pub(super) async fn newest(
    connection: &mut AnyConnection,
    actor: &Actor,
    action: Action,
    matter: Option<&Id<Matter>>,
    queries: &Queries,
    slice: &Slice,
) -> Result<Vec<AnyRow>> {
    let asked = match matter {
        Some(matter) => vec![(queries.matter, matter.to_string())],
        None => {
            let others = list_acting(connection, actor).await?.into_iter();
            let own = (queries.own, actor.person().to_string());
            std::iter::once(own).chain(others.map(|other| (queries.behalf, other.to_string()))).collect()
        }
    };
    let mut found = Vec::new();
    for (sql, of) in asked {
        let rows = sqlx::query(sql)
            .bind(actor.tenant().to_string())
            .bind(actor.person().to_string())
            .bind(actor.reach_number(action))
            .bind(of)
            .bind(&slice.before)
            .bind(slice.limit())
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            found.push((Reverse(row.text("id")?), row));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found.into_iter().map(|(_, row)| row).collect())
}
