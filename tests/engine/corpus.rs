//! Every case says what it said before, and the document reads as expected.

use akte_ooxml::{Limits, Package};

use crate::case::{cases, corpus};

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

/// The table of `README.md`: what goes wrong elsewhere, with the cases that hold it off.
#[test]
fn every_way_to_fail_has_cases_that_are_there() {
    let page = std::fs::read_to_string(corpus().join("README.md")).unwrap();
    let (_, table) = page.split_once("| what goes wrong | cases |").expect("the table is there");
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 30, "{rows:#?}");
    for row in rows {
        let named = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap_or_default();
        let named: Vec<&str> = named.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no case: {row}");
        for name in named {
            assert!(corpus().join(name).join("template.xml").is_file(), "there is no case {name}: {row}");
        }
    }
}

/// Charts, diagrams, pictures and all else that cannot hold mark-up leave byte for byte.
#[test]
fn parts_without_text_leave_as_they_came() {
    let mut compared = 0;
    for case in cases() {
        let outcome = case.run();
        let Some(document) = outcome.document else { continue };
        let open = |bytes: Vec<u8>| Package::read(bytes.into(), &Limits::default()).unwrap();
        let (before, after) = (open(outcome.template), open(document));
        let others = ["/word/charts/", "/word/diagrams/", "/word/media/", "/word/theme/"];
        for name in before.names().filter(|name| others.iter().any(|at| name.as_str().starts_with(at))) {
            assert_eq!(before.part(name).unwrap(), after.part(name).unwrap(), "{}: {name}", case.name);
            compared += 1;
        }
    }
    assert!(compared > 5, "{compared} parts");
}
