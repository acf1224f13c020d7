//! What is pointed at must be there: styles, lists, relationships, namespaces.

use std::collections::HashSet;

use akte_ooxml::Target;
use akte_ooxml::xml::Ns;

use super::{Document, Part, Problems};

pub(super) fn check(part: &Part, document: &Document, found: &mut Problems) {
    styles(part, document, found);
    lists(part, document, found);
    relationships(part, document, found);
    ignorable(part, found);
}

fn ids(part: Option<&Part>, element: &'static str, attribute: &str) -> HashSet<String> {
    part.iter().flat_map(|part| part.all(element).map(|node| part.get(node, Ns::W, attribute))).collect()
}

fn styles(part: &Part, document: &Document, found: &mut Problems) {
    let known = ids(document.part("styles.xml"), "style", "styleId");
    for element in ["pStyle", "rStyle", "tblStyle"] {
        for node in part.all(element) {
            let id = part.get(node, Ns::W, "val");
            if !known.contains(&id) {
                found.add("missing style", part, id);
            }
        }
    }
}

fn lists(part: &Part, document: &Document, found: &mut Problems) {
    let known = ids(document.part("numbering.xml"), "num", "numId");
    let numbers = part
        .all("numId")
        .filter(|&node| part.tree.parent(node).is_some_and(|around| part.tree.is(around, Ns::W, "numPr")));
    for id in numbers.map(|node| part.get(node, Ns::W, "val")) {
        // 0 takes a paragraph out of its list (ECMA-376 Part 1, 17.9.18).
        if id != "0" && !known.contains(&id) {
            found.add("dangling list", part, id);
        }
    }
    let abstracts = ids(Some(part), "abstractNum", "abstractNumId");
    for num in part.all("num") {
        for node in part.children(num).filter(|&node| part.tree.is(node, Ns::W, "abstractNumId")) {
            let id = part.get(node, Ns::W, "val");
            if !abstracts.contains(&id) {
                found.add("dangling abstract list", part, id);
            }
        }
    }
}

fn relationships(part: &Part, document: &Document, found: &mut Problems) {
    let known = document.package.relationships(&part.name);
    for node in part.elements() {
        for attribute in ["id", "embed", "link", "pict", "dm", "lo", "qs", "cs"] {
            let id = part.get(node, Ns::R, attribute);
            if id.is_empty() {
                continue;
            }
            match known.iter().find(|relationship| relationship.id == id).map(|found| &found.target) {
                None => found.add("dangling relationship", part, id),
                Some(Target::Part(name)) if !document.package.names().any(|part| part == name) => {
                    found.add("missing part", part, name);
                }
                Some(_) => {}
            }
        }
    }
}

/// Word calls a part corrupt when a prefix in `mc:Ignorable` is not declared (ECMA-376 Part 3, 7.2).
fn ignorable(part: &Part, found: &mut Problems) {
    let root = part.tree.root();
    let open = String::from_utf8_lossy(&part.tree.source()[part.tree.open(root)]).into_owned();
    for prefix in part.get(root, Ns::Mc, "Ignorable").split_whitespace() {
        if !open.contains(&format!("xmlns:{prefix}=")) {
            found.add("undeclared ignorable prefix", part, prefix);
        }
    }
}
