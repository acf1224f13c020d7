//! `/api/v1/documents`

pub mod create;
pub mod file;
pub mod list;
pub mod read;

use akte_expr::Language;
use akte_model::Id;
use akte_store::Door;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer_sets::state::Missing;
use super::matters::MatterRef;
use super::work::template;
use crate::http::error::Error;
use crate::http::state::App;

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
    /// Whether it is a draft: made with blanks where answers were missing.
    pub draft: bool,
}

/// A document with what it lacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeDocument {
    /// As in a list.
    #[serde(flatten)]
    pub document: Document,
    /// The answers that were missing when it was made as a draft; none in a final document.
    pub blanks: Vec<Missing>,
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
            draft: document.draft.is_some(),
        }
    }
}

/// A document within reach, its blanks by their labels.
pub async fn find(
    app: &App,
    door: &mut Door,
    id: &Id<akte_model::Document>,
    labels: Option<Language>,
) -> Result<WholeDocument, Error> {
    let mut read = door.read().await?;
    let sealed = read.document(id).await?;
    drop(read);
    let mut document = door.open(sealed).await?;
    let blanks = match document.draft.as_mut().map(std::mem::take) {
        Some(names) if !names.is_empty() => blanks(app, door, &document, names, labels).await?,
        _ => Vec::new(),
    };
    Ok(WholeDocument { document: document.into(), blanks })
}

async fn blanks(
    app: &App,
    door: &mut Door,
    document: &akte_model::Document,
    names: Vec<String>,
    labels: Option<Language>,
) -> Result<Vec<Missing>, Error> {
    let ready = &template(app, door, document.version).await?.ready;
    let language = labels.unwrap_or(ready.language());
    let label = |name: &String| name.parse().map(|path| ready.interview().label(&path, language));
    let blank = |name: String| Missing { label: label(&name).unwrap_or_else(|_| name.clone()), name };
    Ok(names.into_iter().map(blank).collect())
}
