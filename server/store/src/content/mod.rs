//! Content.
use akte_model::*;
use std::marker::PhantomData;

/// Something encrypted that [`crate::Door::open`] makes readable.
pub trait Content: Sized + Send {}
impl Content for Template {}
impl Content for TemplateFile {}
impl Content for AnswerSet {}
impl Content for Document {}
impl Content for DocumentFile {}

/// A `K` as it lies in the database: still encrypted.
#[derive(Debug)]
pub struct Sealed<K>(PhantomData<K>);

/// Something that can be made under a claimed key.
pub trait New: Send {
    /// What it becomes.
    type Kind: Kind;
}

/// A template to be uploaded as a draft.
pub struct NewTemplate {
    /// What it is called.
    pub title: String,
    /// The language of its text.
    pub language: String,
    /// The category to keep it under, found or made by name.
    pub category: Option<String>,
    /// How many questions it has.
    pub questions: i64,
    /// The marked-up .docx.
    pub bytes: Vec<u8>,
}
impl New for NewTemplate {
    type Kind = Template;
}

/// An interview to be started.
pub struct NewAnswerSet {
    /// The version of the template.
    pub version: Id<TemplateVersion>,
    /// What the owner calls it.
    pub name: Option<String>,
    /// The answers to begin with.
    pub answers: Answers,
}
impl New for NewAnswerSet {
    type Kind = AnswerSet;
}

/// A document that was made.
pub struct NewDocument {
    /// The answers that it was made of, as they were read.
    pub set: AnswerSet,
    /// What it is called.
    pub title: String,
    /// The .docx.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the template's file.
    pub template_sha256: String,
    /// The version of the engine.
    pub engine: &'static str,
}
impl New for NewDocument {
    type Kind = Document;
}

/// Answers that changed: the set as it was read, with its new answers.
pub struct AnswerChange(PhantomData<()>);

/// An `N` that is encrypted, its file stored: ready to be written.
#[derive(Debug)]
pub struct Staged<N>(PhantomData<N>);
