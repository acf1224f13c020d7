//! What templates for docassemble use, in the order in which they use it, and what becomes of it here.
//! "Later" is known and said to be so by a warning; nothing may pass in silence.
#![allow(clippy::expect_used)]

use akte_expr::{Code, Kind, parse, reference};

/// How many public templates use it; how it is written; its names.
type Names = (Kind, &'static [(&'static str, u32)]);

const DONE: [Names; 3] = [
    (
        Kind::Filter,
        &[
            ("upper", 62),
            ("length", 52),
            ("title_case", 37),
            ("capitalize", 30),
            ("lower", 15),
            ("int", 6),
            ("batch", 6),
            ("list", 5),
            ("comma_and_list", 5),
            ("round", 4),
            ("string", 3),
            ("title", 3),
            ("currency", 3),
            ("add_separators", 3),
            ("max", 3),
            ("selectattr", 1),
            ("join", 1),
            ("fix_punctuation", 1),
            ("sum", 1),
            ("map", 1),
            ("manual_line_breaks", 1),
            ("paragraphs", 1),
            ("alpha", 1),
        ],
    ),
    (
        Kind::Function,
        &[
            ("today", 94),
            ("showifdef", 65),
            ("format_date", 64),
            ("nice_number", 48),
            ("defined", 44),
            ("alpha", 29),
            ("comma_and_list", 28),
            ("fix_punctuation", 23),
            ("phone_number_formatted", 17),
            ("phone_number_part", 15),
            ("capitalize", 14),
            ("currency", 12),
            ("title_case", 7),
            ("current_datetime", 4),
            ("output_checkbox", 3),
            ("ordinal_number", 3),
            ("comma_list", 3),
            ("value", 2),
            ("yesno", 2),
            ("thousands", 2),
            ("date_difference", 2),
            ("quantity_noun", 2),
            ("DAEmpty", 1),
            ("format_datetime", 1),
            ("int", 1),
            ("len", 1),
            ("range", 1),
            ("format_time", 1),
            ("month_of", 1),
            ("day_of", 1),
            ("year_of", 1),
            ("strip_end_punctuation", 1),
        ],
    ),
    (
        Kind::Method,
        &[
            ("on_one_line", 115),
            ("full", 85),
            ("true_values", 63),
            ("block", 53),
            ("number", 31),
            ("any_true", 27),
            ("line_one", 26),
            ("name_full", 25),
            ("line_two", 25),
            ("pronoun_possessive", 23),
            ("phone_numbers", 20),
            ("upper", 20),
            ("lower", 19),
            ("as_noun", 15),
            ("does_verb", 15),
            ("address_block", 12),
            ("age_in_years", 11),
            ("filter", 10),
            ("split", 10),
            ("salutation", 10),
            ("complete_elements", 8),
            ("get", 6),
            ("format", 6),
            ("all_true", 5),
            ("all_false", 5),
            ("number_gathered", 5),
            ("capitalize", 5),
            ("values", 5),
            ("items", 4),
            ("comma_and_list", 4),
            ("pronoun_subjective", 4),
            ("join", 3),
            ("age_in_months", 3),
            ("normalized_address", 3),
            ("familiar", 2),
            ("item", 1),
            ("has_been_gathered", 1),
            ("pronoun", 1),
            ("strip", 1),
            ("title", 1),
            ("any_false", 1),
            ("did_verb", 1),
            ("as_list", 1),
            ("short_list", 1),
            ("total", 1),
            ("firstlast", 1),
            ("possessive", 1),
            ("formatted_age", 1),
        ],
    ),
];

/// Pictures, formatted text and other documents come with a later version.
const LATER: [Names; 3] = [
    (Kind::Filter, &[("inline_markdown", 42), ("markdown", 16), ("richtext", 1)]),
    (
        Kind::Function,
        &[("include_docx_template", 39), ("qr_code", 8), ("state_name", 1), ("country_name", 1)],
    ),
    (Kind::Method, &[("signature_if_final", 13), ("show", 12)]),
];

/// Named arguments, each in a use of it.
const NAMED: [&str; 4] = [
    "nice_number(n, use_word=true)",
    "format_date(d, format='MMMM yyyy')",
    "comma_and_list(l, and_string='or')",
    "current.show(width='2in', alt_text='x')",
];

fn use_of(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Function => format!("{name}(x)"),
        Kind::Filter => format!("x | {name}"),
        Kind::Method => format!("x.{name}()"),
        Kind::Test => format!("x is {name}"),
    }
}

fn codes(text: &str) -> Vec<Code> {
    parse(text).expect("it reads").warnings().into_iter().map(|warning| warning.0).collect()
}

fn each(names: [Names; 3], mut visit: impl FnMut(Kind, &str)) {
    for (kind, names) in names {
        names.iter().for_each(|(name, _)| visit(kind, name));
    }
}

#[test]
fn what_is_done_is_known_and_gives_no_warning() {
    let entries = reference();
    each(DONE, |kind, name| {
        let entry = entries.iter().find(|entry| entry.kind == kind && entry.name == name);
        assert!(entry.is_some_and(|entry| entry.supported), "{kind:?} {name}");
        let text = use_of(kind, name);
        let few: Vec<_> = codes(&text).into_iter().filter(|code| *code != Code::UnknownArgument).collect();
        assert_eq!(few, [], "{text}");
    });
}

#[test]
fn what_comes_later_says_so() {
    each(LATER, |kind, name| {
        let text = use_of(kind, name);
        assert_eq!(codes(&text), [Code::NotYetSupported], "{text}");
    });
}

#[test]
fn everything_of_twenty_templates_or_more_is_done_but_for_what_needs_formatted_text_or_documents() {
    let open: Vec<_> = LATER
        .iter()
        .flat_map(|(_, names)| *names)
        .filter(|(_, count)| *count >= 20)
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(open, ["inline_markdown", "include_docx_template"]);
}

#[test]
fn filters_may_be_typed_in_capitals() {
    each(DONE, |kind, name| {
        if kind == Kind::Filter {
            assert_eq!(codes(&use_of(kind, &name.to_uppercase())), [], "{name}");
        }
    });
    assert_eq!(codes("x | RichText"), [Code::NotYetSupported]);
}

#[test]
fn named_arguments_are_known() {
    for text in NAMED {
        assert!(!codes(text).contains(&Code::UnknownArgument), "{text}");
    }
}

#[test]
fn an_unknown_call_is_a_field_with_a_warning() {
    for (text, code) in [
        ("local_helper(x)", Code::UnknownCall),
        ("client.local_helper()", Code::UnknownCall),
        ("x | local_helper", Code::UnknownFilter),
        ("comma_and_list(l, titled_together=true)", Code::UnknownArgument),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
}
