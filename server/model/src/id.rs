//! Ids that know what they name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// What an [`Id`] can name.
pub trait Kind {
    /// The table that keeps it: `answer_set`. Part of the associated data of everything encrypted, so it never changes.
    const NAME: &'static str;
}

/// The id of one `K`: a `UUIDv7` (RFC 9562, section 5.7), so ids sort by the time they were made.
///
/// An id says nothing about who may see what it names.
pub struct Id<K: ?Sized> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

/// A text that is not an id in its one form: 36 characters, lower case, version 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected 36 characters like 01890a5d-ac96-774b-bcce-b302099a8057")]
pub struct InvalidId;

impl<K> Id<K> {
    /// An id made at `millis` (milliseconds since 1970, UTC) from ten random bytes, of which 74 bits are used.
    pub fn new(millis: u64, random: [u8; 10]) -> Self {
        Self::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// When it was made: milliseconds since 1970, UTC.
    pub fn millis(&self) -> i64 {
        let [a, b, c, d, e, f, ..] = *self.uuid.as_bytes();
        i64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }

    fn from(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }
}

impl<K> FromStr for Id<K> {
    type Err = InvalidId;

    /// Reads the one form that [`fmt::Display`] writes, so that a name has a single spelling.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let uuid = Uuid::try_parse(text).map_err(|_| InvalidId)?;
        let canonical = uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == text;
        if canonical && uuid.get_version_num() == 7 { Ok(Self::from(uuid)) } else { Err(InvalidId) }
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.hyphenated().fmt(f)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Written by hand: derived ones would ask the same of `K`.
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Template};

    fn id(millis: u64) -> Id<Template> {
        Id::new(millis, [7; 10])
    }

    #[test]
    fn text_and_back() {
        let id = id(1_700_000_000_000);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.millis(), 1_700_000_000_000);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<Id<Template>>(&format!("\"{id}\"")).unwrap(), id);
    }

    #[test]
    fn later_ids_sort_after_earlier_ones_as_text_too() {
        assert!(id(1) < id(2));
        assert!(id(1).to_string() < id(2).to_string());
    }

    #[test]
    fn only_one_spelling_is_read() {
        let text = id(1_700_000_000_000).to_string();
        let bad = [
            String::new(),
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{{{text}}}"),
            format!("urn:uuid:{text}"),
            format!("{text} "),
            "00000000-0000-0000-0000-000000000000".into(),
            "f47ac10b-58cc-4372-a567-0e02b2c3d479".into(), // version 4
        ];
        for text in bad {
            assert_eq!(text.parse::<Id<Document>>(), Err(InvalidId), "{text:?}");
        }
    }
}
