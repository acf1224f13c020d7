//! Mistakes: all at once, each at its place.

use akte_expr::Severity;

use super::support::{codes, compiled, docx, p, table};

#[test]
fn each_mistake_has_its_code() {
    for (body, expected) in [
        (p("{% if a %}x"), vec!["unclosed-if"]),
        (p("{% for a in b %}x"), vec!["unclosed-for"]),
        (p("x{% endif %}"), vec!["endif-without-if"]),
        (p("x{% endfor %}"), vec!["endfor-without-for"]),
        (p("{% else %}"), vec!["else-without-if"]),
        (p("{% if a %}{% else %}{% elif b %}{% endif %}"), vec!["else-without-if"]),
        (p("{% for a in b %}{% else %}{% endfor %}"), vec!["else-without-if"]),
        (p("{{ a"), vec!["unclosed-tag"]),
        (p("{{ a {{ b }}"), vec!["unclosed-tag"]),
        (p("{{ a + }}"), vec!["bad-expression"]),
        (p("{% for x in xs if x.y %}{{ x }}{% endfor %}"), vec!["bad-expression"]),
        (p("{% for x xs %}{% endfor %}"), vec!["bad-expression"]),
        (p("{% set a 1 %}"), vec!["bad-expression"]),
        (p("{% fi a %}"), vec!["unknown-statement", "unclosed-if"]),
        (p("{% include \"x\" %}"), vec!["not-yet-supported"]),
        (table(&[&["{% if a %}", "x"], &["y", "{% endif %}z"]]), vec!["crosses-table"]),
        ([table(&[&["{% if a %}"]]), p("{% endif %}")].concat(), vec!["crosses-table"]),
        // A paragraph or row that goes with its tag would take half of another group along.
        (
            [p("x{% if a %}"), p("{% endif %}{%p if b %}"), p("{% endif %}")].concat(),
            vec!["crosses-container"],
        ),
        (
            [p("{%p if b %}{% if a %}"), p("{% endif %}x"), p("{% endif %}")].concat(),
            vec!["crosses-container"],
        ),
        (
            [p("{% if a %}x"), p("{% else %}{%p if b %}"), p("{%p endif %}{% endif %}")].concat(),
            vec!["crosses-container"],
        ),
        (p("no mark-up"), vec!["no-markup"]),
    ] {
        assert_eq!(codes(&body), expected, "{body}");
    }
}

#[test]
fn an_unclosed_condition_names_both_places() {
    let body =
        [p("one"), p("{% if a %}"), p("{% for x in xs %}"), p("x"), p("{% endfor %}"), p("last {{ z }}")]
            .concat();
    let compiled = compiled(&docx(&body));
    assert!(compiled.template.is_none());
    let [mistake] = compiled.diagnostics.as_slice() else { panic!("{:#?}", compiled.diagnostics) };
    let place = mistake.place.as_ref().unwrap();
    assert_eq!((place.paragraph, &place.text[place.range.clone()]), (2, "{% if a %}"));
    assert_eq!(mistake.related[0].place.paragraph, 6);
    assert!(mistake.suggestion.as_deref().unwrap().contains("{% endif %}"));

    let crossed = [p("{% if a %}"), p("{% for x in xs %}"), p("{% endif %}")].concat();
    let compiled = super::support::compiled(&docx(&crossed));
    let [mistake] = compiled.diagnostics.as_slice() else { panic!("{:#?}", compiled.diagnostics) };
    assert_eq!(mistake.code.as_str(), "unclosed-for");
    assert_eq!(mistake.related[0].place.paragraph, 3);
}

#[test]
fn mistakes_are_found_all_at_once() {
    let body = [p("{{ a + }} {{ b"), p("{% if %}x{% endif %}"), p("{% endfor %}")].concat();
    let codes = codes(&body);
    assert_eq!(codes, ["bad-expression", "unclosed-tag", "bad-expression", "endfor-without-for"]);
}

#[test]
fn an_unclosed_tag_takes_no_other_paragraph_with_it() {
    let body = [p("{% if a"), p("plain"), p("{{ b + }}"), p("%}")].concat();
    assert_eq!(codes(&body), ["unclosed-tag", "bad-expression"]);
}

#[test]
fn a_place_survives_word() {
    let body = [p("{{ a }}"), table(&[&["x"], &["so {{ a }} and {{ b + }} too"]])].concat();
    let compiled = compiled(&docx(&body));
    let place = compiled.diagnostics[0].place.as_ref().unwrap();
    assert_eq!(place.story, "body");
    assert_eq!(place.container, ["table 1", "row 2", "cell 1"]);
    assert_eq!(place.text, "{{ b + }}");
    assert_eq!((place.before.as_str(), place.after.as_str()), ("so {{ a }} and ", " too"));
    assert_eq!(place.occurrence, 1);
}

#[test]
fn a_suggestion_for_a_misspelt_statement() {
    for (typed, meant) in [("{% end if %}", "endif"), ("{% else if a %}", "elif"), ("{% endfro %}", "endfor")]
    {
        let compiled = compiled(&docx(&p(typed)));
        let first = &compiled.diagnostics[0];
        assert!(first.suggestion.as_deref().unwrap_or_default().contains(meant), "{typed}: {first:?}");
    }
}

#[test]
fn a_field_that_would_come_apart_is_a_mistake() {
    let body = format!(
        "<w:p><w:r><w:t>{{% if a %}}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>{{% endif %}}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>{}",
        p("x")
    );
    assert_eq!(codes(&body), ["field-crosses-region"]);
}

#[test]
fn the_end_of_one_field_and_the_beginning_of_the_next_do_not_make_a_whole() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let tag = super::support::run;
    let inside = [tag("{% if a %}"), mark("end"), mark("begin"), tag("{% endif %}")].concat();
    assert_eq!(
        codes(&format!("<w:p>{}{inside}{}</w:p>", mark("begin"), mark("end"))),
        ["field-crosses-region"]
    );
}

#[test]
fn a_field_cut_between_instruction_and_result_is_a_mistake() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let tag = super::support::run;
    let inside =
        [mark("begin"), tag("{% if a %}"), mark("separate"), tag("{% endif %}"), mark("end")].concat();
    assert_eq!(codes(&format!("<w:p>{inside}</w:p>")), ["field-crosses-region"]);
}

#[test]
fn a_reference_that_does_not_end_hides_no_tags_in_silence() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let open = |code: &str| {
        let code = format!("<w:r><w:instrText> {code} </w:instrText></w:r>");
        format!("<w:p>{}{code}{}<w:r><w:t>Contents</w:t></w:r></w:p>", mark("begin"), mark("separate"))
    };
    let end = format!("<w:p>{}</w:p>", mark("end"));
    let body = [p("{{ a }}"), open("TOC \\o"), p("{{ b }}")].concat();
    let compiled = compiled(&docx(&body));
    let [mistake] = compiled.diagnostics.as_slice() else { panic!("{:#?}", compiled.diagnostics) };
    assert_eq!((mistake.code.as_str(), mistake.severity), ("unclosed-field", Severity::Error));
    let place = mistake.place.as_ref().unwrap();
    assert_eq!((place.paragraph, place.text.as_str()), (2, "Contents"));
    for (body, expected) in [
        // A field inside it that does not end takes its end for its own.
        ([open("REF x"), open("PAGEREF y"), end.clone(), p("{{ b }}")].concat(), vec!["unclosed-field"]),
        ([open("TOC"), p("{{ b }}"), end.clone(), p("{{ b }}")].concat(), vec![]),
        // It hides nothing; or it copies nothing.
        ([p("{{ a }}"), open("TOC"), p("b")].concat(), vec![]),
        ([open("QUOTE"), p("{{ b }}")].concat(), vec![]),
    ] {
        assert_eq!(codes(&body), expected, "{body}");
    }
}

#[test]
fn text_beside_a_paragraph_tag_is_said() {
    assert_eq!(
        codes(&[p("lost {%p if a %}"), p("x"), p("{%p endif %}")].concat()),
        ["text-beside-paragraph-tag"]
    );
}

#[test]
fn what_is_not_there_yet_is_a_warning_and_does_not_stop() {
    let compiled = compiled(&docx(&p("{{r a }}{{p b }}")));
    assert!(compiled.template.is_some());
    assert!(compiled.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning));
    assert_eq!(compiled.diagnostics.len(), 2);
}
