//! What the tests share: packages made on the spot, and the fixtures where they are.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

/// The .docx fixtures, which are no part of the project: named by `AKTE_SHARED`, or beside the project. Empty, with a
/// line that says so, where there are none.
pub fn fixtures() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("AKTE_SHARED").map_or(beside, PathBuf::from);
    let mut found: Vec<PathBuf> = ["contracts", "docassemble"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(shared.join("fixtures").join(folder)).ok())
        .flatten()
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "docx"))
        .collect();
    found.sort();
    if found.is_empty() {
        println!("skipped: no fixtures (set AKTE_SHARED to the folder that holds them)");
    }
    found
}
