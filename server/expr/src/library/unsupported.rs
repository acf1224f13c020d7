//! What docassemble templates and our own reference know and this version does not do yet. The value
//! passes unchanged, and the author is warned.

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, Run, builtin, made};
use crate::scope::{Found, Outcome, Scope};

const fn unsupported(name: &'static str, uses: u8, what: &'static str) -> Builtin {
    unsupported_by(name, uses, what, unchanged)
}

const fn unsupported_by(name: &'static str, uses: u8, what: &'static str, run: Run) -> Builtin {
    builtin(name, uses, &["value", "*"], "Not supported yet.", run).open().any_named().not_yet(what)
}

pub(super) const TABLE: &[Builtin] = &[
    unsupported("markdown", FILTER, "marks such as ** are printed as they are."),
    unsupported("inline_markdown", FILTER, "marks such as ** are printed as they are."),
    unsupported("richtext", FILTER, "the text takes the formatting of the tag."),
    unsupported("RichText", FUNCTION, "the text takes the formatting of the tag."),
    unsupported("qr_code", FUNCTION, "the text of the code is printed."),
    unsupported("state_name", FUNCTION, "the state is printed as it was answered."),
    unsupported("country_name", FUNCTION, "the country is printed as it was answered."),
    unsupported("show", METHOD, "pictures are not inserted; the answer is printed as text."),
    unsupported_by(
        "signature_if_final",
        METHOD,
        "pictures are not inserted; the answer `signature` is printed as text.",
        signature,
    ),
    unsupported_by(
        "include_docx_template",
        FUNCTION,
        "other documents are not inserted; nothing is printed.",
        |_, _| made(crate::Value::None),
    ),
    unsupported("groupby", FILTER, "the list is not grouped."),
];

fn unchanged(_: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    Ok(call.subject()?.clone())
}

fn signature(_: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    Ok(call.subject()?.member(&"signature".into())?)
}
