//! What the functions, filters and methods of the mark-up say about the value they work on.

use super::clue::Want;
use crate::kind::Kind;

/// What a filter wants of the value before it; none when that is what is wanted of the filter itself.
pub(super) fn filter(name: &str) -> Option<Want> {
    Some(match name.to_lowercase().as_str() {
        "date" | "format_date" | "datetime" | "format_datetime" | "time" | "weekday" | "year" | "month" | "day" => {
            Want::Kind(Kind::Date)
        }
        "money" | "currency" => Want::Kind(Kind::Money),
        "number" | "int" | "float" | "round" | "abs" | "add_separators" | "thousands" => Want::Kind(Kind::Number),
        "words" | "nice_number" | "ordinal" | "ordinal_number" | "plural" => Want::Likely(Kind::Number),
        "list" | "comma_and_list" | "comma_list" | "join" | "sum" | "sort" | "map" | "select" | "reject" | "selectattr"
        | "rejectattr" | "batch" | "groupby" | "unique" | "min" | "max" => Want::Kind(Kind::List),
        "length" | "count" | "first" | "last" | "reverse" => Want::Likely(Kind::List),
        "default" | "d" => return None,
        _ => return None,
    })
}

/// Whether a filter gives items of the list before it, as they are.
pub(super) fn keeps_items(name: &str) -> bool {
    matches!(name, "sort" | "select" | "reject" | "selectattr" | "rejectattr" | "unique" | "reverse" | "default" | "d")
}

/// What a function wants of its first argument; none when nothing in particular.
pub(super) fn function(name: &str) -> Option<Want> {
    Some(match name {
        "format_date" | "format_datetime" | "format_time" | "month_of" | "day_of" | "year_of" | "date_difference"
        | "as_datetime" | "date" => Want::Kind(Kind::Date),
        "currency" | "money" => Want::Kind(Kind::Money),
        "int" | "float" | "thousands" | "round" | "abs" => Want::Kind(Kind::Number),
        "nice_number" | "ordinal_number" | "ordinal" | "words" => Want::Likely(Kind::Number),
        "comma_and_list" | "comma_list" | "sum" => Want::Kind(Kind::List),
        "yesno" | "output_checkbox" => Want::Kind(Kind::YesNo),
        "len" => Want::Likely(Kind::List),
        _ => return None,
    })
}

/// Whether what a function gives is a day or a moment.
pub(super) fn gives_date(name: &str) -> bool {
    matches!(name, "today" | "date" | "as_datetime" | "current_datetime" | "now")
}

/// What a method wants of the value it is a method of; none when nothing in particular.
pub(super) fn method(name: &str) -> Option<Want> {
    Some(match name {
        "block" | "on_one_line" | "line_one" | "line_two" | "normalized_address" => Want::Kind(Kind::Address),
        "pronoun" | "pronoun_subjective" | "pronoun_objective" | "pronoun_possessive" | "possessive" | "salutation"
        | "age_in_years" | "age_in_months" | "formatted_age" | "name_full" | "address_block" => Want::Kind(Kind::Person),
        "number" | "number_gathered" | "complete_elements" | "comma_and_list" | "as_noun" | "does_verb" | "did_verb"
        | "total" | "short_list" | "as_list" | "has_been_gathered" => Want::Kind(Kind::List),
        "true_values" | "false_values" | "any_true" | "all_true" | "any_false" | "all_false" => {
            Want::Kind(Kind::MultipleChoice)
        }
        "format_date" | "plus" | "minus" | "strftime" => Want::Kind(Kind::Date),
        _ => return None,
    })
}

/// Whether a method of `x.name` says that `x` is a person.
pub(super) fn of_a_persons_name(name: &str) -> bool {
    matches!(name, "full" | "firstlast" | "lastfirst" | "familiar" | "middle_initial")
}
