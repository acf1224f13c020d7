//! Matters, the teams that work on them, and who is in.

use std::fmt;

use jiff::Timestamp;

use crate::{Id, Kind, Rev};

/// What a firm does for a client, under a number: answers and documents belong to one. A closed matter is there for its members
/// only, with all that belongs to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Matter {
    /// Its id.
    pub id: Id<Self>,
    /// Its name and number; none for who oversees matters and is not a member of this closed one.
    pub title: Option<MatterTitle>,
    /// Whether it is closed to its members.
    pub closed: bool,
    /// Whether who reads this is a member, by themselves or through a team.
    pub member: bool,
    /// Counts the changes of name, number and wall.
    pub rev: Rev,
    /// When it was begun.
    pub created_at: Timestamp,
}

impl Kind for Matter {
    const NAME: &'static str = "matter";
}

/// The name and number of a matter.
#[derive(Clone, PartialEq, Eq)]
pub struct MatterTitle {
    /// The firm's number for it, which no other matter of the firm has.
    pub number: String,
    /// What it is called.
    pub name: String,
}

/// A matter as what belongs to it refers to it.
#[derive(Clone, PartialEq, Eq)]
pub struct MatterRef {
    /// Its id.
    pub id: Id<Matter>,
    /// Its name and number.
    pub title: MatterTitle,
}

/// People who work together: a member of a matter as one.
#[derive(Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: Id<Self>,
    /// What it is called.
    pub name: String,
    /// Counts the changes of the name.
    pub rev: Rev,
}

impl Kind for Team {
    const NAME: &'static str = "team";
}

// Whom a firm works for is its client's secret: it does not belong in logs.
impl fmt::Debug for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matter({}, {})", self.id, if self.closed { "closed" } else { "open" })
    }
}

impl fmt::Debug for MatterTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MatterTitle(…)")
    }
}

impl fmt::Debug for MatterRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MatterRef({})", self.id)
    }
}

impl fmt::Debug for Team {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Team({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_tells_no_secrets() {
        let title = MatterTitle { number: "2026-001".into(), name: "Nightjar".into() };
        let id = Id::new(1, [1; 10]);
        let matter = Matter {
            id,
            title: Some(title.clone()),
            closed: true,
            member: true,
            rev: Rev::FIRST,
            created_at: Timestamp::UNIX_EPOCH,
        };
        let team = Team { id: Id::new(1, [2; 10]), name: "Nightjar".into(), rev: Rev::FIRST };
        let printed = format!("{matter:?} {:?} {team:?}", MatterRef { id, title });
        assert!(!printed.contains("Nightjar") && !printed.contains("2026"), "{printed}");
    }
}
