//! Answers and the documents that are made of them.

use std::fmt;

use jiff::Timestamp;

use crate::{Id, Kind, MatterRef, Person, Rev, Template, TemplateVersion, Warning};

/// The answers as they were given: question name to JSON value, in the order of answering.
pub type Answers = serde_json::Map<String, serde_json::Value>;

/// A template by name, as something else refers to it.
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateRef {
    /// Its id.
    pub id: Id<Template>,
    /// What it is called now.
    pub title: String,
    /// The language of its text.
    pub language: String,
}

/// One person's answers to the questions of one version of a template.
#[derive(Clone, PartialEq)]
pub struct AnswerSet {
    /// Its id.
    pub id: Id<Self>,
    /// What its owner calls it, when named.
    pub name: Option<String>,
    /// Whose it is: who started it, or for whom it was started.
    pub owner: Person,
    /// Who started it on behalf of its owner; none when the owner did.
    pub made_by: Option<Person>,
    /// The matter that it belongs to.
    pub matter: Option<MatterRef>,
    /// The template.
    pub template: TemplateRef,
    /// The version that the set answers: the one that it was started with, until its owner moves it.
    pub version: Id<TemplateVersion>,
    /// The number of that version, from 1.
    pub number: i64,
    /// The published version of the template, where that is a newer one.
    pub newer: Option<NewerVersion>,
    /// The answers so far.
    pub answers: Answers,
    /// Answers that moving to a newer version left, by dotted name. They do not count.
    pub set_aside: Answers,
    /// Counts the changes.
    pub rev: Rev,
    /// When it was started.
    pub created_at: Timestamp,
}

/// A version that answers can be moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewerVersion {
    /// Its id.
    pub version: Id<TemplateVersion>,
    /// Its number, from 1.
    pub number: i64,
}

impl Kind for AnswerSet {
    const NAME: &'static str = "answer_set";
}

/// A finished document.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: Id<Self>,
    /// What it is called.
    pub title: String,
    /// Whose it is: who made it, or for whom it was made.
    pub owner: Person,
    /// Who made it on behalf of its owner; none when the owner did.
    pub made_by: Option<Person>,
    /// The matter that it belongs to: that of its answers.
    pub matter: Option<MatterRef>,
    /// The template.
    pub template: TemplateRef,
    /// The version that was filled.
    pub version: Id<TemplateVersion>,
    /// The number of that version, from 1.
    pub number: i64,
    /// The answers that it was filled with.
    pub answer_set: Id<AnswerSet>,
    /// Which revision of them.
    pub answer_set_rev: Rev,
    /// When it was made.
    pub made_at: Timestamp,
    /// The size of the file, in bytes.
    pub size: u64,
    /// The SHA-256 of the file, in lower-case hexadecimals.
    pub sha256: String,
    /// The dotted names of the answers that it has blanks for, when it is a draft.
    pub draft: Option<Vec<String>>,
    /// What somebody should look at, as it was when it was made.
    pub warnings: Vec<Warning>,
}

impl Kind for Document {
    const NAME: &'static str = "document";
}

/// A finished document with its file.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentFile {
    /// What is known of it.
    pub document: Document,
    /// The .docx.
    pub bytes: Vec<u8>,
}

impl Document {
    /// The title as a [`file_name`].
    pub fn file_name(&self) -> String {
        file_name(&self.title)
    }
}

/// A title as a file name with `.docx`, at most 120 characters, fit for Windows, macOS and a
/// `Content-Disposition` header: what a file name may not hold becomes a space.
/// See Microsoft's "Naming Files, Paths, and Namespaces".
pub fn file_name(title: &str) -> String {
    const FORBIDDEN: &str = "<>:\"/\\|?*";
    let clean: String =
        title.chars().map(|c| if c.is_control() || FORBIDDEN.contains(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(115).collect();
    let name = short.trim_matches(['.', ' ']);
    let device = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    match device.as_str() {
        "" => "document.docx".to_owned(),
        "CON" | "PRN" | "AUX" | "NUL" => format!("_{name}.docx"),
        com if com.len() == 4 && (com.starts_with("COM") || com.starts_with("LPT")) => {
            format!("_{name}.docx")
        }
        _ => format!("{name}.docx"),
    }
}

// Titles and answers are the client's secrets: they do not belong in logs.
impl fmt::Debug for TemplateRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TemplateRef({})", self.id)
    }
}

impl fmt::Debug for AnswerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerSet({}, rev {})", self.id, self.rev)
    }
}

impl fmt::Debug for DocumentFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentFile({}, {} bytes)", self.document.id, self.bytes.len())
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({}, {} bytes)", self.id, self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str) -> Document {
        Document {
            id: Id::new(1, [1; 10]),
            title: title.into(),
            owner: Person { id: Id::new(1, [5; 10]), name: "secret".into() },
            made_by: None,
            matter: None,
            template: TemplateRef { id: Id::new(1, [2; 10]), title: "secret".into(), language: "nl".into() },
            version: Id::new(1, [3; 10]),
            number: 1,
            answer_set: Id::new(1, [4; 10]),
            answer_set_rev: Rev::FIRST,
            made_at: Timestamp::UNIX_EPOCH,
            size: 3,
            sha256: String::new(),
            draft: None,
            warnings: Vec::new(),
        }
    }

    #[test]
    fn file_names_fit_everywhere() {
        let cases = [
            ("Overeenkomst van opdracht", "Overeenkomst van opdracht.docx"),
            ("NDA: Café / \"Zürich\"\n*?", "NDA Café Zürich.docx"),
            ("../../etc/passwd", "etc passwd.docx"),
            ("con", "_con.docx"),
            ("COM1.v2", "_COM1.v2.docx"),
            (" . ", "document.docx"),
        ];
        for (title, name) in cases {
            assert_eq!(document(title).file_name(), name);
        }
        assert_eq!(document(&"é".repeat(500)).file_name().chars().count(), 120);
    }

    #[test]
    fn debug_output_tells_no_secrets() {
        let printed = format!("{:?}", document("Project Nightjar"));
        assert!(!printed.contains("Nightjar") && !printed.contains("secret"), "{printed}");
    }
}
