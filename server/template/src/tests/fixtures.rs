//! Real templates and contracts, where they are at hand.

use std::path::PathBuf;
use std::sync::Arc;

use akte_expr::Severity;
use akte_ooxml::Limits;
use serde_json::json;

use crate::{Missing, compile};

fn documents(folder: &str) -> Vec<PathBuf> {
    let shared = std::env::var_os("AKTE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("fixtures").join(folder)) else {
        println!("skipped: the fixtures are not at hand (set AKTE_SHARED)");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    paths.sort();
    paths
}

#[test]
fn docassemble_templates_compile_or_say_where_not() {
    let paths = documents("docassemble");
    let mut compiled = 0;
    for path in &paths {
        let result = compile(Arc::from(std::fs::read(path).unwrap()), &Limits::default()).unwrap();
        compiled += usize::from(result.template.is_some());
        let errors = result.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        for error in errors {
            assert!(error.place.is_some(), "{}: {error:#?}", path.display());
        }
    }
    assert_eq!(compiled, paths.len());
}

#[test]
fn contracts_without_markup_pass_unchanged() {
    for path in documents("contracts") {
        let bytes: Arc<[u8]> = std::fs::read(&path).unwrap().into();
        let compiled = compile(Arc::clone(&bytes), &Limits::default()).unwrap();
        assert!(compiled.template.is_some(), "{}: {:#?}", path.display(), compiled.diagnostics);
        let filled = super::support::fill(&bytes, json!({}), Missing::Error).unwrap();
        assert_eq!(filled.bytes, bytes.to_vec(), "{}", path.display());
    }
}
