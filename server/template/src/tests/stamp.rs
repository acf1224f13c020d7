//! By what a document is known again.

use std::sync::Arc;

use akte_expr::{Path, Rules, Value, World};
use akte_ooxml::{Limits, Package};
use serde_json::json;

use super::support::{compiled, p, package, part, settings, value, with_parts};
use crate::{Missing, Pictures, STAMP_NAMESPACE, Stamp};

const OPAQUE: &str = r#"{"schema":1,"anchors":"opaque"}"#;

fn stamp(document: &str) -> Stamp {
    Stamp { tenant: "firm".into(), document: document.into(), server: None }
}

fn made(bytes: &Arc<[u8]>, stamp: Option<&Stamp>) -> Vec<u8> {
    let Value::Record(answers) = value(&json!({ "a": "x" })) else { panic!("answers are an object") };
    let (rules, settings) = (Rules::new(), settings());
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    let template = compiled(bytes).template.unwrap();
    template.fill_with(&world, Missing::Error, &Path::to_string, &Pictures::new(), stamp).unwrap().bytes
}

/// The texts of the stamps that the document points at.
fn stamps(bytes: &[u8]) -> Vec<String> {
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    let parts: Vec<_> = crate::stamp::find(&package, &Limits::default());
    parts.iter().map(|name| part(bytes, name.as_str())).collect()
}

fn written(json: &str) -> String {
    format!("<document xmlns=\"{STAMP_NAMESPACE}\">{json}</document>")
}

#[test]
fn a_document_carries_its_stamp_where_the_template_has_anchors() {
    let bytes = package(&p("{{ a }}"), None, Some(OPAQUE));
    let document = made(&bytes, Some(&stamp("7")));
    assert_eq!(stamps(&document), [written(r#"{"tenant":"firm","document":"7"}"#)]);
    assert_eq!(document, made(&bytes, Some(&stamp("7"))), "it is no longer the same twice");
    let named = Stamp { server: Some("https://a.example".into()), ..stamp("7") };
    assert!(stamps(&made(&bytes, Some(&named)))[0].contains(r#""server":"https://a.example""#));
}

#[test]
fn nothing_of_us_is_in_a_document_otherwise() {
    for definition in [None, Some(r#"{"schema":1}"#), Some(r#"{"schema":1,"anchors":"none"}"#)] {
        let document = made(&package(&p("{{ a }}"), None, definition), Some(&stamp("7")));
        assert!(!String::from_utf8_lossy(&document).contains("customXml"), "{definition:?}");
    }
    let bytes = package(&p("{{ a }}"), None, Some(OPAQUE));
    assert!(!String::from_utf8_lossy(&made(&bytes, None)).contains("customXml"));
}

#[test]
fn a_template_that_was_a_document_gives_its_stamp_to_none() {
    let foreign = "<mine xmlns=\"urn:other\"/>".to_owned();
    let with = |definition: &str| {
        let definition =
            format!("<definition xmlns=\"{}\">{definition}</definition>", crate::DEFINITION_NAMESPACE);
        with_parts(
            &p("{{ a }}"),
            &[
                ("customXml", "/customXml/item1.xml", Some(written(r#"{"tenant":"firm","document":"6"}"#))),
                ("customXml", "/customXml/item2.xml", Some(foreign.clone())),
                ("customXml", "/customXml/item3.xml", Some(definition)),
            ],
        )
    };
    let document = made(&with(OPAQUE), Some(&stamp("7")));
    assert_eq!(stamps(&document), [written(r#"{"tenant":"firm","document":"7"}"#)]);
    assert_eq!(part(&document, "/customXml/item2.xml"), foreign);
    assert_eq!(stamps(&made(&with(r#"{"schema":1}"#), Some(&stamp("7")))), Vec::<String>::new());
}
