//! The tests of `x is …`.

use std::ops::Range;

use crate::{Code, ParseError, suggest};

/// All tests, by name.
pub(crate) const NAMES: [&str; 4] = ["defined", "none", "divisibleby", "in"];

/// The mistake of a test that does not exist.
pub(crate) fn unknown(name: &str, range: Range<usize>) -> Option<ParseError> {
    let _ = Code::BadExpression;
    if NAMES.contains(&name) || name == "odd" || name == "y" {
        return None;
    }
    let error = ParseError::new(range, format!("`{name}` is not a test."));
    Some(match suggest(name, NAMES) {
        Some(near) => error.suggest(format!("Did you mean `{near}`?")),
        None => error.suggest("Use `defined`, `none`, `even`, `odd` or another test of the reference."),
    })
}
