//! Why a file was refused: what, where, what to do.

use std::fmt;

use crate::PartName;

/// A refusal, with the part where it happened if there is one. Its text is a sentence for the person who sent the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    refusal: Box<Refusal>,
    part: Option<PartName>,
}

/// What is wrong with the file. Every reason has a name of its own, so that nothing is refused in general.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The bytes are no zip at all.
    NotZip,
    /// An OLE compound file: Word 97-2003 (`.doc`).
    OldFormat,
    /// Protected by a password, as a whole or in one entry.
    Encrypted,
    /// A zip without a Word document in it.
    NotDocument,
    /// Another Office document or a Word one of another kind; the content type of its main part.
    OtherKind(String),
    /// Macros: a `.docm` or `.dotm`, or a macro project in a document.
    Macros,
    /// The zip contradicts itself or is cut off; what exactly.
    Damaged(String),
    /// An entry is compressed in a way that Office never uses.
    Compression(String),
    /// Two entries of one name, letter case and percent-encoding aside.
    DuplicateName(String),
    /// A name that leaves the package or cannot be a part's name (ECMA-376-2, 6.2.2.2).
    UnsafeName(String),
    /// The header before an entry's data says something else than the directory at the end.
    HeadersDisagree(String),
    /// Two entries share bytes, or an entry shares bytes with the directory.
    Overlap(String),
    /// More than a limit allows, and how much that is.
    TooMuch(Limit, u64),
    /// A document type definition. Office never writes one; attackers do.
    Dtd,
    /// XML that is not well-formed, or not in UTF-8: line and column (both from 1) and what is wrong there.
    Xml {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong, in a few words.
        what: String,
    },
    /// The content types, or relationships, are not what ECMA-376-2 asks for.
    Index(String),
    /// A part imports another file into the document when it is opened (`altChunk`).
    AltChunk,
    /// A field that fetches a file or talks to another program, by its name.
    ActiveField(String),
    /// A part that is asked for, or pointed at as the main document, is not in the package.
    Missing,
}

/// The limit that was passed; see [`crate::Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Entries in the zip.
    Entries,
    /// Bytes of one part.
    PartSize,
    /// Bytes of all parts together.
    TotalSize,
    /// Bytes of the content types and relationships.
    IndexSize,
    /// Inflated to compressed size.
    Ratio,
    /// Nesting of elements.
    Depth,
    /// Attributes of one element.
    Attributes,
    /// Namespace declarations that hold in one place.
    Namespaces,
    /// Nodes in one part.
    Nodes,
}

impl Error {
    /// What is wrong.
    pub fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// The part in which it was found.
    pub fn part(&self) -> Option<&PartName> {
        self.part.as_ref()
    }

    /// The same refusal, found in `part`. A place that is known already stays.
    pub fn in_part(mut self, part: &PartName) -> Self {
        self.part.get_or_insert_with(|| part.clone());
        self
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self { refusal: Box::new(refusal), part: None }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.what(f)?;
        if let Some(part) = &self.part {
            write!(f, " (in {part})")?;
        }
        write!(f, ". {}", self.refusal.advice())
    }
}

impl Refusal {
    fn what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotZip => f.write_str("This file is not a Word document"),
            Self::OldFormat => f.write_str("This file is in the format of Word 97-2003 (.doc) or another old Office format"),
            Self::Encrypted => f.write_str("This file is protected by a password, so it cannot be read"),
            Self::NotDocument => f.write_str("This file is a zip, but there is no Word document in it"),
            Self::OtherKind(kind) => write!(f, "This file is not a Word document (.docx or .dotx) but of another kind: “{kind}”"),
            Self::Macros => f.write_str("This document contains macros, which are not accepted"),
            Self::Damaged(what) => write!(f, "The file is damaged: {what}"),
            Self::Compression(entry) => write!(f, "The entry “{entry}” is compressed in a way that Word does not use"),
            Self::DuplicateName(name) => write!(f, "The file holds two entries with the name “{name}”, so readers could see different documents"),
            Self::UnsafeName(name) => write!(f, "The file holds a name that is not allowed: “{name}”"),
            Self::HeadersDisagree(entry) => write!(f, "The file contradicts itself about the entry “{entry}”, so readers could see different documents"),
            Self::Overlap(entry) => write!(f, "In this file the data of the entry “{entry}” overlaps with other data"),
            Self::TooMuch(limit, most) => limit.what(*most, f),
            Self::Dtd => f.write_str("The file holds a document type definition (DTD), which Word never writes and which can be used for attacks"),
            Self::Xml { line, column, what } => write!(f, "The XML is broken at line {line}, column {column}: {what}"),
            Self::Index(what) => write!(f, "The file's table of contents is broken: {what}"),
            Self::AltChunk => f.write_str("The document imports another file when it is opened (altChunk), which is not accepted"),
            Self::ActiveField(name) => write!(f, "The document holds a field that fetches something from outside ({name}), which is not accepted"),
            Self::Missing => f.write_str("A part of the document is missing"),
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::NotZip | Self::NotDocument | Self::OldFormat | Self::OtherKind(_) => {
                "Open it in Word, save it as a Word document (.docx) and use that file."
            }
            Self::Encrypted => {
                "Open it in Word, remove the password (File, Info, Protect Document) and save it again."
            }
            Self::Macros => "Open it in Word and save it as a Word document without macros (.docx).",
            Self::AltChunk => {
                "Open it in Word and save it again: Word then keeps the imported text in the document itself."
            }
            Self::ActiveField(_) => {
                "Open it in Word, replace the field by its text (Ctrl+Shift+F9) or take it out, and save it again."
            }
            Self::TooMuch(Limit::PartSize | Limit::TotalSize | Limit::Nodes, _) => {
                "Make the document smaller, for example by compressing its pictures or splitting it, and try again."
            }
            _ => {
                "Open it in Word, save it as a new Word document (.docx) and use that file; if it came from someone else, ask where it comes from."
            }
        }
    }
}

impl Limit {
    fn what(self, most: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = most / (1024 * 1024);
        match self {
            Self::Entries => write!(f, "The file holds more than {most} entries"),
            Self::PartSize => write!(f, "One part of the document is larger than {mib} MiB"),
            Self::TotalSize => write!(f, "The document is larger than {mib} MiB when unpacked"),
            Self::IndexSize => write!(f, "The file's table of contents is larger than {mib} MiB"),
            Self::Ratio => write!(
                f,
                "One part of the document unpacks to more than {most} times its size, as a zip bomb does"
            ),
            Self::Depth => write!(f, "The XML is nested more than {most} levels deep"),
            Self::Attributes => write!(f, "An XML element has more than {most} attributes"),
            Self::Namespaces => write!(f, "More than {most} XML namespaces are declared around one element"),
            Self::Nodes => write!(f, "One part of the document holds more than {most} XML nodes"),
        }
    }
}
