//! What a document carries so that Akte knows it again: a custom XML part (ECMA-376 Part 1, 15.2.5) with ids that mean nothing to
//! anybody else.

use akte_ooxml::{Edit, Limits, Package, PartName};

use crate::definition::{parts_of, with_namespace};
use crate::fill::{is_strict, relationships};

/// The namespace of the part inside a document; its text is JSON.
pub const STAMP_NAMESPACE: &str = "urn:akte:document:1";

/// What the part says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Stamp {
    /// The firm that made the document, by its id.
    pub tenant: String,
    /// The document, by its id.
    pub document: String,
    /// The server's origin in clear, where the firm wants that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
}

/// The parts of stamps in a template that was a document of ours once: no document made of it is that one.
pub(crate) fn find(package: &Package, limits: &Limits) -> Vec<PartName> {
    with_namespace(package, limits, STAMP_NAMESPACE).flat_map(|(part, _)| parts_of(package, part)).collect()
}

impl Stamp {
    /// Puts the part into a document.
    pub(crate) fn write(&self, package: &Package, edit: &mut Edit<'_>) {
        let Ok(json) = serde_json::to_string(self) else { return };
        let mut text = Vec::new();
        akte_ooxml::xml::escape(&json, &mut text);
        let xml =
            [format!("<document xmlns=\"{STAMP_NAMESPACE}\">").as_bytes(), &text, b"</document>"].concat();
        let Some(part) = free_part(package) else { return };
        edit.attach(&part, "application/xml", xml);
        let main = package.main_document();
        let kind = format!("{}/customXml", relationships(is_strict(package)));
        edit.relate(main, &free_id(package, main), &kind, &part);
    }
}

fn free_part(package: &Package) -> Option<PartName> {
    (1..).find_map(|number: u32| {
        let part: PartName = format!("/customXml/item{number}.xml").parse().ok()?;
        package.names().all(|other| *other != part).then_some(part)
    })
}

fn free_id(package: &Package, main: &PartName) -> String {
    let taken = |id: &str| package.relationships(main).iter().any(|other| other.id == id);
    let ids = (1..).map(|number: u32| format!("akte{number}"));
    ids.into_iter().find(|id| !taken(id)).unwrap_or_default()
}
