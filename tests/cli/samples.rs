//! `akte samples`

use std::path::Path;

use akte_tests::text;

use crate::workshop::Workshop;

const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/samples/answers");

#[test]
fn every_sample_is_written_checks_clean_and_is_filled_from_its_answers() {
    let workshop = Workshop::new();
    let done = workshop.run(&["samples", "library"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let written: Vec<_> = done.out.lines().collect();
    assert_eq!(written.len(), 5, "{}", done.out);
    for template in &written {
        let checked = workshop.run(&["check", template]);
        assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
        assert!(checked.out.contains("0 mistakes, 0 warnings"), "{}", checked.out);
        let tested = workshop.run(&["test", template]);
        assert_eq!(tested.code, 0, "{}{}", tested.out, tested.err);
        assert!(tested.out.contains(" 0 failed.") && tested.out.contains("ok  "), "{}", tested.out);
    }
    let answers: Vec<_> = std::fs::read_dir(ANSWERS).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(answers.len() >= written.len());
    for answers in answers {
        let name = answers.file_name().unwrap().to_str().unwrap().to_owned();
        let slug = name.split('.').next().unwrap();
        let template = written.iter().find(|path| Path::new(path).file_stem().unwrap() == slug).unwrap();
        let filled = workshop.run(&["fill", template, answers.to_str().unwrap(), "-o", "out.docx"]);
        assert_eq!(filled.code, 0, "{name}: {}", filled.err);
        let text = text(&workshop.get("out.docx"));
        assert!(text.len() > 4000 && !text.contains("{{") && !text.contains("{%"), "{name}:\n{text}");
    }
}
