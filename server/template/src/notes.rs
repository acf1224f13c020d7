//! Footnotes, endnotes and comments: each is evaluated where it is referred to, once for every copy of that place.
//!
//! A note that nothing refers to any more goes. Comments stay with the first copy. What the template itself does not
//! refer to (the separators of footnotes) stays as it is.

use std::collections::{HashMap, HashSet};

use akte_ooxml::PartName;
use akte_ooxml::xml::{NodeId, Ns, Tree};

use crate::identity::{Kind, Mention};
use crate::plan::{Change, Patch};
use crate::program::{Node, NoteAt, Program};

/// What kind of notes a part holds, by the local name of its relationship.
pub(crate) fn kind(relationship: &str) -> Option<Kind> {
    match relationship {
        "footnotes" => Some(Kind::Footnote),
        "endnotes" => Some(Kind::Endnote),
        "comments" => Some(Kind::Comment),
        _ => None,
    }
}

/// The elements of a kind: a note, and a reference to it.
fn names(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Endnote => ("endnote", "endnoteReference"),
        Kind::Comment => ("comment", "commentReference"),
        _ => ("footnote", "footnoteReference"),
    }
}

fn mention(tree: &Tree, node: NodeId, kind: Kind) -> Option<Mention> {
    let bytes = tree.attribute_span(node, Ns::W, "id")?;
    let value = tree.attribute(node, Ns::W, "id")?.into_owned();
    Some(Mention { bytes, kind, value, defines: true })
}

/// The references to notes of a kind in a story.
pub(crate) fn references(tree: &Tree, kind: Kind) -> Vec<Mention> {
    let (_, reference) = names(kind);
    let nodes = tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, reference));
    nodes.filter_map(|node| mention(tree, node, kind)).collect()
}

/// In a story that refers to notes of a kind: each reference makes its note; what belongs to a comment stays with the
/// first copy.
pub(crate) fn refer(tree: &Tree, kind: Kind, patches: &mut Vec<Patch>) {
    let (_, reference) = names(kind);
    for node in tree.descendants(tree.root()) {
        let is_reference = tree.is(node, Ns::W, reference);
        let is_range = kind == Kind::Comment
            && (tree.is(node, Ns::W, "commentRangeStart") || tree.is(node, Ns::W, "commentRangeEnd"));
        if !is_reference && !is_range {
            continue;
        }
        let Some(mention) = mention(tree, node, kind) else { continue };
        if kind == Kind::Comment {
            let whole = if is_reference { own_run(tree, node) } else { node };
            patches.extend(Patch::around(
                tree,
                whole,
                Change::OpenFirst(mention.clone()),
                Change::CloseFirst,
            ));
        }
        if is_reference {
            patches.push(Patch::replace(mention.bytes.clone(), Change::NoteReference(mention)));
        }
    }
}

/// The run around a reference when it holds nothing else.
fn own_run(tree: &Tree, reference: NodeId) -> NodeId {
    let run = tree.parent(reference).filter(|&run| tree.is(run, Ns::W, "r"));
    let alone =
        |run: &NodeId| tree.children(*run).all(|child| child == reference || tree.is(child, Ns::W, "rPr"));
    run.filter(alone).unwrap_or(reference)
}

/// In a part with notes: each note that is referred to is made by its references.
pub(crate) fn enclose(tree: &Tree, kind: Kind, referred: &HashSet<String>, patches: &mut Vec<Patch>) {
    let (name, _) = names(kind);
    for note in tree.children(tree.root()).filter(|&node| tree.is(node, Ns::W, name)) {
        let Some(mention) = mention(tree, note, kind).filter(|mention| referred.contains(&mention.value))
        else {
            continue;
        };
        patches.extend(Patch::around(tree, note, Change::OpenNote(mention.value), Change::CloseNote));
        patches.push(Patch::replace(mention.bytes, Change::NoteId));
    }
}

/// Tells every reference where its note is. `kinds`: what the parts hold.
pub(crate) fn connect(parts: &mut [(PartName, Program)], kinds: &[Option<Kind>]) {
    let mut notes = HashMap::new();
    for (part, ((_, program), kind)) in parts.iter().zip(kinds).enumerate() {
        for (node, at) in program.nodes.iter().enumerate() {
            if let (Node::Note(note), Some(kind)) = (at, kind) {
                notes.entry((*kind, note.id.clone())).or_insert(NoteAt { part, node });
            }
        }
    }
    for (_, program) in parts {
        each(&mut program.nodes, &mut |node| {
            if let Node::NoteReference { id, note } = node {
                *note = notes.get(&(id.key.kind, id.original.clone())).copied();
            }
        });
    }
}

/// Visits every node.
pub(crate) fn each(nodes: &mut [Node], visit: &mut dyn FnMut(&mut Node)) {
    for node in nodes {
        visit(node);
        node.blocks().into_iter().for_each(|nodes| each(nodes, visit));
    }
}
