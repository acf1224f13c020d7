//! Templates, their versions and their files.

use std::fmt;

use jiff::Timestamp;

use crate::{Id, Kind, Person, Rev, TemplateRef, VersionState};

/// A template as its reader sees it: with its published version, or, for who may read drafts and where none is published,
/// with the latest.
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: Id<Self>,
    /// What it is called.
    pub title: String,
    /// The language of its text: `nl`, `en`, `de` or `fr`.
    pub language: String,
    /// The category that it is kept under.
    pub category: Option<Category>,
    /// Whether it is a favourite of who reads this.
    pub favourite: bool,
    /// The state of the version below.
    pub status: VersionState,
    /// The version: the one to start an interview with.
    pub version: Id<TemplateVersion>,
    /// The version's number, from 1.
    pub number: i64,
    /// How many questions the version has.
    pub questions: i64,
    /// When the version came in.
    pub uploaded_at: Timestamp,
    /// Who brought it in; nobody for the samples.
    pub owner: Option<Person>,
    /// Counts the changes of the template.
    pub rev: Rev,
}

impl Kind for Template {
    const NAME: &'static str = "template";
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({}, {} {})", self.id, self.status, self.number)
    }
}

/// One version of a template. Its file never changes; what changes is where it is in its life.
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateVersion {
    /// Its id.
    pub id: Id<Self>,
    /// The template.
    pub template: TemplateRef,
    /// Its number among the versions of the template, from 1.
    pub number: i64,
    /// Where it is in its life.
    pub state: VersionState,
    /// Who brought it in; nobody when it came with the product.
    pub author: Option<Person>,
    /// When it came in.
    pub uploaded_at: Timestamp,
    /// How many questions it has.
    pub questions: i64,
    /// The SHA-256 of its file, in lower-case hexadecimals.
    pub sha256: String,
    /// When it will be published.
    pub publish_at: Option<Timestamp>,
    /// When it was published last.
    pub published_at: Option<Timestamp>,
    /// When someone should look whether it still holds.
    pub review_by: Option<Timestamp>,
    /// Counts the steps.
    pub rev: Rev,
}

impl fmt::Debug for TemplateVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TemplateVersion({}, {} {})", self.id, self.state, self.number)
    }
}

impl Kind for TemplateVersion {
    const NAME: &'static str = "template_version";
}

/// The marked-up document of one version.
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// The version that it belongs to.
    pub version: Id<TemplateVersion>,
    /// The .docx or .dotx as it was brought in.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the bytes, in lower-case hexadecimals.
    pub sha256: String,
}

impl fmt::Debug for TemplateFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TemplateFile({}, {} bytes)", self.version, self.bytes.len())
    }
}

/// A heading that templates are kept under.
#[derive(Clone, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: Id<Self>,
    /// What it is called; no other category of the firm has that name.
    pub name: String,
    /// Counts the changes of the name.
    pub rev: Rev,
}

impl fmt::Debug for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Category({})", self.id)
    }
}

impl Kind for Category {
    const NAME: &'static str = "category";
}

/// An encrypted file (names an id only).
#[derive(Debug)]
pub enum Blob {}

impl Kind for Blob {
    const NAME: &'static str = "blob";
}
