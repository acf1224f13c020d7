//! How much a value holds, measured before it is kept.

use serde_json::Value as Json;

use crate::limits;

/// What is too much about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Depth,
    Text,
    Items,
}

/// How many values `value` holds, itself counted, when it has at most `depth` levels and keeps to the limits.
pub(super) fn measure(value: &Json, depth: usize) -> Result<usize, Excess> {
    if depth == 0 {
        return Err(Excess::Depth);
    }
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => Ok(1),
        Json::String(text) => text_fits(text).then_some(1).ok_or(Excess::Text),
        Json::Array(items) if items.len() > limits::LIST_ITEMS => Err(Excess::Items),
        Json::Array(items) => items.iter().try_fold(1, |sum, item| Ok(sum + measure(item, depth - 1)?)),
        Json::Object(fields) => fields.iter().try_fold(1, |sum, (name, field)| {
            if text_fits(name) { Ok(sum + measure(field, depth - 1)?) } else { Err(Excess::Text) }
        }),
    }
}

/// Whether a text keeps to the limit. Bytes are looked at first: counting characters walks the text.
fn text_fits(text: &str) -> bool {
    text.len() <= limits::TEXT_CHARS || text.chars().count() <= limits::TEXT_CHARS
}
