//! What a firm decided for itself.

use akte_model::{Id, Rev, Settings, Tenant};
use sqlx::AnyConnection;

use crate::database::RowExt;
use crate::error::{Error, Result};

/// The firm's settings.
pub(crate) async fn find_settings(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<Settings> {
    let row = sqlx::query("SELECT four_eyes, accent, stamp_server, rev FROM setting WHERE tenant_id = $1")
        .bind(tenant.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(Settings::default()) };
    let accent = row.parsed_or_none("accent")?;
    Ok(Settings {
        four_eyes: row.number("four_eyes")? == 1,
        accent,
        stamp_server: row.number("stamp_server")? == 1,
        rev: row.rev("rev")?,
    })
}

/// Replaces the settings where they are still at the revision that was read: the one in `settings`.
pub(crate) async fn update_settings(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    settings: Settings,
) -> Result<Rev> {
    let current = find_settings(connection, tenant).await?.rev;
    let changed = sqlx::query(
        "INSERT INTO setting (tenant_id, four_eyes, rev, accent, stamp_server) SELECT $1, $2, $4, $6, $7 WHERE $3 = $5
         ON CONFLICT (tenant_id) DO UPDATE SET four_eyes = excluded.four_eyes, rev = excluded.rev, accent = excluded.accent,
            stamp_server = excluded.stamp_server
            WHERE setting.rev = excluded.rev - 1",
    )
    .bind(tenant.to_string())
    .bind(i64::from(settings.four_eyes))
    .bind(settings.rev.number())
    .bind(settings.rev.next().number())
    .bind(current.number())
    .bind(settings.accent.map(|accent| accent.to_string()))
    .bind(i64::from(settings.stamp_server))
    .execute(connection)
    .await?;
    if changed.rows_affected() == 1 { Ok(settings.rev.next()) } else { Err(Error::Stale { current }) }
}
