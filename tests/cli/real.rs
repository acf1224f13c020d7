//! Real templates and contracts, where they are at hand; LibreOffice opens what comes out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use akte_ooxml::{Limits, Package};

use crate::workshop::Workshop;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("AKTE_SHARED").map_or(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("fixtures").join(folder)) else {
        println!("skipped: the fixtures are not at hand (set AKTE_SHARED)");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    paths.sort();
    paths
}

fn answers(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/real/answers").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Fills a real template and gives the text of the result as LibreOffice reads it.
fn filled(template: &str, answers_name: &str) -> Option<String> {
    let path = fixtures("docassemble").into_iter().find(|path| path.ends_with(template))?;
    let shop = Workshop::new();
    shop.put("answers.json", answers(answers_name));
    let arguments = [path.to_str().unwrap(), "answers.json", "-o", "out.docx", "--language", "en"];
    let done = shop.run(&[&["fill"], arguments.as_slice()].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", shop.path("profile").display()))
        .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(shop.path(""))
        .arg(shop.path("out.docx"))
        .output()
        .expect("LibreOffice is there: tests/support/install");
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
    Some(String::from_utf8(shop.get("out.txt")).unwrap())
}

fn holds(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words:?} in:\n{text}");
    }
    assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
}

#[test]
fn a_letter_with_unknown_calls_as_fields() {
    let Some(text) =
        filled("nonprofittechy__ssareportchangesletter__ssa_report_change.docx", "ssa_report_change.json")
    else {
        return;
    };
    holds(
        &text,
        &[
            "at Harbor Street 12, 02110 Boston.",
            "You can call your local offfice at (617) 555-0100.",
            "started working at Harbor Bakery at 3 Quay, Boston. I work 80 hours every month and get paid  $18.50 per hour",
            "Copies of my pay stubs are attached.",
            "I also need to report to Social Security that:",
            "I moved on 1 March 2026. My new address is Elm Road 5",
            "My household changed on 2 March 2026. My sister moved in.",
        ],
    );
    assert_eq!(text.matches("Copies of my pay stubs").count(), 1);
    assert!(!text.contains("I got married"), "{text}");
}

#[test]
fn a_macro_as_a_field() {
    let Some(text) = filled("jhpyle__docassemble__team.docx", "team.json") else { return };
    holds(&text, &["The Team", "the team leader, Sanne Bakker.", "We can’t wait"]);
    assert_eq!(text.matches("This colleague is thirty years old").count(), 3);
}

#[test]
fn every_real_template_is_checked_and_what_is_not_understood_is_named() {
    for path in fixtures("docassemble") {
        let done = Workshop::new().run(&["check", path.to_str().unwrap(), "--format", "json"]);
        assert_eq!(done.code, 0, "{}: {}", path.display(), done.err);
        let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        assert!(report["diagnostics"].as_array().unwrap().iter().all(|found| found["code"].is_string()));
    }
}

#[test]
fn contracts_without_markup_leave_with_every_part_identical() {
    for path in fixtures("contracts") {
        let shop = Workshop::new();
        shop.put("answers.json", "{}");
        let done = shop.run(&["fill", path.to_str().unwrap(), "answers.json", "-o", "out.docx"]);
        assert_eq!(done.code, 0, "{}: {}", path.display(), done.err);
        let open = |bytes: Vec<u8>| Package::read(Arc::from(bytes), &Limits::default()).unwrap();
        let (before, after) = (open(std::fs::read(&path).unwrap()), open(shop.get("out.docx")));
        assert!(before.names().eq(after.names()));
        for name in before.names() {
            assert_eq!(before.part(name).unwrap(), after.part(name).unwrap(), "{name} of {}", path.display());
        }
    }
}
