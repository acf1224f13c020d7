//! `akte answer-sheet`

use akte_tests::{parts, template, text};

use crate::workshop::Workshop;

const ANSWERS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/samples/answers/overeenkomst-van-opdracht.zzp.json");

#[test]
fn the_answers_that_count_are_listed_as_people_read_them() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["samples", "library"]).code, 0);
    let template = "library/overeenkomst-van-opdracht.docx";
    let done =
        workshop.run(&["answer-sheet", template, ANSWERS, "-o", "sheet.docx", "--person", "mr. J. de Vries"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let sheet = text(&workshop.get("sheet.docx"));
    for lines in [
        "Antwoordenblad\n",
        "Beantwoord door\nmr. J. de Vries\n",
        "Wanneer gaat de overeenkomst in?\n4 januari 2027\n",
        "Wie voert de opdracht uit?\nEen zelfstandige zonder personeel (eenmanszaak)\n",
        "€\u{a0}97,50\n",
        "Ondertekenaars voor de opdrachtgever 2: Naam\nRuben Achterberg\n",
        "De opdracht in een bijlage uitwerken?\nNee\n",
    ] {
        assert!(sheet.contains(lines), "{lines:?} in\n{sheet}");
    }
    assert!(!sheet.contains("Resultaten"), "what is not asked is not listed\n{sheet}");
}

/// A template that asks for a citizen service number.
fn with_bsn() -> Vec<u8> {
    let definition = r#"{ "schema": 1, "pages": [{ "id": "p", "questions": [
        { "name": "number", "type": "bsn", "label": "Citizen service number" }, { "name": "note", "type": "text" } ] }] }"#;
    template(&["{{ number }} {{ note }}"], definition)
}

#[test]
fn a_citizen_service_number_is_never_in_it() {
    let workshop = Workshop::new();
    workshop.put("form.docx", with_bsn());
    workshop.put(
        "answers.json",
        r#"{ "number": "1112.22.333", "note": "His number is 111222333, or 1112.22.333." }"#,
    );
    let done = workshop.run(&["answer-sheet", "form.docx", "answers.json", "-o", "sheet.docx"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let sheet = workshop.get("sheet.docx");
    assert!(text(&sheet).contains("His number is •••••••••, or •••••••••."), "{}", text(&sheet));
    for (name, bytes) in parts(&sheet) {
        let part = String::from_utf8_lossy(&bytes);
        assert!(
            !part.contains("111222333") && !part.contains("1112.22.333") && !part.contains("Citizen service"),
            "{name}"
        );
    }
}
