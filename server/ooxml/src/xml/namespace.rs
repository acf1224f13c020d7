//! The namespaces that the product knows, and which prefix means which where.

use std::ops::Range;

/// A namespace by its short name. The Strict URIs of ISO/IEC 29500 mean the same as the Transitional ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ns {
    /// No namespace.
    None,
    /// WordprocessingML, `w:`.
    W,
    /// Relationship references in a document, `r:`.
    R,
    /// Markup compatibility, `mc:`.
    Mc,
    /// The built-in `xml:`.
    Xml,
    /// Word 2010, `w14:`.
    W14,
    /// Drawings in WordprocessingML, `wp:`.
    Wp,
    /// DrawingML, `a:`.
    A,
    /// VML, `v:`.
    V,
    /// Word 2010 drawing shapes, `wps:`.
    Wps,
    /// Office VML, `o:`.
    O,
    /// Office Math, `m:`.
    M,
    /// Word 2010 drawings, `wp14:`.
    Wp14,
    /// `[Content_Types].xml`.
    ContentTypes,
    /// `.rels` parts.
    Relationships,
    /// Any other namespace.
    Other,
}

impl Ns {
    pub(super) fn of(uri: &str) -> Self {
        match uri {
            "" => Self::None,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::W,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::R,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Mc,
            XML => Self::Xml,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Self::W14,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::Wp,
            "http://schemas.openxmlformats.org/drawingml/2006/main"
            | "http://purl.oclc.org/ooxml/drawingml/main" => Self::A,
            "urn:schemas-microsoft-com:vml" => Self::V,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Self::Wps,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" => Self::Wp14,
            "urn:schemas-microsoft-com:office:office" => Self::O,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::M,
            "http://schemas.openxmlformats.org/package/2006/content-types" => Self::ContentTypes,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            _ => Self::Other,
        }
    }
}

/// The namespace that the prefix `xml` always has (Namespaces in XML 1.0, section 3).
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of declarations themselves; nothing may be bound to it.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// One `xmlns` declaration; positions in the source.
#[derive(Debug, Clone)]
pub(super) struct Binding {
    pub prefix: Range<u32>,
    /// As written, references not resolved.
    pub uri: Range<u32>,
    pub ns: Ns,
    /// The declaration of the same prefix around this one.
    pub shadows: Option<u32>,
}

/// The declarations of one element that has any, and the scope around it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub node: u32,
    pub outer: Option<u32>,
    pub bindings: Range<u32>,
    /// How many declarations hold here, those around it included.
    pub depth: u32,
}

/// All declarations of a part. An element without any uses the scope around it.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub scopes: Vec<Scope>,
    pub bindings: Vec<Binding>,
}

impl Scopes {
    /// What `prefix` ("" for the default namespace) means in `scope`.
    pub fn resolve(&self, source: &str, mut scope: Option<u32>, prefix: &str) -> Option<&Binding> {
        while let Some(index) = scope {
            let here = &self.scopes[index as usize];
            let bindings = &self.bindings[at(&here.bindings)];
            let bytes = source.as_bytes();
            if let Some(found) = bindings.iter().find(|b| bytes[at(&b.prefix)] == *prefix.as_bytes()) {
                return Some(found);
            }
            scope = here.outer;
        }
        None
    }
}

pub(super) fn at(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
