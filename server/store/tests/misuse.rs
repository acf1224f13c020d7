//! Wrong code that does not compile: each file in `misuse/` is a mistake that the types of gate and door rule out, and
//! says in a comment behind the line (`//~`) what the compiler has against it: a code, or how its message begins.
//!
//! The compiler is asked directly, with the libraries that this test was built with: building them once more for the
//! purpose, as trybuild does, takes minutes (docs/decisions/0015-misuse-asks-the-compiler.md).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// One that is right, so that what fails does not fail for want of a library.
const SOUND: &str = "sound.rs";

#[test]
fn misuse_does_not_compile() {
    let out = tempfile::tempdir().unwrap();
    let compiler = Compiler::find(out.path());
    let mut tried = 0;
    for entry in std::fs::read_dir(misuse()).unwrap() {
        let file = entry.unwrap().path();
        let expected = expected(&file);
        assert_eq!(expected.is_empty(), file.ends_with(SOUND), "{}: what is wrong with it?", file.display());
        let output = compiler.compile(&file);
        let found: Vec<Value> = errors(&output).collect();
        for (line, what) in &expected {
            assert!(
                found.iter().any(|error| line_of(error) == Some(*line) && is(error, what)),
                "{}:{line}: {what} is expected here: {found:#?}",
                file.display()
            );
        }
        for error in &found {
            let told = |(line, what): &(u64, String)| line_of(error) == Some(*line) && is(error, what);
            assert!(expected.iter().any(told), "{}: nobody expected {error:#}", file.display());
        }
        tried += 1;
    }
    assert!(tried > 15, "only {tried} files were tried");
}

fn misuse() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/misuse")
}

/// The lines of a file that are wrong, from 1, with what is said of them.
fn expected(file: &Path) -> BTreeSet<(u64, String)> {
    let source = std::fs::read_to_string(file).unwrap();
    let lines = (1..).zip(source.lines());
    lines.filter_map(|(line, text)| Some((line, text.split_once("//~ ")?.1.to_owned()))).collect()
}

/// The errors that are at a place; the last one only counts them.
fn errors(output: &Output) -> impl Iterator<Item = Value> {
    let lines = std::str::from_utf8(&output.stderr).unwrap().lines();
    lines
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["level"] == "error" && line_of(message).is_some())
}

fn line_of(error: &Value) -> Option<u64> {
    let spans = error["spans"].as_array()?;
    spans.iter().find(|span| span["is_primary"] == true)?["line_start"].as_u64()
}

fn is(error: &Value, what: &str) -> bool {
    error["code"]["code"] == *what || error["message"].as_str().is_some_and(|said| said.starts_with(what))
}

struct Compiler<'o> {
    /// Where all libraries are.
    libraries: PathBuf,
    /// Those that the files name.
    named: [PathBuf; 2],
    out: &'o Path,
}

impl<'o> Compiler<'o> {
    /// With the newest libraries that fit each other: those of former builds may lie beside them.
    fn find(out: &'o Path) -> Self {
        let libraries = std::env::current_exe().unwrap().parent().unwrap().to_owned();
        let (stores, models) =
            (newest_first(&libraries, "akte_store"), newest_first(&libraries, "akte_model"));
        let pairs =
            stores.iter().flat_map(|store| models.iter().map(move |model| [store.clone(), model.clone()]));
        let mut compilers = pairs.map(|named| Self { libraries: libraries.clone(), named, out });
        let fits = |compiler: &Self| compiler.compile(&misuse().join(SOUND)).status.success();
        compilers.find(fits).expect("the store was built, and what is right compiles")
    }

    fn compile(&self, file: &Path) -> Output {
        let [store, model] = &self.named;
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--edition=2024", "--emit=metadata", "--error-format=json", "-Adead_code"]);
        rustc.arg("-L").arg(format!("dependency={}", self.libraries.display()));
        rustc.arg("--extern").arg(format!("akte_store={}", store.display()));
        rustc.arg("--extern").arg(format!("akte_model={}", model.display()));
        rustc.arg("--out-dir").arg(self.out).arg(file).output().unwrap()
    }
}

fn newest_first(libraries: &Path, name: &str) -> Vec<PathBuf> {
    let named = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(&format!("lib{name}-")) && file.ends_with(".rlib")
    };
    let entries = std::fs::read_dir(libraries).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(named).collect();
    found.sort_by_key(|path| std::cmp::Reverse(path.metadata().and_then(|data| data.modified()).ok()));
    found
}
