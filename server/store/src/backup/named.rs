//! The files that a database names, with what opens them.

use akte_model::{Blob, Id, Tenant};
use sqlx::AnyConnection;

use crate::crypto::{Envelope, WrappedKey};
use crate::database::RowExt;
use crate::error::Result;

/// A key of a firm, wrapped.
pub(super) struct NamedKey {
    pub(super) tenant: Id<Tenant>,
    pub(super) key: WrappedKey,
}

/// A file with its own key, wrapped by that of its firm.
pub(super) struct NamedFile {
    pub(super) tenant: Id<Tenant>,
    pub(super) id: Id<Blob>,
    pub(super) envelope: Envelope,
}

/// What a database names.
#[derive(Default)]
pub(super) struct Named {
    pub(super) keys: Vec<NamedKey>,
    pub(super) files: Vec<NamedFile>,
}

/// Reads that from a connection that sees every firm.
pub(super) async fn named(connection: &mut AnyConnection) -> Result<Named> {
    let mut named = Named::default();
    let rows =
        sqlx::query("SELECT tenant_id, id, master_id, wrapped_key FROM firm_key ORDER BY tenant_id, id");
    for row in rows.fetch_all(&mut *connection).await? {
        let key = WrappedKey {
            master_id: row.text("master_id")?,
            id: row.text("id")?,
            wrapped_key: row.bytes("wrapped_key")?,
        };
        named.keys.push(NamedKey { tenant: row.id("tenant_id")?, key });
    }
    let rows = sqlx::query(
        "SELECT tenant_id, id, key_id, sealed_key, content_version FROM blob ORDER BY tenant_id, id",
    );
    for row in rows.fetch_all(connection).await? {
        let (tenant, id, envelope) = (row.id("tenant_id")?, row.id("id")?, row.envelope("")?);
        named.files.push(NamedFile { tenant, id, envelope });
    }
    Ok(named)
}
