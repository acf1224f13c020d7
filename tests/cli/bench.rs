//! `akte bench`

use akte_tests::docx;
use serde_json::Value;

use crate::workshop::Workshop;

const BENCH: [&str; 5] = ["bench", "letter.docx", "answers.json", "-n", "3"];

fn workshop() -> Workshop {
    let workshop = Workshop::new();
    workshop
        .put("letter.docx", docx(&["Geachte {{ client.name }},", "{% if urgent %}Met spoed.{% endif %}"]))
        .put("answers.json", r#"{ "client": { "name": "Jansen" }, "urgent": true }"#);
    workshop
}

#[test]
fn times_sizes_and_memory_are_one_json_object() {
    let workshop = workshop();
    let done = workshop.run(&BENCH);
    assert_eq!(done.code, 0, "{}", done.err);
    let report: Value = serde_json::from_str(&done.out).unwrap();
    for step in ["compile", "fill", "floor"] {
        let time = |name: &str| report[step][name].as_f64().unwrap();
        assert!(time("min") > 0.0 && time("min") <= time("median"), "{step}: {report}");
    }
    workshop.run(&["fill", "letter.docx", "answers.json", "-o", "out.docx"]);
    assert_eq!(report["bytes"].as_u64(), u64::try_from(workshop.get("out.docx").len()).ok(), "{report}");
    let parts = akte_tests::parts(&workshop.get("out.docx"));
    let body =
        parts.iter().find(|(name, _)| name == "word/document.xml").map(|(_, bytes)| bytes.len() as u64);
    assert_eq!(report["xml"].as_u64(), body, "{report}");
    if cfg!(target_os = "linux") {
        assert!(report["peak_rss"].as_u64().unwrap() > 1024 * 1024, "{report}");
    }
}

#[test]
fn what_cannot_be_filled_is_told_and_not_measured() {
    let workshop = workshop();
    workshop.put("answers.json", "{}");
    let done = workshop.run(&BENCH);
    done.complains(1, &["client.name has no answer", "urgent has no answer"]);
    assert_eq!(done.out, "");
    workshop.put("answers.json", "[").run(&BENCH).complains(1, &["not JSON"]);
    workshop.put("answers.json", "{}").put("letter.docx", docx(&["{% if a %}"]));
    workshop.run(&BENCH).complains(1, &["unclosed-if"]);
}

#[test]
fn wrong_usage_is_told() {
    let workshop = workshop();
    workshop.run(&["bench", "letter.docx"]).complains(2, &["Usage: akte bench"]);
    workshop.run(&["bench", "letter.docx", "answers.json", "-n", "0"]).complains(2, &["-n"]);
    workshop.run(&["bench", "none.docx", "answers.json"]).complains(2, &["none.docx cannot be read"]);
    let help = workshop.run(&["bench", "--help"]);
    assert!(help.out.contains("zlib-rs at level 6") && help.out.contains("peak_rss"), "{}", help.out);
}
