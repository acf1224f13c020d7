//! What a firm decides for itself.

use crate::{Colour, Rev};

/// A firm's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether a version is approved or rejected by someone other than its author.
    pub four_eyes: bool,
    /// The firm's own colour in the pages; none for the one that they come with.
    pub accent: Option<Colour>,
    /// Whether documents that Akte knows again name the server in clear.
    pub stamp_server: bool,
    /// Counts the changes.
    pub rev: Rev,
}

impl Default for Settings {
    /// As long as nobody changed anything.
    fn default() -> Self {
        Self { four_eyes: true, accent: None, stamp_server: false, rev: Rev::FIRST }
    }
}
