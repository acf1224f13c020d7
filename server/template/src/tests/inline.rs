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
fn deleted_cells_and_paragraph_marks_do_not_count() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let grid = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del w:id=\"2\"/></w:trPr>{}</w:tr></w:tbl>",
        cell("<w:cellDel w:id=\"1\"/>", "{{ gone }}"),
        cell("", "{{ a }}"),
        cell("", "{{ gone }}")
    );
    assert_eq!(filled(&grid, json!({ "a": "x" })), ["[{{ gone }} / x]", "[{{ gone }}]"]);
    let unmarked = |text: &str| {
        format!("<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>{}</w:p>", super::support::run(text))
    };
    let tag = [unmarked("so {{ a"), p(" }}!"), p("end")].concat();
    assert_eq!(filled(&tag, json!({ "a": "x" })), ["so x", "!", "end"]);
    let condition = [unmarked("so {% if b %}x"), p("y{% endif %}!"), p("end")].concat();
    assert_eq!(filled(&condition, json!({ "b": true })), ["so x", "y!", "end"]);
    assert_eq!(filled(&condition, json!({ "b": false })), ["so !", "end"]);
}

#[test]
fn moved_text_counts_where_it_went() {
    let text = super::support::run("{{ a }}");
    let body = format!(
        "<w:p><w:moveFrom w:id=\"1\">{text}</w:moveFrom><w:moveTo w:id=\"2\">{text}</w:moveTo></w:p>"
    );
    assert_eq!(filled(&body, json!({ "a": "x" })), ["{{ a }}x"]);
}

#[test]
fn what_word_puts_into_a_tag_is_read_over() {
    let body = "<w:p><w:r><w:t>{{ na</w:t><w:softHyphen/><w:t>me</w:t></w:r><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:r><w:t> </w:t><w:noBreakHyphen/><w:t>\u{a0}1\u{200b} }}.</w:t></w:r></w:p>";
    assert_eq!(filled(body, json!({ "name": 3 })), ["2."]);
    assert_eq!(line("{{ n – 1 }}{{ n\u{a0}}}", json!({ "n": 3 })), "23");
}

#[test]
fn fields_in_fields_and_instructions_in_pieces() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let says = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let text = super::support::run;
    let merge =
        [mark("begin"), says(" MERGE"), says("FIELD x "), mark("separate"), text("{{ a }}"), mark("end")]
            .concat();
    assert_eq!(filled(&format!("<w:p>{merge}</w:p>"), json!({ "a": "x" })), ["x"]);
    let within = [
        mark("begin"),
        says(" RE"),
        says("F y "),
        mark("separate"),
        text("{{ b }}"),
        merge,
        mark("end"),
        text("{{ a }}"),
    ]
    .concat();
    assert_eq!(filled(&format!("<w:p>{within}</w:p>"), json!({ "a": "x" })), ["{{ b }}{{ a }}x"]);
    let simple = format!(
        "<w:p><w:fldSimple w:instr=\" STYLEREF h \">{}</w:fldSimple>{}</w:p>",
        text("{{ b }}"),
        text("{{ a }}")
    );
    assert_eq!(filled(&simple, json!({ "a": "x" })), ["{{ b }}x"]);
}

#[test]
fn hostile_values() {
    let long = "ä".repeat(400_000);
    for (value, shown) in [
        ("a\u{0}\u{b}\u{1f}b\u{fffe}", "ab"),
        ("]]>&amp;<w:p/>", "]]>&amp;<w:p/>"),
        ("a\r\nb\rc", "a⏎b⏎c"),
        (" x ", " x "),
        ("{{ b }}{% if %}", "{{ b }}{% if %}"),
        (long.as_str(), long.as_str()),
    ] {
        assert_eq!(line("{{ a }}", json!({ "a": value })), shown);
    }
}

#[test]
fn a_value_in_a_right_to_left_run_stays_in_it() {
    let body = "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>{{ a }}</w:t></w:r></w:p>";
    let expected = "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">שלום</w:t></w:r></w:p>";
    assert_eq!(super::support::body(body, json!({ "a": "שלום" })), expected);
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
