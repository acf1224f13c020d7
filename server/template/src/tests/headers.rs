//! Headers and footers of sections in repeats.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::Use;
use akte_ooxml::{Limits, Package, Target};
use proptest::prelude::*;
use serde_json::json;

use super::support::{compiled, fill, fill_again, p, part, run, shown, with_parts};
use crate::Missing;

const ROOT: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";

fn header(inner: &str) -> Option<String> {
    Some(format!("<w:hdr {ROOT}>{inner}</w:hdr>"))
}

/// A section that names these headers, by the number of their relationship.
fn section(headers: &[u32]) -> String {
    let kinds = ["default", "first", "even"];
    let reference =
        |(id, kind): (&u32, &str)| format!("<w:headerReference w:type=\"{kind}\" r:id=\"rId{id}\"/>");
    let references: String = headers.iter().zip(kinds).map(reference).collect();
    format!("<w:sectPr>{references}</w:sectPr>")
}

/// A paragraph that ends a section.
fn ends(text: &str, headers: &[u32]) -> String {
    format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", section(headers), run(text))
}

fn each_party(inner: &[String]) -> String {
    [p("{% for p in parties %}"), inner.concat(), p("{% endfor %}")].concat()
}

/// A body of these parts, with these headers.
fn document(body: &[String], headers: &[&str]) -> Arc<[u8]> {
    let names: Vec<String> = (1..=headers.len()).map(|number| format!("header{number}.xml")).collect();
    let parts: Vec<_> =
        names.iter().zip(headers).map(|(name, text)| ("header", name.as_str(), header(text))).collect();
    with_parts(&body.concat(), &parts)
}

fn filled(bytes: &Arc<[u8]>, answers: serde_json::Value) -> Vec<u8> {
    fill(bytes, answers, Missing::Error).unwrap().bytes
}

/// Of every section in order: the text of each header that it names. Fails when one is not there, or when a part is there
/// that nothing points at.
fn headers(bytes: &[u8]) -> Vec<Vec<String>> {
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    let links = package.relationships(package.main_document());
    let parts: HashSet<String> = links
        .iter()
        .filter_map(|link| match &link.target {
            Target::Part(part) => Some(part.to_string()),
            Target::External(_) => None,
        })
        .collect();
    let names = package.names().map(|name| name.to_string());
    let there: HashSet<String> = names.filter(|name| name.starts_with("/word/header")).collect();
    assert!(there.iter().all(|name| !part(bytes, name).contains("{{")), "no mark-up is left");
    assert_eq!(parts, there, "every relationship has its part, and every part its relationship");
    let target = |id: &str| match &links.iter().find(|link| link.id == id).unwrap().target {
        Target::Part(part) => shown(bytes, part.as_str()).join("¶"),
        Target::External(target) => target.clone(),
    };
    let body = part(bytes, "/word/document.xml");
    let sections =
        body.split("<w:sectPr").skip(1).map(|section| section.split("</w:sectPr>").next().unwrap());
    let ids =
        sections.map(|section| section.split("r:id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()));
    ids.map(|ids| ids.map(target).collect()).collect()
}

fn of(sections: &[&[&str]]) -> Vec<Vec<String>> {
    sections.iter().map(|texts| texts.iter().map(|text| (*text).to_owned()).collect()).collect()
}

fn parties(names: &[&str]) -> serde_json::Value {
    json!({ "parties": names.iter().map(|name| json!({ "name": name, "shown": !name.starts_with('-') })).collect::<Vec<_>>() })
}

/// Intro, a section for every party, and an end.
fn letters() -> Arc<[u8]> {
    let header = "<w:p w14:paraId=\"00000001\"><w:r><w:t>For {{ p.name }}</w:t></w:r></w:p>";
    let body = [ends("intro", &[1]), each_party(&[ends("{{ p.name }}", &[2])]), p("end"), section(&[3])];
    document(
        &body,
        &["Intro", header, "End"]
            .map(|text| if text.starts_with('<') { text.to_owned() } else { p(text) })
            .each_ref()
            .map(String::as_str),
    )
}

#[test]
fn every_copy_of_a_section_has_its_own_header() {
    let bytes = filled(&letters(), parties(&["A", "B", "C"]));
    assert_eq!(headers(&bytes), of(&[&["Intro"], &["For A"], &["For B"], &["For C"], &["End"]]));
    let package = Package::read(bytes.as_slice().into(), &Limits::default()).unwrap();
    let mut ids = HashSet::new();
    for name in ["/word/header2.xml", "/word/header2_2.xml", "/word/header2_3.xml"] {
        let xml = part(&bytes, name);
        assert!(ids.insert(xml.split("paraId=\"").nth(1).unwrap()[..8].to_owned()), "{xml}");
        assert_eq!(package.content_type(&name.parse().unwrap()), Some("application/xml"));
    }
    assert!(ids.contains("00000001"), "the first copy keeps what the template says");
}

#[test]
fn a_header_that_never_came_leaves_nothing_behind() {
    let bytes = filled(&letters(), parties(&[]));
    assert_eq!(headers(&bytes), of(&[&["Intro"], &["End"]]));
    assert!(!part(&bytes, "/word/_rels/document.xml.rels").contains("header2"));
}

#[test]
fn a_break_that_moves_out_of_a_repeat_takes_no_header_of_an_item_along() {
    let body = [p("one"), each_party(&[ends("two", &[1, 2])]), p("end"), section(&[])];
    let document = document(&body, &[&p("For {{ p.name }}"), &p("For all")]);
    assert_eq!(headers(&filled(&document, parties(&[]))), of(&[&["For all"], &[]]));
    let two = [&["For A", "For all"][..], &["For B", "For all"], &[]];
    assert_eq!(headers(&filled(&document, parties(&["A", "B"]))), of(&two));
}

#[test]
fn a_break_that_moves_within_an_item_takes_its_header_along() {
    let inner = [p("{{ p.name }}"), p("{% if p.shown %}"), ends("more", &[1]), p("{% endif %}")];
    let document = document(&[each_party(&inner), p("end"), section(&[])], &[&p("For {{ p.name }}")]);
    let bytes = filled(&document, parties(&["A", "-B", "C"]));
    assert_eq!(headers(&bytes), of(&[&["For A"], &["For -B"], &["For C"], &[]]));
    let nested = [
        ends("intro", &[]),
        each_party(&[p("{{ p.name }}"), p("{% for x in p.xs %}"), ends("x", &[1]), p("{% endfor %}")]),
        section(&[]),
    ];
    let document = self::document(&nested, &[&p("For {{ x }} of {{ p.name }}")]);
    let answers = json!({ "parties": [{ "name": "A", "xs": [1, 2] }, { "name": "B", "xs": [] }] });
    assert_eq!(headers(&filled(&document, answers)), of(&[&[][..], &["For 1 of A"], &["For 2 of A"], &[]]));
}

#[test]
fn the_break_that_becomes_the_bodys_own_keeps_its_header() {
    let body = [
        each_party(&[p("{{ p.name }}"), ends("end", &[1])]),
        p("{% if no %}"),
        p("x"),
        p("{% endif %}"),
        section(&[]),
    ];
    let mut answers = parties(&["A", "B"]);
    answers["no"] = json!(false);
    assert_eq!(headers(&filled(&document(&body, &[&p("{{ p.name }}")]), answers)), of(&[&["A"], &["B"]]));
}

#[test]
fn sections_that_inherit_have_the_header_of_the_copy_before() {
    let inner = [ends("{{ p.name }}", &[1]), ends("more", &[])];
    let document = document(&[each_party(&inner), p("end"), section(&[])], &[&p("{{ p.name }}")]);
    assert_eq!(headers(&filled(&document, parties(&["A", "B"]))), of(&[&["A"], &[], &["B"], &[], &[]]));
}

#[test]
fn a_reference_that_is_copied_means_the_last_copy() {
    let twice = "{% for q in others %}";
    let body = [
        each_party(&[ends("{{ p.name }}", &[1])]),
        p(twice),
        ends("inherits", &[]),
        ends("own", &[2]),
        p("{% endfor %}"),
        section(&[]),
    ];
    let document = document(&body, &[&p("{{ p.name }}"), &p("other")]);
    let mut answers = parties(&["A", "B"]);
    answers["others"] = json!([1, 2]);
    assert_eq!(
        headers(&filled(&document, answers)),
        of(&[&["A"], &["B"], &[], &["other"], &["B"], &["other"]])
    );
}

#[test]
fn a_header_that_says_nothing_of_the_item_is_written_once() {
    let body = [each_party(&[ends("{{ p.name }}", &[1])]), p("end"), section(&[])];
    let document = document(&body, &[&p("{{ title }}")]);
    let mut answers = parties(&["A", "B"]);
    answers["title"] = json!("T");
    let bytes = filled(&document, answers.clone());
    assert_eq!(headers(&bytes), of(&[&["T"], &["T"], &[]]));
    assert!(!String::from_utf8_lossy(&bytes).contains("header1_2"));
    answers["parties"] = json!([]);
    assert_eq!(headers(&filled(&document, answers)), of(&[&["T"]]), "and later sections still have it");
}

#[test]
fn what_is_set_in_an_item_is_seen_in_its_header() {
    let inner = [p("{% set who = p.name ~ '!' %}"), ends("{{ who }}", &[1, 2])];
    let body = [each_party(&inner), p("end"), section(&[])];
    let document = document(&body, &[&p("{{ who }}"), &p("{{ loop.index }}")]);
    let expected = [&["A!", "1"][..], &["B!", "2"], &[]];
    assert_eq!(headers(&filled(&document, parties(&["A", "B"]))), of(&expected));
}

#[test]
fn a_header_of_sections_in_and_outside_a_repeat_is_written_once() {
    let body = [each_party(&[ends("{{ p.name }}", &[1])]), p("end"), section(&[1])];
    let document = document(&body, &[&p("{{ p.name }}")]);
    let mut answers = parties(&["A", "B"]);
    answers["p"] = json!({ "name": "outside" });
    let text = "outside";
    assert_eq!(headers(&filled(&document, answers)), of(&[&[text], &[text], &[text]]));
}

#[test]
fn names_that_are_taken_stay() {
    let body = [each_party(&[ends("{{ p.name }}", &[1])]), p("end"), section(&[2])];
    let taken = header(&p("taken"));
    let parts = [("header", "header1.xml", header(&p("{{ p.name }}"))), ("header", "HEADER1_2.xml", taken)];
    let bytes = with_parts(&body.concat(), &parts);
    let filled = filled(&bytes, parties(&["A", "B"]));
    assert_eq!(shown(&filled, "/word/header1_3.xml"), ["B"]);
    assert_eq!(shown(&filled, "/word/HEADER1_2.xml"), ["taken"]);
}

#[test]
fn pictures_and_links_come_with_every_copy() {
    let link = "<w:p><w:hyperlink r:id=\"a\"><w:r><w:t>{{ p.name }}</w:t></w:r></w:hyperlink></w:p>";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{office}/hyperlink\" Target=\"https://x.nl/%7B%7B%20p.name%20%7D%7D\" TargetMode=\"External\"/>\
         <Relationship Id=\"b\" Type=\"{office}/image\" Target=\"media/logo.png\"/>\
         <Relationship Id=\"c\" Type=\"{office}/image\" Target=\"https://x.nl/logo.png\" TargetMode=\"External\"/></Relationships>"
    );
    let body = [each_party(&[ends("{{ p.name }}", &[1])]), section(&[])].concat();
    let parts = [
        ("header", "header1.xml", header(link)),
        ("", "media/logo.png", Some("a picture".into())),
        ("", "_rels/header1.xml.rels", Some(links)),
    ];
    let bytes = filled(&with_parts(&body, &parts), parties(&["A", "B"]));
    let package = Package::read(bytes.as_slice().into(), &Limits::default()).unwrap();
    for (name, address) in
        [("/word/header1.xml", "https://x.nl/A"), ("/word/header1_2.xml", "https://x.nl/B")]
    {
        let links: Vec<_> =
            package.relationships(&name.parse().unwrap()).iter().map(|link| &link.target).collect();
        let logo = Target::Part("/word/media/logo.png".parse().unwrap());
        assert_eq!(links, [&Target::External(address.into()), &logo], "{name}");
    }
}

#[test]
fn a_reference_in_a_header_follows_the_bookmark_of_its_copy() {
    let named = "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"party\"/><w:bookmarkEnd w:id=\"1\"/></w:p>";
    let body = [each_party(&[named.to_owned(), ends("{{ p.name }}", &[1])]), section(&[])];
    let link = format!("<w:p><w:hyperlink w:anchor=\"party\">{}</w:hyperlink></w:p>", run("{{ p.name }}"));
    let bytes = filled(&document(&body, &[&link]), parties(&["A", "B"]));
    assert!(part(&bytes, "/word/document.xml").contains("w:name=\"party_2\""));
    assert!(part(&bytes, "/word/header1.xml").contains("w:anchor=\"party\""));
    assert!(part(&bytes, "/word/header1_2.xml").contains("w:anchor=\"party_2\""));
}

#[test]
fn the_interview_asks_for_what_the_items_have() {
    let template = compiled(&letters()).template.unwrap();
    let [Use::For { body, .. }] = template.usage().nodes.as_slice() else {
        panic!("{:#?}", template.usage())
    };
    let names: Vec<_> = body
        .iter()
        .map(|used| match used {
            Use::Value { expr, place } => (expr.to_string(), place.story.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    let asked = |story: &str| ("p.name".to_owned(), story.to_owned());
    assert_eq!(names, [asked("body"), asked("header 2")]);
    assert_eq!(template.keys().len(), 3);
}

#[test]
fn the_interview_asks_for_what_a_header_needs_whose_break_moves() {
    let inner = [p("x"), p("{% if p.more %}"), ends("more", &[1]), p("{% endif %}")];
    let document = document(&[each_party(&inner), p("end"), section(&[])], &[&p("{{ p.name }}")]);
    let template = compiled(&document).template.unwrap();
    let [Use::For { body, .. }] = template.usage().nodes.as_slice() else {
        panic!("{:#?}", template.usage())
    };
    let [Use::If { branches, .. }, Use::Value { expr, .. }] = body.as_slice() else { panic!("{body:#?}") };
    assert_eq!((branches[0].2.len(), expr.to_string()), (1, "p.name".to_owned()));
}

#[test]
fn what_a_header_misses_is_the_items() {
    let body = [each_party(&[ends("x", &[1])]), section(&[])];
    let answers = json!({ "parties": [{ "name": "A" }, {}] });
    let filled = fill(&document(&body, &[&p("{{ p.name }}")]), answers, Missing::Mark).unwrap();
    assert_eq!(headers(&filled.bytes), of(&[&["A"], &["[parties[1].name]"]]));
    let missing: Vec<_> = filled.missing.iter().map(|answer| answer.path.to_string()).collect();
    assert_eq!(missing, ["parties[1].name"]);
}

#[test]
fn the_same_template_fills_again_with_the_same_bytes() {
    let template = compiled(&letters()).template.unwrap();
    let (two, none) = (parties(&["A", "B"]), parties(&[]));
    let fill = |answers: &serde_json::Value| fill_again(&template, answers, Missing::Error).unwrap().bytes;
    let once = fill(&two);
    assert_eq!(headers(&fill(&none)), of(&[&["Intro"], &["End"]]));
    assert_eq!(once, fill(&two));
}

/// Paragraphs, and ends of sections with some of three headers, in conditions and repeats.
fn blocks() -> impl Strategy<Value = String> {
    let ids = proptest::sample::subsequence(vec![1, 2, 3], 0..=3);
    let leaf = prop_oneof![Just(p("text")), ids.prop_map(|ids| ends("end", &ids))];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let around = proptest::sample::select(vec![
            ("{% for x in xs %}", "{% endfor %}"),
            ("{% for x in none %}", "{% endfor %}"),
            ("{% if yes %}", "{% endif %}"),
            ("{% if no %}", "{% endif %}"),
            ("{% if x == 1 %}", "{% else %}"),
        ]);
        (around, proptest::collection::vec(inner, 1..4)).prop_map(|((opens, closes), blocks)| {
            let rest =
                if closes == "{% else %}" { [p("other"), p("{% endif %}")].concat() } else { String::new() };
            [p(opens), blocks.concat(), p(closes), rest].concat()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn in_random_bodies_every_header_is_one_of_a_section(blocks in proptest::collection::vec(blocks(), 1..5)) {
        let texts = ["{{ x }}", "{{ a }}", "{{ x }} {{ a }}"].map(p);
        let body = [blocks.concat(), p("last"), section(&[])];
        let bytes = document(&body, &texts.each_ref().map(String::as_str));
        let answers = json!({ "a": "A", "xs": [1, 2], "none": [], "yes": true, "no": false });
        let made = fill(&bytes, answers, Missing::Mark).unwrap().bytes;
        headers(&made);
        let package = Package::read(made.as_slice().into(), &Limits::default()).unwrap();
        let body = part(&made, "/word/document.xml");
        let links = package.relationships(package.main_document()).iter();
        for copy in links.filter(|link| link.id.contains('_')) {
            prop_assert!(body.contains(&format!("r:id=\"{}\"", copy.id)), "{} in {body}", copy.id);
        }
    }
}
