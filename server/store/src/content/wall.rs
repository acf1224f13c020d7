//! The walls of closed matters, in SQL: written once, part of every query that looks at what may belong to a matter.
//!
//! `$1` is the firm, `$2` who asks, `$3` how far that person's roles reach (`Actor::reach_number`).

use std::collections::HashSet;

use akte_model::{Id, Matter};
use sqlx::AnyConnection;

use crate::database::RowExt;
use crate::error::Result;
use crate::gate::Actor;

/// The matters that the person of that expression is a member of, alone or through a team. A CROSS JOIN, as SQLite leaves its order
/// alone: it would begin with every team of every matter.
macro_rules! matters_of {
    ($($person:tt)+) => {
        concat!(
            "(SELECT own.matter_id FROM matter_member own WHERE own.tenant_id = $1 AND own.person_id = ",
            $($person)+,
            " UNION ALL
              SELECT by_team.matter_id FROM team_member mine
              CROSS JOIN matter_team by_team
              WHERE by_team.tenant_id = mine.tenant_id AND by_team.team_id = mine.team_id AND mine.tenant_id = $1 AND mine.person_id = ",
            $($person)+,
            ")"
        )
    };
}

/// The matters that `$2` is a member of.
macro_rules! own_matters {
    () => {
        matters_of!("$2")
    };
}

/// Whether the row of that alias is not behind a wall for the person of that expression.
macro_rules! before_wall {
    ($row:literal, $($person:tt)+) => {
        concat!(
            "(",
            $row,
            ".matter_id IS NULL OR ",
            $row,
            ".matter_id IN ",
            matters_of!($($person)+),
            " OR (SELECT wall.closed FROM matter wall WHERE wall.tenant_id = $1 AND wall.id = ",
            $row,
            ".matter_id) = 0)"
        )
    };
}

/// Whether the row of that alias was made on behalf of somebody for whom `$2` may act, and is not behind a wall for them.
macro_rules! acting {
    ($row:literal) => {
        concat!(
            "(",
            $row,
            ".made_by IS NOT NULL AND ",
            $row,
            ".person_id IN (SELECT acts.person_id FROM delegate acts WHERE acts.tenant_id = $1 AND acts.delegate_id = $2) AND ",
            before_wall!($row, concat!($row, ".person_id")),
            ")"
        )
    };
}

/// Whether the row of that alias is within reach, and not behind a wall.
macro_rules! within_reach {
    ($row:literal) => {
        concat!(
            " AND ($3 = 2 OR ($3 >= 0 AND (",
            $row,
            ".person_id = $2 OR ",
            acting!($row),
            ")) OR ($3 = 1 AND ",
            $row,
            ".matter_id IN ",
            own_matters!(),
            ")) AND ",
            before_wall!($row, "$2")
        )
    };
}

pub(super) use acting;
pub(super) use before_wall;
pub(super) use matters_of;
pub(super) use own_matters;
pub(super) use within_reach;

pub(super) const OWN_MATTERS: &str = concat!("SELECT matter_id FROM ", own_matters!(), " mine");

/// The matters that `actor` is a member of.
pub(crate) async fn list_own_matters(
    connection: &mut AnyConnection,
    actor: &Actor,
) -> Result<HashSet<Id<Matter>>> {
    let rows = sqlx::query(OWN_MATTERS)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.id("matter_id")).collect()
}
