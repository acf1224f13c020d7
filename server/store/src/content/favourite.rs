//! Templates that people want at hand.

use std::collections::HashSet;

use akte_model::{Id, Template};
use sqlx::AnyConnection;

use crate::database::RowExt;
use crate::error::Result;
use crate::gate::Actor;

pub(super) const FAVOURITES: &str =
    "SELECT template_id FROM favourite WHERE tenant_id = $1 AND person_id = $2";

/// The favourites of `actor`.
pub(crate) async fn list_favourites(
    connection: &mut AnyConnection,
    actor: &Actor,
) -> Result<HashSet<Id<Template>>> {
    let rows = sqlx::query(FAVOURITES)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.id("template_id")).collect()
}

/// Makes a template a favourite of `actor`, or no longer. It is one already, or none: fine.
pub(crate) async fn mark_favourite(
    connection: &mut AnyConnection,
    actor: &Actor,
    template: &Id<Template>,
    favourite: bool,
) -> Result<()> {
    let sql = if favourite {
        "INSERT INTO favourite (tenant_id, person_id, template_id) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, person_id, template_id) DO NOTHING"
    } else {
        "DELETE FROM favourite WHERE tenant_id = $1 AND person_id = $2 AND template_id = $3"
    };
    sqlx::query(sql)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(template.to_string())
        .execute(connection)
        .await?;
    Ok(())
}
