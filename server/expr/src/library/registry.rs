//! From a name to what it does.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::*;

/// The families: the table of each file under the word that the reference uses.
pub(super) const FAMILIES: [(&str, &[Builtin]); 17] = [
    ("answer", answer::TABLE),
    ("text", text::TABLE),
    ("text", placeholder::TABLE),
    ("number", number::TABLE),
    ("money", money::TABLE),
    ("words", words::TABLE),
    ("date", date::TABLE),
    ("list", list::TABLE),
    ("list", select::TABLE),
    ("list", noun::TABLE),
    ("choice", choice::TABLE),
    ("group", group::TABLE),
    ("name", name::TABLE),
    ("person", person::TABLE),
    ("address", address::TABLE),
    ("phone", phone::TABLE),
    ("unsupported", unsupported::TABLE),
];

type Names = HashMap<&'static str, &'static Builtin>;

fn names(usage: u8) -> Names {
    let all = FAMILIES.iter().flat_map(|(_, table)| table.iter());
    all.filter(|builtin| builtin.uses & usage != 0).map(|builtin| (builtin.name, builtin)).collect()
}

static FUNCTIONS: LazyLock<Names> = LazyLock::new(|| names(FUNCTION));
static FILTERS: LazyLock<Names> = LazyLock::new(|| names(FILTER));
static METHODS: LazyLock<Names> = LazyLock::new(|| names(METHOD));

pub(crate) fn function(name: &str) -> Option<&'static Builtin> {
    FUNCTIONS.get(name).copied()
}

/// A filter, which may be typed in capitals as in `| UPPER`.
pub(crate) fn filter(name: &str) -> Option<&'static Builtin> {
    let found = FILTERS.get(name).copied();
    found.or_else(|| FILTERS.get(name.to_lowercase().as_str()).copied())
}

pub(crate) fn method(name: &str) -> Option<&'static Builtin> {
    METHODS.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_in_two_tables_for_one_use() {
        for usage in [FUNCTION, FILTER, METHOD] {
            let mut seen = std::collections::BTreeSet::new();
            for builtin in FAMILIES.iter().flat_map(|(_, table)| table.iter()) {
                if builtin.uses & usage != 0 {
                    assert!(seen.insert(builtin.name), "{} twice", builtin.name);
                }
            }
        }
    }
}
