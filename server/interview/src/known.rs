//! The records that the product knows: a person, an organisation, an address, with the questions for their fields.

use std::sync::Arc;

use akte_expr::RecordKind;
use indexmap::IndexMap;

use crate::kind::Kind;
use crate::question::{Choice, Origin, Question, Required};
use crate::tree::Node;
use crate::wording::{Wording, own};

/// A field: its name, its type, whether an answer is needed, and its label in nl, en, de, fr.
type Field = (&'static str, Kind, bool, [&'static str; 4]);

const NAME: &[Field] = &[
    ("first", Kind::Text, true, ["Voornaam", "First name", "Vorname", "Prénom"]),
    ("initials", Kind::Text, true, ["Voorletters", "Initials", "Initialen", "Initiales"]),
    ("prefix", Kind::Text, false, ["Tussenvoegsel", "Name prefix", "Namenszusatz", "Particule"]),
    ("last", Kind::Text, true, ["Achternaam", "Last name", "Nachname", "Nom de famille"]),
];
const BIRTH: &[Field] = &[
    ("date", Kind::Date, true, ["Geboortedatum", "Date of birth", "Geburtsdatum", "Date de naissance"]),
    ("place", Kind::Text, true, ["Geboorteplaats", "Place of birth", "Geburtsort", "Lieu de naissance"]),
];
const PERSON: &[Field] = &[
    ("gender", Kind::Choice, true, ["Geslacht", "Gender", "Geschlecht", "Sexe"]),
    ("address", Kind::Address, true, ["Adres", "Address", "Adresse", "Adresse"]),
    ("email", Kind::Text, true, ["E-mailadres", "E-mail address", "E-Mail-Adresse", "Adresse e-mail"]),
    ("phone", Kind::Text, true, ["Telefoonnummer", "Phone number", "Telefonnummer", "Numéro de téléphone"]),
];
const ORGANISATION: &[Field] = &[
    ("name", Kind::Text, true, ["Naam", "Name", "Name", "Nom"]),
    ("legal_form", Kind::Text, true, ["Rechtsvorm", "Legal form", "Rechtsform", "Forme juridique"]),
    ("seat", Kind::Text, true, ["Statutaire zetel", "Registered seat", "Satzungssitz", "Siège statutaire"]),
    (
        "kvk",
        Kind::Kvk,
        true,
        ["KvK-nummer", "Trade register number", "Handelsregisternummer", "Numéro de registre du commerce"],
    ),
    ("rsin", Kind::Rsin, true, ["RSIN", "RSIN", "RSIN", "RSIN"]),
    ("vat", Kind::Vat, true, ["Btw-nummer", "VAT number", "Umsatzsteuernummer", "Numéro de TVA"]),
    ("address", Kind::Address, true, ["Adres", "Address", "Adresse", "Adresse"]),
];
const ADDRESS: &[Field] = &[
    ("street", Kind::Text, true, ["Straat", "Street", "Straße", "Rue"]),
    ("number", Kind::Text, true, ["Huisnummer", "House number", "Hausnummer", "Numéro"]),
    ("addition", Kind::Text, false, ["Toevoeging", "Addition", "Zusatz", "Complément"]),
    ("postcode", Kind::Text, true, ["Postcode", "Postal code", "Postleitzahl", "Code postal"]),
    ("city", Kind::Text, true, ["Plaats", "City", "Ort", "Ville"]),
    ("country", Kind::Text, false, ["Land", "Country", "Land", "Pays"]),
];

/// What the record of a kind has; empty for a kind that is not a known record.
pub(crate) fn fields(kind: Kind) -> IndexMap<Arc<str>, Node> {
    match kind {
        Kind::Person => {
            let prefixes = [("name", NAME), ("birth", BIRTH)];
            let prefixes =
                prefixes.map(|(name, table)| (name.into(), Node { fields: nodes(table), ..Node::default() }));
            prefixes.into_iter().chain(nodes(PERSON)).collect()
        }
        Kind::Organisation => {
            let mut fields = nodes(ORGANISATION);
            fields.insert("representatives".into(), representatives());
            fields
        }
        Kind::Address => nodes(ADDRESS),
        _ => IndexMap::new(),
    }
}

/// What a question of the kind is in the answers.
pub(crate) fn record_kind(kind: Kind) -> RecordKind {
    match kind {
        Kind::Person => RecordKind::Person,
        Kind::Organisation => RecordKind::Organisation,
        Kind::Address => RecordKind::Address,
        Kind::Money => RecordKind::Money,
        _ => RecordKind::Plain,
    }
}

fn nodes(table: &[Field]) -> IndexMap<Arc<str>, Node> {
    table
        .iter()
        .map(|(name, kind, required, label)| ((*name).into(), node(*kind, *required, *label)))
        .collect()
}

fn node(kind: Kind, required: bool, label: [&'static str; 4]) -> Node {
    let mut question = Question::new(kind, own(label), Origin::Known);
    if !required {
        question.required = Required::No;
    }
    if kind == Kind::Choice {
        question.options = genders();
    }
    Node { question: Some(question), fields: fields(kind), item: None }
}

fn representatives() -> Node {
    let list = ["Vertegenwoordigers", "Representatives", "Vertreter", "Représentants"];
    let one = ["Vertegenwoordiger", "Representative", "Vertreter", "Représentant"];
    let person = ["Persoon", "Person", "Person", "Personne"];
    let capacity = ["Hoedanigheid", "Capacity", "Eigenschaft", "Qualité"];
    let authority = ["Bevoegdheid", "Authority", "Vertretungsmacht", "Pouvoir"];
    let mut item = node(Kind::Group, true, one);
    item.fields.insert("person".into(), node(Kind::Person, true, person));
    item.fields.insert("capacity".into(), node(Kind::Text, true, capacity));
    let mut how = Question::new(Kind::Choice, own(authority), Origin::Known);
    how.options = vec![
        option("alone", ["Zelfstandig", "Alone", "Einzeln", "Seul"]),
        option("jointly", ["Gezamenlijk", "Jointly", "Gemeinschaftlich", "Conjointement"]),
        option("proxy", ["Volmacht", "By proxy", "Vollmacht", "Par procuration"]),
    ];
    item.fields.insert("authority".into(), Node::ask(how));
    let mut node = node(Kind::List, true, list);
    node.item = Some(Box::new(item));
    node
}

fn genders() -> Vec<Choice> {
    vec![
        option("female", ["Vrouw", "Female", "Weiblich", "Féminin"]),
        option("male", ["Man", "Male", "Männlich", "Masculin"]),
        option("other", ["Anders", "Other", "Divers", "Autre"]),
    ]
}

fn option(value: &str, label: [&'static str; 4]) -> Choice {
    Choice { value: value.into(), label: own(label) }
}

/// The label of an option for everything that is not named.
pub(crate) fn other() -> Wording {
    own(["Anders", "Other", "Anders", "Autre"])
}

/// Labels of the pages of inferred questions that no name groups.
pub(crate) fn general() -> Wording {
    own(["Algemeen", "General", "Allgemeines", "Général"])
}
