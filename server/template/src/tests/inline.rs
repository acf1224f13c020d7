//! Tags within one paragraph.

use serde_json::json;

use super::support::{codes, docx, fill, filled, nothing, p, part};
use crate::Missing;

fn line(text: &str, answers: serde_json::Value) -> String {
    filled(&p(text), answers).join("¶")
}

#[test]
fn values_conditions_and_repeats() {
    let answers = json!({ "a": "Anna", "yes": true, "no": false, "n": 3, "xs": [{ "v": 1 }, { "v": 2 }] });
    for (typed, shown) in [
        ("Dear {{ a }},", "Dear Anna,"),
        ("Dear {|{ a| }}, hello", "Dear Anna, hello"),
        ("{{ a }}{{ n }}", "Anna3"),
        ("x {% if yes %}A{% else %}B{% endif %} y", "x A y"),
        ("x {% if no %}A{% else %}B{% endif %} y", "x B y"),
        ("x {% if no %}A{% elif n == 3 %}C{% else %}B{% endif %}", "x C"),
        ("x {|% if| yes %}A| mid |B{% en|dif %} y", "x A mid B y"),
        ("x {|% if| no %}A| mid |B{% en|dif %} y", "x  y"),
        ("{% for x in xs %}{{ x.v }}{% if not loop.last %}, {% endif %}{% endfor %}.", "1, 2."),
        ("{% for x in xs %}|{{ x.v }}|; {% endfor %}.", "1; 2; ."),
        ("{# a note #}text", "text"),
        ("{% set t = n * 2 %}{{ t }}", "6"),
        ("{{ “quoted” }} and {{ ‘it’ }}", "quoted and it"),
    ] {
        assert_eq!(line(typed, answers.clone()), shown, "{typed}");
    }
}

#[test]
fn the_value_takes_the_formatting_of_the_tags_first_character() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t> a }} end</w:t></w:r></w:p>";
    let filled = fill(&docx(body), json!({ "a": "Anna" }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    assert!(
        xml.contains("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Anna</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t xml:space=\"preserve\"> end</w:t></w:r>"),
        "{xml}"
    );
}

#[test]
fn a_run_that_held_only_a_tag_leaves_nothing_behind() {
    let body = p("A |{% if yes %}|B|{% endif %}| C");
    let filled = fill(&docx(&body), json!({ "yes": true }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    assert_eq!(xml.matches("<w:r>").count(), 3, "{xml}");
}

#[test]
fn a_condition_may_begin_inside_a_link_and_end_after_it() {
    let body = "<w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>see {% if yes %}the</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> rules{% endif %}.</w:t></w:r></w:p>";
    assert_eq!(filled(body, json!({ "yes": true })), ["see the rules."]);
    assert_eq!(filled(body, json!({ "yes": false })), ["see ."]);
}

#[test]
fn values_are_escaped_and_broken_into_lines() {
    let answers = json!({ "a": "R&D <b>\u{1}\nsecond\tcolumn" });
    let filled_bytes = fill(&docx(&p("{{ a }}")), answers.clone(), Missing::Error).unwrap().bytes;
    assert!(part(&filled_bytes, "/word/document.xml").contains("R&amp;D &lt;b&gt;"));
    assert_eq!(line("{{ a }}", answers), "R&D <b>⏎second→column");
}

#[test]
fn deleted_text_does_not_count_and_inserted_text_does() {
    let body = "<w:p><w:del w:id=\"1\"><w:r><w:delText>{{ gone }}</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>{{ a }}</w:t></w:r></w:ins></w:p>";
    assert_eq!(filled(body, json!({ "a": "here" })), ["here"]);
    let moved = "<w:p><w:moveFrom w:id=\"1\"><w:r><w:t>{{ gone }}</w:t></w:r></w:moveFrom><w:r><w:t>{{ a }}</w:t></w:r></w:p>";
    let xml = part(
        &fill(&docx(moved), json!({ "a": "here" }), Missing::Error).unwrap().bytes,
        "/word/document.xml",
    );
    assert!(xml.contains("{{ gone }}") && xml.contains("here"), "{xml}");
}

#[test]
fn the_result_of_a_reference_is_not_evaluated() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = format!(
        "<w:p>{}<w:r><w:instrText> REF x </w:instrText></w:r>{}<w:r><w:t>{{{{ copied }}}}</w:t></w:r>{}<w:r><w:t>{{{{ a }}}}</w:t></w:r></w:p>",
        field("begin"),
        field("separate"),
        field("end")
    );
    assert_eq!(filled(&body, json!({ "a": "x" })), ["{{ copied }}x"]);
}

#[test]
fn missing_answers_are_all_listed_marked_or_left_empty() {
    let body = p("{{ a }} {{ b.c }} {% if d %}x{% endif %}{% for e in f %}y{% endfor %}{{ a }}");
    let Err(crate::FillError::Missing(missing)) = fill(&docx(&body), nothing(), Missing::Error) else {
        panic!("should be missing")
    };
    let names: Vec<String> = missing.iter().map(|answer| answer.path.to_string()).collect();
    assert_eq!(names, ["a", "b.c", "d", "f"]);
    assert_eq!(missing[0].place.paragraph, 1);
    for (how, shown) in [(Missing::Mark, vec!["[a] [b.c] [a]"]), (Missing::Empty, vec![])] {
        let filled = fill(&docx(&body), nothing(), how).unwrap();
        assert_eq!(super::support::shown(&filled.bytes, "/word/document.xml"), shown);
        assert_eq!(filled.missing.len(), 4);
    }
}

#[test]
fn a_macro_is_left_out_and_said() {
    let body = [p("{%p macro m(x) %}"), p("never {{ x }}"), p("{%p endmacro %}"), p("{{ m(a) }}")].concat();
    assert_eq!(filled(&body, json!({ "m": "text" })), ["text"]);
    assert_eq!(codes(&body), ["not-yet-supported", "unknown-call"]);
}
