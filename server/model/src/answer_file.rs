//! Files that answers refer to.

use std::fmt;

use crate::{AnswerSet, Id, Kind};

/// A picture or another file that was handed in with answers. Its id is the answer.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerFile {
    /// Its id.
    pub id: Id<Self>,
    /// The answer set that it was found by; copies of a set have the same files.
    pub answer_set: Id<AnswerSet>,
    /// What it was called where it came from.
    pub name: String,
    /// Whether a document can show it.
    pub is_picture: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Kind for AnswerFile {
    const NAME: &'static str = "answer_file";
}

// Names and contents are the client's secrets.
impl fmt::Debug for AnswerFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerFile({}, {} bytes)", self.id, self.bytes.len())
    }
}
