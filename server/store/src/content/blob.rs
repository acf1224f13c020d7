//! The rows of files.

use akte_model::{Blob, Id, Tenant};
use sqlx::AnyConnection;

use crate::crypto::Envelope;
use crate::error::Result;
use crate::vault::StoredBlob;

/// A file, as another row refers to it.
pub struct BlobRef {
    pub(crate) id: Id<Blob>,
    pub(crate) envelope: Envelope,
}

/// Names a file that is on disk.
pub(crate) async fn insert(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    blob: StoredBlob,
) -> Result<Id<Blob>> {
    sqlx::query(
        "INSERT INTO blob (tenant_id, id, size, key_id, sealed_key, content_version, rev)
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
    )
    .bind(tenant.to_string())
    .bind(blob.id.to_string())
    .bind(blob.size)
    .bind(blob.envelope.key_id)
    .bind(blob.envelope.sealed_key)
    .bind(blob.envelope.version)
    .execute(connection)
    .await?;
    Ok(blob.id)
}
