//! Every expression of real docassemble templates parses. Skips, and says so, when the shared
//! fixtures are not there.

use std::io::Read;
use std::path::{Path, PathBuf};

use akte_expr::{Code, parse, parse_repeat, parse_set};

/// The folder of shared material: `AKTE_SHARED`, or the one beside the project.
fn fixtures() -> PathBuf {
    let shared = std::env::var_os("AKTE_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    shared.join("fixtures/docassemble")
}

/// The text of each paragraph of the body, headers, footers and notes.
fn paragraphs(file: &Path) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file)?)?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        if name.starts_with("word/") && name.ends_with(".xml") {
            let mut xml = String::new();
            entry.read_to_string(&mut xml)?;
            found.extend(xml.split("</w:p>").map(text));
        }
    }
    Ok(found)
}

/// What stands in `w:t`, unescaped; a tab and a line break are white space.
fn text(xml: &str) -> String {
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap_or((piece, ""));
        match tag.split([' ', '/']).next() {
            Some("w:t") => text.push_str(content),
            Some("w:tab" | "w:br") => text.push(' '),
            _ => {}
        }
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

/// What stands between each `open` and `close`, without the prefixes of docxtpl and white-space marks.
fn tags(text: &str, open: &str, close: &str) -> Vec<String> {
    let inside = text.split(open).skip(1).filter_map(|rest| rest.split_once(close));
    inside
        .map(|(tag, _)| {
            let tag = ["tr ", "tc ", "p ", "r "].iter().find_map(|p| tag.strip_prefix(p)).unwrap_or(tag);
            tag.trim_matches('-').trim().to_owned()
        })
        .collect()
}

/// Why a statement or value cannot be read.
fn mistake(kind: &str, tag: &str) -> Option<String> {
    let (word, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let errors = match (kind, word) {
        ("{{", _) => parse(tag).err(),
        (_, "if" | "elif") => parse(rest).err(),
        (_, "for") => parse_repeat(rest).err(),
        (_, "set") => parse_set(rest).err(),
        _ => None,
    };
    errors.map(|errors| format!("{kind} {tag}: {errors:?}"))
}

#[test]
fn every_expression_parses() {
    let folder = fixtures();
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no fixtures; set AKTE_SHARED to the folder that has them");
        return;
    };
    let (mut count, mut mistakes, mut unknown) = (0, Vec::new(), Vec::new());
    for file in files {
        let file = file.unwrap().path();
        for paragraph in paragraphs(&file).unwrap() {
            for (open, close) in [("{{", "}}"), ("{%", "%}")] {
                for tag in tags(&paragraph, open, close) {
                    count += 1;
                    mistakes.extend(mistake(open, &tag).map(|m| format!("{}: {m}", file.display())));
                    if let ("{{", Ok(expr)) = (open, parse(&tag)) {
                        unknown.extend(
                            expr.warnings().into_iter().filter(|w| w.0 != Code::UnknownArgument).map(|w| w.1),
                        );
                    }
                }
            }
        }
    }
    unknown.sort();
    unknown.dedup();
    println!("{count} tags; warnings:\n{}", unknown.join("\n"));
    assert!(count > 300, "only {count} tags found");
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
