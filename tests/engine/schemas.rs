//! The schemas of ECMA-376, which are no part of the project: named by `AKTE_SHARED`, or beside it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package};

/// The schema of all that a WordprocessingML part may hold; nothing, and a line that says so, where it is not at hand.
pub fn schema() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("AKTE_SHARED").map_or(beside, PathBuf::from);
    let schema = shared.join("ooxml-xsd/transitional/word-all.xsd");
    if !schema.exists() {
        println!("skipped: the schemas are not at hand (set AKTE_SHARED)");
        return None;
    }
    Some(schema)
}

/// The errors of each document, without the lines they stand on. All parts are judged in one run of xmllint.
pub fn errors<'a>(
    schema: &Path,
    documents: &[&'a Path],
    folder: &Path,
) -> HashMap<&'a Path, BTreeSet<String>> {
    let mut files = HashMap::new();
    for (number, document) in documents.iter().enumerate() {
        let bytes = std::fs::read(document).unwrap();
        let package = Package::read(bytes.into(), &Limits::default()).unwrap();
        let word = |kind: &str| kind.contains("wordprocessingml") && kind.ends_with("+xml");
        let parts = package.names().filter(|name| package.content_type(name).is_some_and(word));
        for (part, name) in parts.enumerate() {
            let file = folder.join(format!("{number}-{part}.xml"));
            std::fs::write(&file, plain(package.part(name).unwrap())).unwrap();
            files.insert(file, *document);
        }
    }
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .args(files.keys())
        .output()
        .expect("xmllint is there: tests/support/install");
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(report.contains("validates"), "{report}");
    let mut errors: HashMap<&Path, BTreeSet<String>> = HashMap::new();
    for line in report.lines().filter(|line| line.contains("error")) {
        let (file, rest) = line.split_once(".xml:").unwrap_or((line, ""));
        let document = files.get(&PathBuf::from(format!("{file}.xml"))).unwrap_or_else(|| panic!("{line}"));
        let error = rest.split_once(':').map_or(rest, |(_, error)| error);
        errors.entry(document).or_default().insert(error.to_owned());
    }
    errors
}

/// A part without what came after the schemas: `mc:AlternateContent` is its fallback, and what the part calls ignorable
/// is ignored (ECMA-376 Part 3, 7.2 and 7.5).
fn plain(part: Vec<u8>) -> String {
    let tree = Tree::parse(part, &Limits::default()).unwrap();
    let mut out = String::new();
    write(&tree, tree.root(), &mut out);
    out
}

/// The prefixes that the sources of the corpus call ignorable.
const IGNORABLE: [&str; 2] = ["w14", "w15"];

fn write(tree: &Tree, node: NodeId, out: &mut String) {
    let source = |range| std::str::from_utf8(&tree.source()[range]).unwrap();
    let inside = |node, out: &mut String| tree.children(node).for_each(|child| write(tree, child, out));
    if tree.kind(node) != Kind::Element {
        return out.push_str(source(tree.span(node)));
    }
    if tree.is(node, Ns::Mc, "AlternateContent") {
        let fallback = tree.children(node).find(|&half| tree.is(half, Ns::Mc, "Fallback"));
        return fallback.into_iter().for_each(|half| inside(half, out));
    }
    if IGNORABLE.contains(&tree.prefix(node)) {
        return;
    }
    let mut open = source(tree.open(node)).to_owned();
    for prefix in IGNORABLE.iter().chain(&["mc"]) {
        while let Some(at) = open.find(&format!(" {prefix}:")) {
            let value = open[at..].find('"').map_or(open.len(), |quote| at + quote + 1);
            let end = open[value..].find('"').map_or(open.len(), |quote| value + quote + 1);
            open.replace_range(at..end, "");
        }
    }
    out.push_str(&open);
    inside(node, out);
    out.push_str(source(tree.close(node)));
}

#[test]
fn a_part_without_what_came_later() {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let later =
        "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"urn:later\"";
    let part = format!(
        "<w:p {w} {later} mc:Ignorable=\"w14\" w14:paraId=\"1\"><w14:x/><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:a/></mc:Choice><mc:Fallback><w:b/></mc:Fallback></mc:AlternateContent></w:p>"
    );
    assert_eq!(plain(part.into_bytes()), format!("<w:p {w} {later}><w:b/></w:p>"));
}
