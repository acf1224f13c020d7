//! What a person is in a firm.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A role. What it may do is in one table: [`crate::Action`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers questions and makes documents.
    Lawyer,
    /// Writes and publishes templates.
    KnowledgeManager,
    /// Governs people and settings; sees metadata, never answers or documents.
    Administrator,
    /// A program that works for the firm, within the scopes of its key. No person has this role.
    Machine,
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown role {0:?}: expected lawyer, knowledge_manager or administrator")]
pub struct UnknownRole(String);

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Lawyer, Self::KnowledgeManager, Self::Administrator, Self::Machine];
    /// Those that a person can have.
    pub const OF_PEOPLE: [Self; 3] = [Self::Lawyer, Self::KnowledgeManager, Self::Administrator];

    /// The name as it is kept and sent: `knowledge_manager`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lawyer => "lawyer",
            Self::KnowledgeManager => "knowledge_manager",
            Self::Administrator => "administrator",
            Self::Machine => "machine",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    /// Reads the role of a person: that of a machine is given to nobody.
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let found = Self::OF_PEOPLE.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| UnknownRole(text.chars().take(40).collect()))
    }
}

/// The roles that one person holds; may be none.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u8);

impl Roles {
    /// Whether `role` is among them.
    pub fn contains(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// These and those.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Them, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | role.bit()))
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self(role.bit())
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_back() {
        for role in Role::ALL {
            let is_for_people = Role::OF_PEOPLE.contains(&role);
            assert_eq!(role.as_str().parse::<Role>().ok(), is_for_people.then_some(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
        }
        assert!("Lawyer".parse::<Role>().is_err());
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let roles: Roles = [Role::Administrator, Role::Lawyer, Role::Lawyer].into_iter().collect();
        assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Lawyer, Role::Administrator]);
        assert!(!roles.contains(Role::KnowledgeManager));
        assert_eq!(Roles::default().iter().count(), 0);
        assert_eq!(Roles::from(Role::Lawyer).and(Role::Administrator.into()), roles);
    }
}
