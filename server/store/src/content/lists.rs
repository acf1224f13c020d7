//! The queries behind the lists that grow with a firm, for [`crate::Store::plans`].

use super::{answer_set, document, favourite, matter, template, wall};

/// What a parameter of a query stands for.
pub(crate) enum ListBind {
    Tenant,
    Person,
    Reach,
    /// An id, or what ids are compared with.
    Text,
    Limit,
}

use ListBind::{Limit, Person, Reach, Tenant, Text};

/// A list: its name, its query, and the query's parameters.
type List = (&'static str, &'static str, &'static [ListBind]);

const PAGE: &[ListBind] = &[Tenant, Person, Reach, Text, Text, Limit];

pub(crate) const LISTS: &[List] = &[
    ("own answer sets", answer_set::OWN_LIST, PAGE),
    ("answer sets of a matter", answer_set::MATTER_LIST, PAGE),
    ("own documents", document::OWN_LIST, PAGE),
    ("documents of a matter", document::MATTER_LIST, PAGE),
    ("library", template::ALL, &[Tenant, Text]),
    ("favourites", favourite::FAVOURITES, &[Tenant, Person]),
    ("matters", matter::ALL, &[Tenant]),
    ("own matters", wall::OWN_MATTERS, &[Tenant, Person]),
];
