//! `/api/v1/documents`

pub mod create;
pub mod file;
pub mod list;
pub mod read;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The media type of a .docx (ECMA-376, part 2; registered with IANA).
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The name of the file when it is downloaded.
    #[schema(example = "Overeenkomst van opdracht.docx")]
    pub file_name: String,
    /// The template it was made from.
    pub template: Uuid,
    /// The number of the template's version.
    pub version: u32,
    /// The answers it was made from.
    pub answer_set: Uuid,
    /// When it was made (RFC 3339, UTC).
    #[schema(format = DateTime)]
    pub made_at: String,
    /// The size of the file, in bytes.
    pub size: u64,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}
