//! `akte fill`

use akte_tests::{docx, parts, text, zip};

use crate::workshop::Workshop;

const FILL: [&str; 5] = ["fill", "letter.docx", "answers.json", "-o", "out.docx"];

/// Answers to it that leave the date out.
const SHORT: &str =
    r#"{ "client": { "name": "J" }, "fee": { "amount": "1250.50", "currency": "EUR" }, "months": 3 }"#;

/// A letter that asks for a name, an amount, a number and, above twelve, a date.
fn letter() -> Vec<u8> {
    docx(&[
        "Geachte {{ client.name }},",
        "U betaalt {{ fee | money }}.",
        "{% if months > 12 %}Graag voor {{ before | date }}.{% endif %}",
    ])
}

/// Nothing was written, and no temporary file stayed behind.
fn untouched(workshop: &Workshop) {
    assert_eq!(workshop.names(), ["answers.json", "letter.docx"]);
}

#[test]
fn a_letter_is_filled() {
    let workshop = Workshop::new();
    let answers = r#"{ "client": { "name": "Jansen & Zn" }, "fee": { "amount": "1250.50", "currency": "EUR" },
        "months": 24, "before": "2026-02-01" }"#;
    workshop.put("letter.docx", letter()).put("answers.json", answers);
    let done = workshop.run(&FILL);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("out.docx was written"), "{}", done.out);
    let text = text(&workshop.get("out.docx"));
    assert!(text.contains("Geachte Jansen & Zn,"), "{text}");
    assert!(text.contains("1.250,50"), "{text}");
    assert!(text.contains("Graag voor 1 februari 2026."), "{text}");
}

#[test]
fn the_language_can_be_chosen() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", SHORT);
    let done = workshop.run(&[&FILL[..], &["--language", "en"]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(text(&workshop.get("out.docx")).contains("1,250.50"));
    workshop.run(&[&FILL[..], &["--language", "xx"]].concat()).complains(2, &["xx", "nl, en, de or fr"]);
}

#[test]
fn empty_paragraphs_can_be_kept() {
    let workshop = Workshop::new();
    workshop
        .put("letter.docx", docx(&["a", "{% if no %}x{% endif %}", "b"]))
        .put("answers.json", r#"{ "no": false }"#);
    let lines = |how: &str| {
        let done = workshop.run(&[&FILL[..], &["--empty-paragraphs", how]].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        text(&workshop.get("out.docx")).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines("drop"), ["a", "b"]);
    assert_eq!(lines("keep"), ["a", "", "b"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", SHORT);
    assert_eq!(workshop.run(&FILL).code, 0);
    let first = workshop.get("out.docx");
    assert_eq!(workshop.run(&FILL).code, 0);
    assert_eq!(first, workshop.get("out.docx"));
}

#[test]
fn a_document_without_mark_up_passes_unchanged() {
    let workshop = Workshop::new();
    let plain = docx(&["Artikel 1", "Niets in te vullen: { } en % blijven staan."]);
    workshop.put("letter.docx", &plain).put("answers.json", "{}");
    let done = workshop.run(&FILL);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(parts(&workshop.get("out.docx")), parts(&plain));
}

#[test]
fn what_is_not_a_zip_is_refused() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", "just text").put("answers.json", "{}");
    workshop
        .run(&FILL)
        .complains(1, &["letter.docx", "not a Word document", "save it as a Word document (.docx)"]);
    untouched(&workshop);
}

#[test]
fn a_zip_that_is_no_document_is_refused() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", zip("readme.txt", b"hello")).put("answers.json", "{}");
    workshop.run(&FILL).complains(1, &["letter.docx", "is a zip, but there is no Word document in it"]);
    untouched(&workshop);
}

#[test]
fn every_open_condition_is_named_at_its_place() {
    let workshop = Workshop::new();
    let template = docx(&["Een", "{% if a %}", "Twee", "{% if b %}", "Drie"]);
    workshop.put("letter.docx", template).put("answers.json", "{}");
    let done = workshop.run(&FILL);
    let places =
        ["error[unclosed-if]", "paragraph 2", "{% if a %}", "paragraph 4", "{% if b %}", "2 mistakes"];
    done.complains(1, &places);
    untouched(&workshop);
}

#[test]
fn answers_that_are_not_json_are_shown_where() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", "{\n  \"fee\": 1,\n  fee: 2\n}");
    workshop.run(&FILL).complains(1, &["answers.json", "not JSON", "Line 3, column 3"]);
    untouched(&workshop);
    workshop.put("answers.json", "[]");
    workshop.run(&FILL).complains(1, &["must be a JSON object"]);
    untouched(&workshop);
}

#[test]
fn all_that_is_missing_is_listed_at_once() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", "{}");
    let done = workshop.run(&FILL);
    done.complains(
        1,
        &[
            "client.name has no answer",
            "fee has no answer",
            "months has no answer",
            "paragraph 1",
            "paragraph 2",
            "3 mistakes",
        ],
    );
    untouched(&workshop);
}

#[test]
fn a_wrong_type_is_told_and_not_called_missing() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", SHORT.replace("3", "[true]"));
    let done = workshop.run(&FILL);
    done.complains(1, &["error: months: ", "1 mistake."]);
    assert!(!done.err.contains("months has no answer"), "{}", done.err);
    untouched(&workshop);
}

#[test]
fn an_unknown_name_comes_with_what_was_probably_meant() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", SHORT.replace("name", "nmae"));
    let done = workshop.run(&FILL);
    done.complains(1, &["client.nmae", "Did you mean “name”?", "client.name has no answer", "2 mistakes"]);
    untouched(&workshop);
    workshop.run(&[&FILL[..], &["--missing", "empty"]].concat()).complains(1, &["client.nmae"]);
    untouched(&workshop);
}

#[test]
fn what_is_missing_can_be_marked_or_left_empty() {
    let workshop = Workshop::new();
    workshop
        .put("letter.docx", letter())
        .put("answers.json", SHORT.replace(r#""client": { "name": "J" },"#, ""));
    let marked = workshop.run(&[&FILL[..], &["--missing", "mark"]].concat());
    marked.complains(0, &["warning: client.name has no answer"]);
    assert!(text(&workshop.get("out.docx")).contains("Geachte [Client: name],"));
    let empty = workshop.run(&[&FILL[..], &["--missing", "empty"]].concat());
    assert_eq!(empty.code, 0, "{}", empty.err);
    assert!(text(&workshop.get("out.docx")).contains("Geachte ,"));
}

#[test]
fn what_was_there_stays_when_nothing_is_made() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", "{}").put("out.docx", "what was there");
    assert_eq!(workshop.run(&FILL).code, 1);
    assert_eq!(workshop.get("out.docx"), b"what was there");
    assert_eq!(workshop.names(), ["answers.json", "letter.docx", "out.docx"]);
}

#[test]
fn files_that_cannot_be_used_are_trouble_and_not_a_fault() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", letter()).put("answers.json", SHORT);
    let fill =
        |template: &str, answers: &str, out: &str| workshop.run(&["fill", template, answers, "-o", out]);
    fill("none.docx", "answers.json", "out.docx").complains(2, &["none.docx cannot be read"]);
    fill("letter.docx", "none.json", "out.docx").complains(2, &["none.json cannot be read"]);
    fill("letter.docx", "answers.json", "nowhere/out.docx")
        .complains(2, &["nowhere/out.docx cannot be written"]);
    fill("letter.docx", "answers.json", ".").complains(2, &["not an ordinary file"]);
    untouched(&workshop);
}

#[test]
fn wrong_usage_is_told_with_the_right_one() {
    let workshop = Workshop::new();
    workshop.run(&["fill", "letter.docx"]).complains(2, &["Usage: akte fill"]);
    workshop.run(&["fil"]).complains(2, &["similar", "fill"]);
    let help = workshop.run(&["fill", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Example:") && help.out.contains("answers.json"), "{}", help.out);
    let help = workshop.run(&["--help"]);
    assert!(help.out.contains("{{ client.name }}") && help.out.contains("akte serve --demo"), "{}", help.out);
    assert!(!help.out.contains("openapi"), "{}", help.out);
}

/// A letter with a logo.
fn with_logo() -> Vec<u8> {
    let definition = r#"{ "schema": 1, "language": "en", "pages": [{ "id": "p", "questions": [{ "name": "logo", "type": "image", "label": "Logo" }] }] }"#;
    akte_tests::template(&["{{ logo }}"], definition)
}

#[test]
fn a_picture_beside_the_answers_is_shown() {
    let workshop = Workshop::new();
    let logo = akte_tests::picture::png(4, 2);
    workshop
        .put("letter.docx", with_logo())
        .put("logo.png", &logo)
        .put("answers.json", r#"{ "logo": "logo.png" }"#);
    let done = workshop.run(&FILL);
    assert_eq!(done.code, 0, "{}", done.err);
    let parts = parts(&workshop.get("out.docx"));
    assert!(
        parts.contains(&("word/media/picture1.png".to_owned(), logo)),
        "{:?}",
        parts.iter().map(|part| &part.0).collect::<Vec<_>>()
    );
}

#[test]
fn a_picture_that_cannot_be_used_is_named() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", with_logo()).put("logo.svg", "<svg/>");
    for (answer, why) in [
        ("logo.svg", "This is not a PNG or JPEG picture"),
        ("none.png", "cannot be read"),
        ("../logo.png", "beside the answers"),
        ("/etc/hostname", "beside the answers"),
    ] {
        workshop.put("answers.json", format!(r#"{{ "logo": "{answer}" }}"#));
        workshop.run(&FILL).complains(1, &["answers.json", "logo is the picture", why]);
    }
    assert_eq!(workshop.names(), ["answers.json", "letter.docx", "logo.svg"]);
}
