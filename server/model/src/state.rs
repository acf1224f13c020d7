//! The life of a template: draft, in review, approved, published, retired.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a version of a template is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Being written; seen by knowledge managers only.
    Draft,
    /// Submitted, and from now on immutable; waits for someone else's decision.
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

    /// Whether a version may go from this state to `next` in one step.
    pub fn may_become(self, next: Self) -> bool {
        use VersionState::{Approved, Draft, InReview, Published, Retired};
        matches!(
            (self, next),
            (Draft, InReview)
                | (InReview, Draft | Approved)
                | (Approved, Published | Retired)
                | (Published, Approved | Retired)
        )
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
    use super::VersionState::*;
    use super::*;

    #[test]
    fn names_and_back() {
        for state in VersionState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{state}\""));
        }
        assert!("Draft".parse::<VersionState>().is_err());
    }

    #[test]
    fn nothing_is_published_without_approval() {
        let before: Vec<_> =
            VersionState::ALL.into_iter().filter(|state| state.may_become(Published)).collect();
        assert_eq!(before, [Approved]);
        let before: Vec<_> =
            VersionState::ALL.into_iter().filter(|state| state.may_become(Approved)).collect();
        assert_eq!(before, [InReview, Published]);
    }

    #[test]
    fn the_end_is_the_end_and_nothing_stays_put() {
        for state in VersionState::ALL {
            assert!(!Retired.may_become(state));
            assert!(!state.may_become(state));
        }
    }
}
