//! Ids that must be unique.

use std::collections::HashSet;

use akte_ooxml::xml::Ns;

use super::{Document, Problems};

type Name = (Ns, &'static str);

/// Kind of problem, element, attribute; unique in the whole document.
const IDS: &[(&str, Name, Name)] = &[
    ("duplicate drawing id", (Ns::Wp, "docPr"), (Ns::None, "id")),
    ("duplicate bookmark id", (Ns::W, "bookmarkStart"), (Ns::W, "id")),
    ("duplicate bookmark name", (Ns::W, "bookmarkStart"), (Ns::W, "name")),
    ("duplicate style", (Ns::W, "style"), (Ns::W, "styleId")),
    ("duplicate list", (Ns::W, "num"), (Ns::W, "numId")),
    ("duplicate abstract list", (Ns::W, "abstractNum"), (Ns::W, "abstractNumId")),
    ("duplicate footnote", (Ns::W, "footnote"), (Ns::W, "id")),
    ("duplicate endnote", (Ns::W, "endnote"), (Ns::W, "id")),
    ("duplicate comment", (Ns::W, "comment"), (Ns::W, "id")),
    ("two references to one footnote", (Ns::W, "footnoteReference"), (Ns::W, "id")),
    ("two references to one endnote", (Ns::W, "endnoteReference"), (Ns::W, "id")),
];

pub(super) fn check(document: &Document, found: &mut Problems) {
    for &(kind, (ns, element), (attribute_ns, attribute)) in IDS {
        let mut seen = HashSet::new();
        for part in &document.parts {
            for node in part.once(ns, element) {
                let id = part.get(node, attribute_ns, attribute).to_lowercase();
                if !id.is_empty() && !seen.insert(id.clone()) {
                    found.add(kind, part, id);
                }
            }
        }
    }
    controls(document, found);
    for part in &document.parts {
        let mut paragraphs = HashSet::new();
        for node in part.elements().filter(|&node| !part.in_fallback(node)) {
            let id = part.get(node, Ns::W14, "paraId");
            if id.is_empty() {
                continue;
            }
            if !u32::from_str_radix(&id, 16).is_ok_and(|id| 0 < id && id < 0x8000_0000) {
                found.add("paragraph id out of range", part, &id);
            }
            if !paragraphs.insert(id.to_lowercase()) {
                found.add("duplicate paragraph id", part, id);
            }
        }
        let mut shapes = HashSet::new();
        for node in part.elements().filter(|&node| part.tree.name(node) == (Ns::V, "shape")) {
            let id = part.get(node, Ns::None, "id");
            if !id.is_empty() && !shapes.insert(id.clone()) {
                found.add("duplicate shape id", part, id);
            }
        }
    }
}

/// Content controls: ids, and tags that Word cuts off ([MS-DOCX]: at most 64 characters).
fn controls(document: &Document, found: &mut Problems) {
    let mut seen = HashSet::new();
    for part in &document.parts {
        for properties in part.once(Ns::W, "sdtPr") {
            for node in part.children(properties) {
                let value = part.get(node, Ns::W, "val");
                match part.tree.name(node) {
                    (Ns::W, "id") if !seen.insert(value.clone()) => {
                        found.add("duplicate control id", part, value)
                    }
                    (Ns::W, "tag" | "alias") if value.chars().count() > 64 => {
                        found.add("tag over 64 characters", part, value)
                    }
                    (Ns::W, "tag") if value.starts_with("akte:") => {
                        found.add("mark-up left in a tag", part, value)
                    }
                    _ => {}
                }
            }
        }
    }
}
