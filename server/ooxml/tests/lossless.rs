//! Any XML, however ugly, comes back from its spans; and no bytes, however hostile, end in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree, escape};
use akte_ooxml::{Limits, Package};
use proptest::prelude::*;

/// What was generated, for comparison with what is read.
#[derive(Debug, Clone)]
enum Piece {
    Element { open: String, children: Vec<Piece>, close: String },
    Leaf(Kind, String),
}

impl Piece {
    fn write(&self, out: &mut String) {
        match self {
            Piece::Leaf(_, source) => out.push_str(source),
            Piece::Element { open, children, close } => {
                out.push_str(open);
                children.iter().for_each(|child| child.write(out));
                out.push_str(close);
            }
        }
    }
}

fn attributes() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[ \t\n\r]{0,2}=[ \t\n\r]{0,2}\"([^<&\"\\x00-\\x1f\\x{fffe}\\x{ffff}]|&amp;|&#10;|&#xe9;){0,8}\"",
        "[ \t]{0,2}=[ \t]{0,2}'[>/ \"é😀=]{0,8}'",
    ];
    prop::collection::vec(("[ \t\n\r]{1,3}", value), 0..4).prop_map(|list| {
        list.iter().enumerate().map(|(n, (space, value))| format!("{space}a{n}{value}")).collect()
    })
}

/// Without “]”, as two texts side by side might make a “]]>”.
fn text() -> impl Strategy<Value = String> {
    "([^<&\\]\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{fffe}\\x{ffff}]|&amp;|&#10;|&#x1F600;){1,8}"
}

fn leaf() -> impl Strategy<Value = Piece> {
    prop_oneof![
        4 => text().prop_map(|text| Piece::Leaf(Kind::Text, text)),
        1 => "[<>&a\\] é]{0,8}".prop_map(|t| Piece::Leaf(Kind::CData, format!("<![CDATA[{}]]>", t.replace("]]>", "")))),
        1 => "[<>&a é]{0,8}".prop_map(|t| Piece::Leaf(Kind::Comment, format!("<!--{t}-->"))),
        1 => "[<>&a\"' é]{0,8}".prop_map(|t| Piece::Leaf(Kind::Instruction, format!("<?x {t}?>"))),
        2 => ("[a-zé_][a-z0-9.-]{0,3}", attributes(), "[ \n]?").prop_map(|(name, attributes, space)| Piece::Element {
            open: format!("<{name}{attributes}{space}/>"),
            children: vec![],
            close: String::new(),
        }),
    ]
}

fn element() -> impl Strategy<Value = Piece> {
    fn wrap(inner: impl Strategy<Value = Piece>) -> impl Strategy<Value = Piece> {
        let name = prop_oneof!["[a-zé_][a-z0-9.-]{0,3}", Just("p:n".to_owned())];
        (name, attributes(), prop::collection::vec(inner, 0..5), "[ \n]?").prop_map(
            |(name, attributes, children, space)| Piece::Element {
                open: format!("<{name} xmlns:p='urn:p'{attributes}{space}>"),
                children,
                close: format!("</{name}{space}>"),
            },
        )
    }
    wrap(leaf().prop_recursive(5, 40, 5, wrap))
}

/// Checks `id` and what is in it against what was generated.
fn compare(tree: &Tree, id: NodeId, piece: &Piece) {
    let source = |range| std::str::from_utf8(&tree.source()[range]).unwrap();
    match piece {
        Piece::Leaf(kind, expected) => {
            assert_eq!((tree.kind(id), source(tree.span(id))), (*kind, expected.as_str()));
            let places: Vec<_> = tree.chars(id).map(|(_, place)| place).collect();
            assert!(places.windows(2).all(|pair| pair[0].end == pair[1].start), "characters touch");
        }
        Piece::Element { open, children, close } => {
            assert_eq!((source(tree.open(id)), source(tree.close(id))), (open.as_str(), close.as_str()));
            // Two texts side by side are one.
            let mut expected: Vec<Piece> = Vec::new();
            for child in children {
                match (expected.last_mut(), child) {
                    (Some(Piece::Leaf(Kind::Text, text)), Piece::Leaf(Kind::Text, more)) => {
                        text.push_str(more)
                    }
                    _ => expected.push(child.clone()),
                }
            }
            let found: Vec<_> = tree.children(id).collect();
            assert_eq!(found.len(), expected.len());
            for (child, piece) in found.into_iter().zip(&expected) {
                assert_eq!(tree.parent(child), Some(id));
                compare(tree, child, piece);
            }
        }
    }
}

/// Everything that can be asked of a tree.
fn walk(tree: &Tree) {
    let mut seen = 0;
    for id in std::iter::once(tree.root()).chain(tree.descendants(tree.root())) {
        seen += tree.span(id).len() + tree.open(id).len() + tree.close(id).len();
        seen += tree.children(id).count() + tree.chars(id).count() + tree.prefix(id).len();
        seen += tree.attribute(id, Ns::None, "a0").map_or(0, |value| value.len()) + tree.name(id).1.len();
    }
    assert!(seen > 0);
}

/// Bits of mark-up in any order; now and then they make XML.
fn xml_like() -> impl Strategy<Value = String> {
    const BITS: [&str; 32] = [
        "<a>",
        "</a>",
        "<a/>",
        "<",
        ">",
        "&",
        ";",
        "&#x",
        "<!",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml ",
        "version='1.0'",
        "/",
        "\"",
        "'",
        "=",
        " ",
        "xmlns:",
        "xmlns",
        "a",
        ":",
        "é",
        "\u{feff}",
        "<!D",
        "[",
        "--",
        "\r",
    ];
    prop::collection::vec(prop::sample::select(&BITS[..]), 0..24).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn ugly_xml_comes_back_from_its_spans(root in element(), bom in any::<bool>(), space in "[ \n\t]{0,3}") {
        let mut xml = if bom { "\u{feff}".to_owned() } else { String::new() };
        xml.push_str(&space);
        root.write(&mut xml);
        xml.push_str(&space);
        let tree = Tree::parse(xml.clone().into(), &Limits::default());
        let tree = tree.unwrap_or_else(|error| panic!("{xml}: {error}"));
        prop_assert_eq!(tree.source(), xml.as_bytes());
        compare(&tree, tree.root(), &root);
        walk(&tree);
    }

    #[test]
    fn bytes_that_look_like_xml_never_panic(xml in xml_like()) {
        if let Ok(tree) = Tree::parse(xml.into(), &Limits::default()) {
            walk(&tree);
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(tree) = Tree::parse(bytes, &Limits::default()) {
            walk(&tree);
        }
    }

    #[test]
    fn any_text_survives_escaping(text in any::<String>()) {
        let mut xml = b"<a>".to_vec();
        escape(&text, &mut xml);
        xml.extend(b"</a>");
        let tree = Tree::parse(xml, &Limits::default()).unwrap();
        let read: String = tree.children(tree.root()).flat_map(|id| tree.chars(id)).map(|(c, _)| c).collect();
        let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        prop_assert_eq!(read, text.chars().filter(allowed).collect::<String>());
    }

    #[test]
    fn a_damaged_package_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut zip = support::Docx::new().zip();
        for (at, byte) in changes {
            let at = at.index(zip.len());
            zip[at] = byte;
        }
        if cut.index(4) == 0 {
            zip.truncate(cut.index(zip.len()));
        }
        if let Ok(package) = Package::read(zip.into(), &Limits::default()) {
            for name in package.names() {
                let _ = package.part(name);
            }
            let mut edit = package.edit();
            edit.replace(package.main_document(), b"<a/>".to_vec());
            let _ = edit.write();
        }
    }
}
