//! Notes and comments: what refers to them is there, and they are there for it.

use std::collections::HashSet;

use akte_ooxml::xml::Ns;

use super::{Document, Problems};

pub(super) fn check(document: &Document, found: &mut Problems) {
    for (kind, file, element, reference) in [
        ("footnote", "footnotes.xml", "footnote", "footnoteReference"),
        ("endnote", "endnotes.xml", "endnote", "endnoteReference"),
        ("comment", "comments.xml", "comment", "commentReference"),
    ] {
        let notes = document.part(file);
        let known: HashSet<String> =
            notes.iter().flat_map(|part| part.all(element).map(|node| part.get(node, Ns::W, "id"))).collect();
        let mut used = HashSet::new();
        for part in &document.parts {
            for node in part.all(reference) {
                let id = part.get(node, Ns::W, "id");
                if !known.contains(&id) {
                    found.add(&format!("dangling {kind} reference"), part, &id);
                }
                used.insert(id);
            }
        }
        let Some(part) = notes else { continue };
        for note in part.all(element).filter(|&note| part.get(note, Ns::W, "type").is_empty()) {
            let id = part.get(note, Ns::W, "id");
            if !used.contains(&id) {
                found.add(&format!("{kind} that nobody refers to"), part, id);
            }
            if !part.children(note).any(|node| part.tree.is(node, Ns::W, "p")) {
                found.add(&format!("{kind} without a paragraph"), part, part.get(note, Ns::W, "id"));
            }
        }
    }
}
