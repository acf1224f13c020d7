//! Where a version is in the life of a template: draft, in review, approved, published, retired.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a version of a template is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Brought in; seen by knowledge managers only. Its file never changes: a correction is the next version.
    Draft,
    /// Submitted; waits for someone else's decision.
    InReview,
    /// Good to publish, or published before and since followed by another version.
    Approved,
    /// The one that lawyers see.
    Published,
    /// No longer to be used. Restoring makes a new draft.
    Retired,
}

/// A text that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown state {0:?}: expected draft, in_review, approved, published or retired")]
pub struct UnknownState(String);

impl VersionState {
    /// Every state, in the order of life.
    pub const ALL: [Self; 5] = [Self::Draft, Self::InReview, Self::Approved, Self::Published, Self::Retired];

    /// The name as it is kept and sent: `in_review`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }
}

impl fmt::Display for VersionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for VersionState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| UnknownState(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_back() {
        for state in VersionState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{state}\""));
        }
        assert!("Draft".parse::<VersionState>().is_err());
    }
}
