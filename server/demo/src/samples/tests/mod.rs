//! The samples as a whole.

mod filled;
mod questions;
mod relevance;
mod support;

use super::*;

#[test]
fn building_twice_gives_the_same_bytes() {
    let bytes = || samples().unwrap().into_iter().map(|sample| sample.bytes).collect::<Vec<_>>();
    assert_eq!(bytes(), bytes());
}

#[test]
fn every_sample_is_told_by_its_text() {
    let told: Vec<_> =
        samples().unwrap().into_iter().map(|sample| (sample.slug, sample.language, sample.title)).collect();
    let expected = [
        ("non-disclosure-agreement", "en", "Non-Disclosure Agreement"),
        ("overeenkomst-van-opdracht", "nl", "Overeenkomst van opdracht"),
        ("arbeidsovereenkomst", "nl", "Arbeidsovereenkomst"),
        ("huurovereenkomst-kantoorruimte", "nl", "Huurovereenkomst kantoorruimte"),
        ("akte-van-oprichting", "nl", "Akte van oprichting"),
    ];
    assert_eq!(
        told,
        expected.map(|(slug, language, title)| (slug.to_owned(), language.to_owned(), title.to_owned()))
    );
}

#[test]
fn a_mistake_in_a_source_names_the_file_and_the_line() {
    let wrong = |text, definition| build(&Texts { slug: "draft", text, definition }).unwrap_err().to_string();
    assert_eq!(wrong("---\n\nNo mark", "{}"), "draft.txt, line 3: unknown mark `No`");
    assert_eq!(wrong("---\n. A {{ tag", "{}"), "draft.txt, line 2: a tag is not closed: {{ tag");
    assert_eq!(
        wrong("---\n|: 50 50\n| a | b |\n| a | b | c |", "{}"),
        "draft.txt, line 4: 3 cells in a table of 2 columns"
    );
    assert!(wrong("---", "{").starts_with("draft.json: "));
}

#[test]
fn the_samples_are_written_as_files() {
    let dir = tempfile::tempdir().unwrap();
    let paths = write(dir.path()).unwrap();
    let read: Vec<_> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert_eq!(read, samples().unwrap().into_iter().map(|sample| sample.bytes).collect::<Vec<_>>());
    assert!(matches!(write(&dir.path().join("absent")), Err(Error::Write { .. })));
}
