//! The revision of a row, for changes that must not overwrite one another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Counts the changes of one object from 1; the content of its `ETag` (RFC 9110, section 8.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rev(i64);

/// A text that is not a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a revision: expected a whole number from 1")]
pub struct InvalidRev;

impl Rev {
    /// The revision of what was just made.
    pub const FIRST: Self = Self(1);

    /// The revision after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The number, from 1.
    pub fn number(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Rev {
    type Error = InvalidRev;

    fn try_from(number: i64) -> Result<Self, InvalidRev> {
        if number >= 1 { Ok(Self(number)) } else { Err(InvalidRev) }
    }
}

impl FromStr for Rev {
    type Err = InvalidRev;

    /// Reads digits only: no sign, no leading zero.
    fn from_str(text: &str) -> Result<Self, InvalidRev> {
        if !text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with('0') {
            return Err(InvalidRev);
        }
        text.parse::<i64>().map_err(|_| InvalidRev)?.try_into()
    }
}

impl fmt::Display for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        assert_eq!("1".parse(), Ok(Rev::FIRST));
        assert_eq!(Rev::FIRST.next().to_string(), "2");
    }

    #[test]
    fn what_is_not_a_revision() {
        for text in ["", "0", "01", "-1", "+1", " 1", "1.0", "99999999999999999999", "*"] {
            assert_eq!(text.parse::<Rev>(), Err(InvalidRev), "{text:?}");
        }
    }
}
