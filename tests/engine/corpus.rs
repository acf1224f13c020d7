//! Every case says what it said before, and the document reads as expected.

use crate::case::cases;

/// With `AKTE_BLESS` set, what comes out is written down as expected, to be read before it is committed.
#[test]
fn every_case_comes_out_as_expected() {
    let bless = std::env::var_os("AKTE_BLESS").is_some();
    let mut wrong = String::new();
    let cases = cases();
    assert!(!cases.is_empty(), "the corpus is there");
    for case in &cases {
        let outcome = case.run();
        let text = outcome.document.as_deref().map(akte_tests::read::read).unwrap_or_default();
        for (file, found) in [("expected.txt", &text), ("diagnostics.txt", &outcome.said)] {
            if bless {
                case.expect(file, found);
            }
            let expected = case.file(file).unwrap_or_default();
            if expected != *found {
                wrong.push_str(&format!("{}/{file}: expected\n{expected}found\n{found}\n", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_case_says_in_one_line_why_it_is_there() {
    for case in cases() {
        let why = case.file("why").unwrap_or_else(|| panic!("{}: no why", case.name));
        assert_eq!(why.trim_end().lines().count(), 1, "{}: {why}", case.name);
        assert!(why.trim_end().ends_with('.'), "{}: a sentence: {why}", case.name);
    }
}
