//! The parser beside quick-xml, which reads more: what is accepted here means the same there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use akte_ooxml::Limits;
use akte_ooxml::xml::{Kind, Tree};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Pieces of XML, right and wrong.
const PIECES: [&str; 34] = [
    "<a>",
    "</a>",
    "<a >",
    "</a\n>",
    "<b x='1' y=\"2\">",
    "</b>",
    "<c/>",
    "<c z='>'/>",
    "<a x='/>'>",
    "<a x=1>",
    "<a x='1'x='2'>",
    "<a x='1' x='2'>",
    "t",
    " ",
    "\n",
    "é",
    "&amp;",
    "&#65;",
    "&no;",
    "&",
    "<",
    ">",
    "]]>",
    "<!--c-->",
    "<!--c--d-->",
    "<!---->",
    "<!--",
    "<![CDATA[d<&]]>",
    "<![CDATA[",
    "<?p q?>",
    "<?p",
    "<?xml version='1.0'?>",
    "</",
    "/>",
];

fn ours(xml: &str) -> Option<Vec<(&'static str, String)>> {
    let tree = Tree::parse(xml.into(), &Limits::default()).ok()?;
    let text = |range: std::ops::Range<usize>| xml[range].to_owned();
    let nodes = std::iter::once(tree.root()).chain(tree.descendants(tree.root()));
    let mut found: Vec<(usize, (&'static str, String))> = Vec::new();
    for node in nodes {
        let span = tree.span(node);
        match tree.kind(node) {
            Kind::Element => {
                found.push((span.start, ("tag", text(tree.open(node)))));
                if !tree.close(node).is_empty() {
                    found.push((tree.close(node).start, ("end", text(tree.close(node)))));
                }
            }
            Kind::Text => found.push((span.start, ("text", text(span)))),
            Kind::CData => found.push((span.start, ("cdata", text(span)))),
            Kind::Comment => found.push((span.start, ("comment", text(span)))),
            Kind::Instruction => found.push((span.start, ("instruction", text(span)))),
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Some(found.into_iter().map(|(_, event)| event).collect())
}

/// The same by quick-xml: what stands in the outermost element.
fn theirs(xml: &str) -> Option<Vec<(&'static str, String)>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    let (mut found, mut depth): (Vec<(&'static str, String)>, usize) = (Vec::new(), 0);
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().ok()?;
        let text = xml[start..reader.buffer_position() as usize].to_owned();
        let kind = match event {
            Event::Start(_) => {
                depth += 1;
                found.push(("tag", text));
                continue;
            }
            Event::End(_) => {
                depth -= 1;
                found.push(("end", text));
                continue;
            }
            Event::Empty(_) => {
                found.push(("tag", text));
                continue;
            }
            Event::Eof => return Some(found),
            Event::Text(_) | Event::GeneralRef(_) => "text",
            Event::CData(_) => "cdata",
            Event::Comment(_) => "comment",
            Event::PI(_) => "instruction",
            Event::Decl(_) | Event::DocType(_) => continue,
        };
        match found.last_mut() {
            _ if depth == 0 || text.is_empty() => {}
            Some((last, before)) if kind == "text" && *last == "text" => before.push_str(&text),
            _ => found.push((kind, text)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn what_is_accepted_here_means_the_same_there(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..14)) {
        let xml = pieces.concat();
        if let Some(ours) = ours(&xml) {
            prop_assert_eq!(Some(ours), theirs(&xml), "{}", xml);
        }
        let inside = format!("<a>{xml}</a>");
        if let Some(ours) = ours(&inside) {
            prop_assert_eq!(Some(ours), theirs(&inside), "{}", inside);
        }
    }
}

#[test]
fn enough_of_them_are_accepted_to_say_something() {
    let accepted = PIECES.iter().filter(|piece| ours(&format!("<a>{piece}</a>")).is_some()).count();
    assert!(accepted > 12, "{accepted}");
}
