//! Tags outside the runs of paragraphs: descriptions, instructions of fields, properties, links.

use serde_json::json;

use super::support::{codes, compiled, docx, fill, p, part, shown, with_parts};
use crate::{FillError, Missing};

const WP: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

fn body(body: &str, answers: serde_json::Value) -> String {
    part(&fill(&docx(body), answers, Missing::Error).unwrap().bytes, "/word/document.xml")
}

fn picture(description: &str) -> String {
    format!(
        "<w:p><w:r><w:drawing><wp:inline {WP}><wp:docPr id=\"1\" name=\"x\" descr=\"{description}\"/></wp:inline></w:drawing></w:r></w:p>"
    )
}

/// A field with its instruction in these pieces.
fn field(pieces: &[&str]) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let pieces = pieces.iter().map(|text| format!("<w:r><w:instrText>{text}</w:instrText></w:r>"));
    format!("{}{}{}{}", mark("begin"), pieces.collect::<String>(), mark("separate"), mark("end"))
}

#[test]
fn a_picture_says_what_was_answered() {
    let template = picture("Logo of {{ a }}{% if b %}, large{% endif %} &amp; co");
    let xml = body(&template, json!({ "a": "A \"&\" <B>", "b": true }));
    assert!(xml.contains("descr=\"Logo of A &quot;&amp;&quot; &lt;B&gt;, large &amp; co\""), "{xml}");
}

#[test]
fn a_picture_in_a_repeat_sees_its_item() {
    let template = [&p("{% for x in xs %}"), &*picture("{{ x }}"), &p("{% endfor %}")].concat();
    let xml = body(&template, json!({ "xs": ["one", "two"] }));
    assert!(xml.contains("descr=\"one\"") && xml.contains("descr=\"two\""), "{xml}");
}

#[test]
fn a_mistake_in_a_description_is_told_at_its_place() {
    let diagnostics = compiled(&docx(&(p("x") + &picture("{% if a %}")))).diagnostics;
    let place = diagnostics[0].place.as_ref().unwrap();
    assert_eq!(diagnostics[0].code.as_str(), "unclosed-if");
    assert_eq!((place.paragraph, place.container.as_slice()), (2, &["picture description".to_owned()][..]));
    assert_eq!(codes(&picture("{{ a")), ["unclosed-tag"]);
}

#[test]
fn an_instruction_in_pieces_is_read_whole_and_its_values_are_escaped() {
    let template =
        format!("<w:p>{}</w:p>", field(&[" MERGEFIELD \"{", "{ a }", "} {% if b %}x", "{% endif %}\" "]));
    let xml = body(&template, json!({ "a": "q\"\\s\n", "b": true })).replace("&quot;", "\"");
    assert!(xml.contains("<w:instrText> MERGEFIELD \"q\\\"\\\\s  x\" </w:instrText>"), "{xml}");
    assert!(!xml.contains("{{") && !xml.contains("%}"), "{xml}");
}

#[test]
fn the_kind_of_a_field_is_the_authors() {
    assert_eq!(codes(&format!("<w:p>{}</w:p>", field(&[" {{ a }} x "]))), ["not-yet-supported"]);
}

#[test]
fn a_field_in_a_copy_refers_to_the_bookmark_of_that_copy() {
    let bookmark = "<w:bookmarkStart w:id=\"0\" w:name=\"mark\"/><w:bookmarkEnd w:id=\"0\"/>";
    let content = format!(
        "<w:p>{bookmark}{}{}<w:fldSimple w:instr=\" PAGEREF mark \"/>{}</w:p>",
        field(&[" REF ma", "rk \\h "]),
        field(&["HYPERLINK \\l \"mark\""]),
        field(&[" REF other "]),
    );
    let template = [&p("{% for x in xs %}"), &*content, &p("{% endfor %}")].concat();
    let xml = body(&template, json!({ "xs": [1, 2] }));
    let xml = xml.replace("&quot;", "\"");
    for instruction in [
        "> REF mark \\h <",
        "> REF mark_2 \\h <",
        "\" PAGEREF mark_2 \"",
        ">HYPERLINK \\l \"mark_2\"<",
        "> REF other <",
    ] {
        assert!(xml.contains(instruction), "{instruction}: {xml}");
    }
}

#[test]
fn properties_are_filled() {
    let core = "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title>Deed of {{ a }}</dc:title></c:coreProperties>";
    let bytes = with_parts(&p("{{ a }}"), &[("core-properties", "/docProps/core.xml", Some(core.into()))]);
    assert!(compiled(&bytes).diagnostics.is_empty());
    let filled = fill(&bytes, json!({ "a": "A & B" }), Missing::Error).unwrap();
    assert!(part(&filled.bytes, "/docProps/core.xml").contains("<dc:title>Deed of A &amp; B</dc:title>"));
}

fn link(target: &str) -> std::sync::Arc<[u8]> {
    let link = "<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>";
    let body = [&p("{% for x in xs %}"), link, &p("{% endfor %}")].concat();
    with_parts(&body, &[("hyperlink", target, None)])
}

#[test]
fn a_link_has_a_target_per_copy() {
    let bytes = link("https://example.com/?q=%7B%7B%20x%20%7D%7D&amp;l=nl");
    assert!(compiled(&bytes).diagnostics.is_empty());
    let filled = fill(&bytes, json!({ "xs": ["a b", "c&d", "a b"] }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    let links: Vec<_> = xml.split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["rId1", "rId1_2", "rId1"]);
    let targets = part(&filled.bytes, "/word/_rels/document.xml.rels");
    assert!(targets.contains("Id=\"rId1\"") && targets.contains("?q=a%20b&amp;l=nl\""), "{targets}");
    assert!(targets.contains("Id=\"rId1_2\"") && targets.contains("?q=c%26d&amp;l=nl\""), "{targets}");
    assert_eq!(shown(&filled.bytes, "/word/document.xml"), ["a b", "c&d", "a b"]);
}

#[test]
fn a_link_that_does_not_come_leaves_no_target() {
    let filled = fill(&link("https://example.com/{{ x }}"), json!({ "xs": [] }), Missing::Error).unwrap();
    assert!(!part(&filled.bytes, "/word/_rels/document.xml.rels").contains("example.com"));
}

#[test]
fn a_script_is_no_address() {
    for (target, answer) in
        [("{{ x }}", "javascript:alert(1)"), ("{{ x }}", "//evil/share"), ("{{ x }}", "file:///c:/x")]
    {
        let done = fill(&link(target), json!({ "xs": [answer] }), Missing::Error);
        assert!(matches!(done, Err(FillError::Answers(_))), "{answer}");
    }
    let field = format!("<w:p>{}</w:p>", field(&["HYPERLINK \"{{ x }}\""]));
    let done = fill(&docx(&field), json!({ "x": "javascript:alert(1)" }), Missing::Error);
    assert!(matches!(done, Err(FillError::Answers(_))));
}

/// In a draft a blank is highlighted where it stands in a run; in a short text it is only the label.
#[test]
fn a_blank_of_a_draft_in_a_short_text_is_no_run() {
    let core = "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title>Deed of {{ a }}</dc:title></c:coreProperties>";
    let link = "<w:p><w:hyperlink r:id=\"rId2\"><w:r><w:t>{{ a }}</w:t></w:r></w:hyperlink></w:p>";
    let body = [
        link.to_owned(),
        picture("Logo of {{ a }}"),
        format!("<w:p>{}</w:p>", field(&["HYPERLINK \"https://example.com/{{ a }}\""])),
    ];
    let parts = [
        ("core-properties", "/docProps/core.xml", Some(core.to_owned())),
        ("hyperlink", "https://example.com/%7B%7B%20a%20%7D%7D?l=nl", None),
    ];
    let filled = fill(&with_parts(&body.concat(), &parts), json!({}), Missing::Mark).unwrap();
    let read = |name: &str| {
        let xml = part(&filled.bytes, name);
        akte_ooxml::xml::Tree::parse(xml.clone().into_bytes(), &akte_ooxml::Limits::default()).unwrap();
        xml
    };
    let document = read("/word/document.xml");
    assert_eq!(document.matches("<w:highlight w:val=\"yellow\"/>").count(), 1, "{document}");
    assert!(document.contains("descr=\"Logo of [a]\""), "{document}");
    assert!(document.contains("HYPERLINK &quot;https://example.com/[a]&quot;"), "{document}");
    assert!(read("/docProps/core.xml").contains("<dc:title>Deed of [a]</dc:title>"));
    let links = read("/word/_rels/document.xml.rels");
    assert!(links.contains("Target=\"https://example.com/%5Ba%5D?l=nl\""), "{links}");
    assert_eq!(shown(&filled.bytes, "/word/document.xml")[0], "[a]");
}

#[test]
fn a_blank_is_no_address() {
    let link = "<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>";
    let field = format!("<w:p>{}</w:p>", field(&["HYPERLINK \"{{ a }}\""]));
    let bytes = with_parts(&[link, &*field].concat(), &[("hyperlink", "{{ a }}", None)]);
    let settings = super::support::settings();
    let (record, rules) = (akte_expr::Record::default(), akte_expr::Rules::new());
    let world = akte_expr::World { answers: &record, rules: &rules, settings: &settings };
    let template = compiled(&bytes).template.unwrap();
    let label = |_: &akte_expr::Path| "Client: site \"x\"?".to_owned();
    let filled = template.fill_with(&world, Missing::Mark, &label, &crate::Pictures::new(), None).unwrap();
    let links = part(&filled.bytes, "/word/_rels/document.xml.rels");
    assert!(links.contains("Target=\"%5BClient,%20site%20%22x%22%3F%5D\""), "{links}");
    let document = part(&filled.bytes, "/word/document.xml").replace("&quot;", "\"");
    assert!(document.contains("HYPERLINK \"[Client, site \\\"x\\\"?]\""), "{document}");
}
