//! Real documents: read, taken apart, put together again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::sync::Arc;

use akte_ooxml::xml::{Kind, NodeId, Tree};
use akte_ooxml::{Limits, Package};

/// A node's source, put together from the tags and leaves in it.
fn rebuilt(tree: &Tree, id: NodeId) -> Vec<u8> {
    let source = tree.source();
    if tree.kind(id) != Kind::Element {
        return source[tree.span(id)].to_vec();
    }
    let mut out = source[tree.open(id)].to_vec();
    for child in tree.children(id) {
        out.extend(rebuilt(tree, child));
    }
    out.extend_from_slice(&source[tree.close(id)]);
    out
}

#[test]
fn every_part_of_every_fixture_comes_back_byte_for_byte() {
    for path in support::fixtures() {
        let file = path.display();
        let bytes: Arc<[u8]> = std::fs::read(&path).unwrap().into();
        let package =
            Package::read(bytes.clone(), &Limits::default()).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(package.edit().write().unwrap(), *bytes, "{file}: unchanged");

        // One changed byte: every other entry is still the compressed data that came in.
        let main = package.main_document();
        let mut changed = package.part(main).unwrap();
        changed.push(b'\n');
        let mut edit = package.edit();
        edit.replace(main, changed.clone());
        let written = edit.write().unwrap();
        let again =
            Package::read(written.into(), &Limits::default()).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(package.names().eq(again.names()), "{file}: order");
        for name in package.names() {
            let bytes = package.part(name).unwrap();
            let expected = if name == main { &changed } else { &bytes };
            assert_eq!(again.part(name).unwrap(), *expected, "{file}: {name}");
            // Word writes UTF-8; custom XML is whatever another program put there.
            let utf_16 = bytes.starts_with(b"\xff\xfe");
            if !utf_16 && matches!(name.as_str().rsplit('.').next(), Some("xml" | "rels")) {
                let tree =
                    Tree::parse(bytes, &Limits::default()).unwrap_or_else(|e| panic!("{file}: {name}: {e}"));
                assert_eq!(
                    rebuilt(&tree, tree.root()),
                    tree.source()[tree.span(tree.root())],
                    "{file}: {name}"
                );
            }
        }
    }
}
