//! `akte test`

use akte_tests::{docx, rewrite};

use crate::workshop::Workshop;

const DUTCH: &str = "library/overeenkomst-van-opdracht.docx";

#[test]
fn a_sample_that_was_broken_on_purpose_fails_with_the_lines_that_differ() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["samples", "library"]).code, 0);
    assert_eq!(workshop.run(&["test", DUTCH]).code, 0);
    let sample = workshop.get(DUTCH);
    let broken = rewrite(
        &sample,
        "word/document.xml",
        "zonder toestemming van Opdrachtgever",
        "zonder enige toestemming van Opdrachtgever",
    );
    workshop.put("broken.docx", broken);
    let done = workshop.run(&["test", "broken.docx"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    for line in [
        "FAIL  zelfstandige met uurtarief en vrije vervanging",
        "“zonder toestemming van Opdrachtgever” is not in the document; the nearest paragraph is:",
        "- zonder toestemming van Opdrachtgever",
        "geheel of gedeeltelijk, zonder enige toestemming van Opdrachtgever",
        "ok    organisatie met vaste prijs, boete en bijlage",
        "broken.docx: 2 tests, 1 failed.",
    ] {
        assert!(done.out.contains(line), "{line}\n{}", done.out);
    }
    let json = workshop.run(&["test", "broken.docx", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &told[0]["ok"], &told[1]["ok"]), (1, &false.into(), &true.into()));
    assert!(told[0]["failures"][0]["lines"][1].as_str().unwrap().starts_with("+ "), "{told}");
}

#[test]
fn what_cannot_be_tested_says_why() {
    let workshop = Workshop::new();
    workshop.put("bad.docx", docx(&["{% if a %}"])).put("none.docx", docx(&["{{ a }}"])).put("not.docx", "x");
    workshop.run(&["test", "bad.docx"]).complains(1, &["error[unclosed-if]", "no test was run"]);
    workshop.run(&["test", "not.docx"]).complains(1, &["not.docx"]);
    workshop.run(&["test", "absent.docx"]).complains(2, &["absent.docx cannot be read"]);
    let none = workshop.run(&["test", "none.docx"]);
    assert_eq!((none.code, none.out.as_str()), (0, "none.docx: 0 tests, 0 failed.\n"));
}
