//! Pictures in the document: the parts that hold them, and the drawings that show them.

use std::collections::HashMap;
use std::sync::Arc;

use akte_ooxml::xml::escape;
use akte_ooxml::{Package, PartName};

use crate::picture::{Picture, Pictures};

/// A part that holds a picture.
pub(crate) struct Media {
    pub part: PartName,
    pub picture: Picture,
}

/// The pictures that were used so far, each once.
pub(super) struct Used<'a> {
    package: &'a Package,
    pictures: &'a Pictures,
    /// By reference.
    known: HashMap<Arc<str>, usize>,
    pub media: Vec<Media>,
}

impl<'a> Used<'a> {
    pub fn new(package: &'a Package, pictures: &'a Pictures) -> Self {
        Self { package, pictures, known: HashMap::new(), media: Vec::new() }
    }

    /// The picture of a reference, by its place in the media; none when it is no picture.
    pub fn of(&mut self, reference: &Arc<str>) -> Option<(usize, &'a Picture)> {
        let picture = self.pictures.get(reference)?;
        if let Some(known) = self.known.get(reference) {
            return Some((*known, picture));
        }
        let part = self.free(picture)?;
        self.media.push(Media { part, picture: picture.clone() });
        self.known.insert(reference.clone(), self.media.len() - 1);
        Some((self.media.len() - 1, picture))
    }

    /// A name beside the main document that no part has.
    fn free(&self, picture: &Picture) -> Option<PartName> {
        let main = self.package.main_document().as_str();
        let folder = &main[..=main.rfind('/')?];
        (self.media.len() + 1..).find_map(|number| {
            let name = format!("{folder}media/picture{number}.{}", picture.format().extension());
            let part: PartName = name.parse().ok()?;
            let mut taken = self.package.names().chain(self.media.iter().map(|media| &media.part));
            taken.all(|other| *other != part).then_some(part)
        })
    }
}

/// Whether a document is in the Strict form of ISO/IEC 29500, whose namespaces and relationship types have other names.
pub(crate) fn is_strict(package: &Package) -> bool {
    let mut kinds = package.root_relationships().iter().map(|relationship| &relationship.kind);
    kinds.any(|kind| kind.starts_with("http://purl.oclc.org/ooxml/"))
}

/// The type of a relationship to a picture (ECMA-376 Part 1, 15.2.14).
pub(crate) fn relationship_type(strict: bool) -> String {
    format!("{}/image", relationships(strict))
}

/// What the types of the document's relationships begin with.
pub(crate) fn relationships(strict: bool) -> &'static str {
    match strict {
        true => "http://purl.oclc.org/ooxml/officeDocument/relationships",
        false => "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }
}

/// A picture in a line of text.
pub(crate) struct Drawing<'d> {
    pub strict: bool,
    /// What no other drawing of the document has.
    pub number: &'d str,
    /// What the part calls the picture's part.
    pub relationship: &'d str,
    /// For who does not see it.
    pub description: &'d str,
    /// In English Metric Units.
    pub size: (u64, u64),
}

impl Drawing<'_> {
    /// The element, in a run (ECMA-376 Part 1, 17.3.3.9, 20.4.2.8 and 20.2.2.5). It declares its namespaces itself: the part
    /// need not know them.
    pub fn xml(&self, prefix: &str) -> String {
        let drawing_ml = match self.strict {
            true => "http://purl.oclc.org/ooxml/drawingml/",
            false => "http://schemas.openxmlformats.org/drawingml/2006/",
        };
        let office = relationships(self.strict);
        let Drawing { number, relationship, size: (width, height), .. } = self;
        let description = quoted(self.description);
        format!(
            "<{prefix}drawing><wp:inline xmlns:wp=\"{drawing_ml}wordprocessingDrawing\" xmlns:a=\"{drawing_ml}main\" \
             xmlns:pic=\"{drawing_ml}picture\" xmlns:r=\"{office}\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"Picture {number}\" descr=\"{description}\"/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"{drawing_ml}picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Picture {number}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"{relationship}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
             </pic:pic></a:graphicData></a:graphic></wp:inline></{prefix}drawing>"
        )
    }
}

/// A text as the value of an attribute.
fn quoted(text: &str) -> String {
    let mut bytes = Vec::new();
    escape(text, &mut bytes);
    String::from_utf8_lossy(&bytes).replace('"', "&quot;").replace(['\n', '\r', '\t'], " ")
}
