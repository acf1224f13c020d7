//! The queries behind the lists that grow with a firm, and behind what is found in them by its id, for [`crate::Store::plans`].

use super::{answer_set, document, favourite, matter, template, version, wall};

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
pub(crate) type List = (&'static str, &'static str, &'static [ListBind]);

const PAGE: &[ListBind] = &[Tenant, Person, Reach, Text, Text, Limit];

pub(crate) const LISTS: &[List] = &[
    ("own answer sets", answer_set::OWN_LIST, PAGE),
    ("answer sets on behalf of another", answer_set::BEHALF_LIST, PAGE),
    ("answer sets of a matter", answer_set::MATTER_LIST, PAGE),
    ("own documents", document::OWN_LIST, PAGE),
    ("documents on behalf of another", document::BEHALF_LIST, PAGE),
    ("documents of a matter", document::MATTER_LIST, PAGE),
    ("library", template::ALL, &[Tenant, Text]),
    ("favourites", favourite::FAVOURITES, &[Tenant, Person]),
    ("matters", matter::ALL, &[Tenant]),
    ("own matters", wall::OWN_MATTERS, &[Tenant, Person]),
];

/// The finds: of these nothing of the firm is read but the one row and what belongs to it.
pub(crate) const FINDS: &[List] = &[
    ("a template", template::FIND, &[Tenant, Person, Text, Reach]),
    ("a template, for the library", template::ONE, &[Tenant, Person, Text]),
    ("a version", version::FIND, &[Tenant, Text]),
    ("an answer set", answer_set::FIND, &[Tenant, Person, Reach, Text]),
    ("a document", document::FIND, &[Tenant, Person, Reach, Text]),
    ("a matter", matter::FIND, &[Tenant, Person, Reach, Text]),
    ("a matter, for the index", matter::ONE, &[Tenant, Text]),
];
