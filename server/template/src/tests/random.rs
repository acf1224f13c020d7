//! Random templates: never a panic, and what is filled is well-formed.

use akte_ooxml::Limits;
use akte_ooxml::xml::{Ns, Tree};
use proptest::prelude::*;
use serde_json::json;

use super::support::{compiled, docx, fill, p, part};
use crate::Missing;

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("text".to_owned()),
        1 => Just(" ".to_owned()),
        1 => Just("|".to_owned()),
        2 => Just("{{ a }}".to_owned()),
        2 => Just("{% if yes %}".to_owned()),
        2 => Just("{% if no %}".to_owned()),
        1 => Just("{% else %}".to_owned()),
        3 => Just("{% endif %}".to_owned()),
        2 => Just("{% for x in xs %}".to_owned()),
        2 => Just("{% endfor %}".to_owned()),
        1 => Just("{%p if yes %}".to_owned()),
        1 => Just("{%tr for x in xs %}".to_owned()),
        1 => Just("{%tr endfor %}".to_owned()),
        1 => Just("{|%| if no| %|}".to_owned()),
        1 => Just("{# note #}".to_owned()),
        1 => Just("{% set s = 1 %}".to_owned()),
        1 => Just("{%- if yes -%}".to_owned()),
        1 => Just("{%- endif -%}".to_owned()),
        1 => Just("{{- a -}}".to_owned()),
        1 => Just("{%tc for x in xs %}".to_owned()),
        1 => Just("{%tc endfor %}".to_owned()),
        1 => Just("{{".to_owned()),
        1 => "[{}%#|x ]{0,6}",
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    let text = proptest::collection::vec(piece(), 0..4).prop_map(|pieces| p(&pieces.concat()));
    // Some end a section, some have a deleted mark.
    (text, 0..12).prop_map(|(text, kind)| match kind {
        0 => text.replacen("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>", 1),
        1 => text.replacen("<w:p>", "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>", 1),
        _ => text,
    })
}

fn block() -> impl Strategy<Value = String> {
    let cell =
        proptest::collection::vec(paragraph(), 1..3).prop_map(|ps| format!("<w:tc>{}</w:tc>", ps.concat()));
    let row =
        proptest::collection::vec(cell, 1..3).prop_map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()));
    let table =
        proptest::collection::vec(row, 1..4).prop_map(|rows| format!("<w:tbl>{}</w:tbl>", rows.concat()));
    prop_oneof![4 => paragraph(), 1 => table]
}

/// The places that a condition or repeat leaves behind must still be legal.
fn check(tree: &Tree) {
    for node in tree.descendants(tree.root()) {
        let has = |name| tree.children(node).any(|child| tree.is(child, Ns::W, name));
        if tree.is(node, Ns::W, "tc") {
            let last = tree.children(node).last();
            assert!(last.is_some_and(|last| tree.is(last, Ns::W, "p")), "a cell ends with a paragraph");
        }
        if tree.is(node, Ns::W, "tbl") {
            assert!(has("tr"), "a table has a row");
        }
        if tree.is(node, Ns::W, "tr") {
            assert!(has("tc"), "a row has a cell");
        }
        if tree.is(node, Ns::W, "pPr") {
            let first = tree.parent(node).and_then(|paragraph| tree.children(paragraph).next());
            assert_eq!(first, Some(node), "a paragraph has its properties once, at its start");
            assert!(tree.children(node).filter(|&child| tree.is(child, Ns::W, "sectPr")).count() < 2);
        }
    }
    let names: Vec<_> = tree
        .children(tree.root())
        .flat_map(|body| tree.children(body))
        .map(|node| tree.name(node).1)
        .collect();
    assert!(!names.windows(2).any(|pair| pair == ["tbl", "tbl"]), "two tables never touch");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn random_templates(blocks in proptest::collection::vec(block(), 1..7)) {
        // Tables apart in the template, so that touching ones are our doing.
        let bytes = docx(&(blocks.join("<w:p/>") + "<w:sectPr/>"));
        if compiled(&bytes).template.is_some() {
            let answers = json!({ "a": "A & <B>\n", "yes": true, "no": false, "xs": [1, 2] });
            if let Ok(filled) = fill(&bytes, answers, Missing::Mark) {
                let xml = part(&filled.bytes, "/word/document.xml");
                check(&Tree::parse(xml.into_bytes(), &Limits::default()).unwrap());
            }
        }
    }

    #[test]
    fn regular_templates_fill(
        blocks in proptest::collection::vec(block_without_tags(), 0..4),
        around in proptest::sample::select(vec![("{% if yes %}", "{% endif %}"), ("{% for x in xs %}", "{% endfor %}"), ("{% if no %}", "{% endif %}")]),
        alone in any::<bool>(),
    ) {
        let inner = blocks.join(&p("-"));
        let body = if alone {
            [p("before"), p(around.0), inner, p(around.1), p("after")].concat()
        } else {
            [p(&format!("before {}", around.0)), inner, p(&format!("{} after", around.1))].concat()
        };
        let filled = fill(&docx(&body), json!({ "yes": true, "no": false, "xs": [1, 2] }), Missing::Error).unwrap();
        check(&Tree::parse(part(&filled.bytes, "/word/document.xml").into_bytes(), &Limits::default()).unwrap());
    }
}

fn block_without_tags() -> impl Strategy<Value = String> {
    prop_oneof![Just(p("x")), Just(super::support::table(&[&["c", "d"]]))]
}
