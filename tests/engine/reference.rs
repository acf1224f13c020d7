//! `docs/diagnostics.md`: an entry for each code, whose example is the case of that name in the corpus.

use std::fmt::Write as _;
use std::path::Path;

use akte_expr::{Code, Severity};

use crate::case::cases;

const HEAD: &str = "\
# Diagnostics

What `akte check` and the API say of a template, by code. A code never changes its meaning. An *error* keeps a document
from being made; a *warning* is for the author to look at. Every diagnostic has a message, most a place and a suggestion:
the *place* is the story (`body`, `header 1`), the containers in it (`table 2`, `row 1`, `cell 3`), the paragraph by its
number, the exact text with the range in it that is meant, some text before and after, and which occurrence of that text
it is.

Made by `AKTE_BLESS=1 cargo nextest run -p akte-tests --test engine reference` from the code and the examples in
`tests/corpus`, which are written as `tests/corpus/README.md` says.
";

#[test]
fn the_page_of_diagnostics_is_up_to_date_and_its_examples_are_true() {
    let cases = cases();
    let mut page = HEAD.to_owned();
    for code in Code::ALL {
        let case = cases.iter().find(|case| case.name == code.as_str());
        let case = case.unwrap_or_else(|| panic!("tests/corpus/{code} is the example of {code}"));
        let outcome = case.run();
        let found = outcome.diagnostics.iter().find(|found| found.code == *code);
        let found = found.unwrap_or_else(|| panic!("{code}: its example says\n{}", outcome.said));
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        let source = case.file("template.xml").unwrap();
        let source = source.trim().trim_start_matches("<docx>").trim_end_matches("</docx>").trim();
        write!(page, "\n## `{code}`\n\n{}\n\n```xml\n{source}\n```\n\n", code.meaning()).unwrap();
        writeln!(page, "> {severity}: {}", found.message).unwrap();
        if let Some(suggestion) = &found.suggestion {
            writeln!(page, ">\n> {suggestion}").unwrap();
        }
        writeln!(page, "\n{}", code.advice()).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    if std::env::var_os("AKTE_BLESS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/diagnostics.md is out of date; it says how it is made");
}
