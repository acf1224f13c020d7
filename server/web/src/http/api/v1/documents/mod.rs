//! `/api/v1/documents`

pub mod create;
pub mod file;
pub mod list;
pub mod read;

use akte_model::Id;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::matters::MatterRef;

/// A document that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Document>,
    /// Its title.
    pub title: String,
    /// The name of the file when it is downloaded.
    #[schema(example = "Overeenkomst van opdracht.docx")]
    pub file_name: String,
    /// The name of who made it.
    pub owner: String,
    /// The matter it belongs to: that of its answers.
    #[schema(required = true)]
    pub matter: Option<MatterRef>,
    /// The template it was made from.
    #[schema(value_type = Uuid)]
    pub template: Id<akte_model::Template>,
    /// The number of the template's version.
    pub version: i64,
    /// The answers it was made from.
    #[schema(value_type = Uuid)]
    pub answer_set: Id<akte_model::AnswerSet>,
    /// When it was made (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// The size of the file, in bytes.
    pub size: u64,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

impl From<akte_model::Document> for Document {
    fn from(document: akte_model::Document) -> Self {
        Self {
            id: document.id,
            file_name: document.file_name(),
            title: document.title,
            owner: document.owner.name,
            matter: document.matter.map(MatterRef::from),
            template: document.template.id,
            version: document.number,
            answer_set: document.answer_set,
            made_at: document.made_at,
            size: document.size,
            sha256: document.sha256,
        }
    }
}
