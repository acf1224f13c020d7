//! What can be written in expressions, for documentation and for guessing the types of answers.

use super::registry::FAMILIES;
use super::{FILTER, FUNCTION, METHOD};
use crate::predicates;

/// How something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `f(x)`
    Function,
    /// `x | f`
    Filter,
    /// `x.f()`
    Method,
    /// `x is f`
    Test,
}

/// One function, filter, method or test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How it is written.
    pub kind: Kind,
    /// Its name.
    pub name: &'static str,
    /// What it works on: `text`, `date`, `name`, `address`, `list` …
    pub family: &'static str,
    /// Its parameters; the first is what it works on, `*` takes any number.
    pub params: &'static [&'static str],
    /// What else it takes, by name only.
    pub named: &'static [&'static str],
    /// What it gives, in a sentence.
    pub about: &'static str,
    /// Whether this version does it; when not, the value passes unchanged and the author is warned.
    pub supported: bool,
}

/// Everything that can be written, by family.
pub fn reference() -> Vec<Entry> {
    let kinds = [(FUNCTION, Kind::Function), (FILTER, Kind::Filter), (METHOD, Kind::Method)];
    let mut entries = Vec::new();
    for (family, table) in FAMILIES {
        for builtin in table {
            for (_, kind) in kinds.iter().filter(|(usage, _)| builtin.uses & usage != 0) {
                entries.push(Entry {
                    kind: *kind,
                    name: builtin.name,
                    family,
                    params: builtin.params,
                    named: builtin.named,
                    about: builtin.about,
                    supported: builtin.not_yet.is_none(),
                });
            }
        }
    }
    entries.extend(predicates::TABLE.iter().map(|test| Entry {
        kind: Kind::Test,
        name: test.name,
        family: "test",
        params: if test.operands == 0 { &["value"] } else { &["value", "other"] },
        named: &[],
        about: test.about,
        supported: true,
    }));
    entries
}
