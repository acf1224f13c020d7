//! What a firm decides for itself.

use crate::Rev;

/// A firm's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether a version is approved or rejected by someone other than its author.
    pub four_eyes: bool,
    /// Counts the changes.
    pub rev: Rev,
}

impl Default for Settings {
    /// As long as nobody changed anything.
    fn default() -> Self {
        Self { four_eyes: true, rev: Rev::FIRST }
    }
}
