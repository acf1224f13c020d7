//! What a machine's key is for.

use std::fmt;
use std::str::FromStr;

use crate::{Action, UnknownAction};

/// Actions that a machine was let in for: it may do them as far as its role reaches, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u64);

impl Scopes {
    /// Whether `action` is among them.
    pub fn contains(self, action: Action) -> bool {
        self.0 & bit(action) != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Them, in the order of the table of permissions.
    pub fn iter(self) -> impl Iterator<Item = Action> {
        Action::all().filter(move |action| self.contains(*action))
    }
}

fn bit(action: Action) -> u64 {
    1 << action as u64
}

impl FromIterator<Action> for Scopes {
    fn from_iter<I: IntoIterator<Item = Action>>(actions: I) -> Self {
        Self(actions.into_iter().fold(0, |set, action| set | bit(action)))
    }
}

impl fmt::Display for Scopes {
    /// As they are kept: `read_template generate`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Action::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromStr for Scopes {
    type Err = UnknownAction;

    fn from_str(text: &str) -> Result<Self, UnknownAction> {
        text.split_whitespace().map(str::parse::<Action>).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let all: Scopes = Action::all().collect();
        assert_eq!(all.iter().count(), Action::all().count());
        assert_eq!(all.to_string().parse(), Ok(all));
        let some: Scopes = [Action::Generate, Action::ReadTemplate, Action::Generate].into_iter().collect();
        assert_eq!(some.to_string(), "read_template generate");
        assert!(some.contains(Action::Generate) && !some.contains(Action::ReadAudit));
        assert!("".parse::<Scopes>().unwrap().is_empty());
        assert!("generate everything".parse::<Scopes>().is_err());
    }
}
