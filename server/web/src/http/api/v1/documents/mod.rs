//! `/api/v1/documents`

pub mod create;
pub mod file;
pub mod list;
pub mod read;
pub mod warning;

use akte_expr::Language;
use akte_model::Id;
use akte_store::Door;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer_sets::state::Missing;
use super::matters::MatterRef;
use super::people::{Person, made_by};
use super::work::template;
use crate::engine::{Ready, sentence};
use crate::http::error::Error;
use crate::http::state::App;
use warning::Warning;

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
    /// The name of whose it is.
    pub owner: String,
    /// The name of who made it: its owner, or who did on the owner's behalf.
    pub made_by: String,
    /// The owner, where another made it on their behalf.
    #[schema(required = true)]
    pub on_behalf_of: Option<Person>,
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
    /// What somebody should look at, as it was when the document was made.
    pub warnings: Vec<Warning>,
}

impl From<akte_model::Document> for Document {
    fn from(document: akte_model::Document) -> Self {
        let (made_by, on_behalf_of) = made_by(&document.owner, document.made_by.clone());
        Self {
            id: document.id,
            file_name: document.file_name(),
            title: document.title,
            owner: document.owner.name,
            made_by,
            on_behalf_of,
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
    let blanks = document.draft.as_mut().map(std::mem::take).unwrap_or_default();
    let warnings = std::mem::take(&mut document.warnings);
    let language =
        labels.or_else(|| document.template.language.parse().ok()).unwrap_or(Ready::DEFAULT_LANGUAGE);
    // Only names need what the template calls them.
    let version = if blanks.is_empty() && warnings.iter().all(|warning| warning.names.is_empty()) {
        None
    } else {
        Some(template(app, door, document.version).await?)
    };
    let label = |name: &str| {
        let interview = version.as_ref()?.ready.interview();
        name.parse().ok().map(|path| interview.label(&path, language))
    };
    let named = |names: Vec<String>| -> Vec<Missing> {
        let named = |name: String| Missing { label: label(&name).unwrap_or_else(|| name.clone()), name };
        names.into_iter().map(named).collect()
    };
    let warnings = warnings.into_iter().filter_map(|warning| {
        let message = sentence(warning.code, language)?;
        Some(Warning { code: warning.code, message, answers: named(warning.names) })
    });
    let (warnings, blanks) = (warnings.collect(), named(blanks));
    Ok(WholeDocument { document: document.into(), blanks, warnings })
}
