//! A directory to work in, and the binary.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A directory for one test.
pub struct Workshop(TempDir);

/// How a command ended.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The binary under test.
pub fn akte() -> Command {
    Command::new(shipped().unwrap_or_else(|| env!("CARGO_BIN_EXE_akte").into()))
}

/// The binary that is shipped, for tests of how soon something is done.
pub fn shipped() -> Option<PathBuf> {
    std::env::var_os("AKTE_SHIPPED").map(PathBuf::from)
}

impl Workshop {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a file there.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    pub fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Everything that is there.
    pub fn names(&self) -> Vec<String> {
        self.names_in("")
    }

    /// Everything that is in a directory there.
    pub fn names_in(&self, directory: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(directory)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the binary here.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Done {
        let Output { status, stdout, stderr } =
            akte().args(arguments).current_dir(self.0.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done { code: status.code().expect("it ended by itself"), out: text(stdout), err: text(stderr) }
    }
}

impl Done {
    /// The exit code was this one and the complaints hold every text.
    pub fn complains(&self, code: i32, texts: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for text in texts {
            assert!(self.err.contains(text), "{text:?} in:\n{}", self.err);
        }
    }
}
