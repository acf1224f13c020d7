//! The firm and the four people of the demo.

/// The directory of the demo firm, as the `tid` claim names it.
pub const TENANT: &str = "van-dalen";

/// Someone who can be chosen.
#[derive(Debug)]
pub struct Person {
    /// The `sub` and `oid` claims.
    pub subject: &'static str,
    /// The `name` claim.
    pub name: &'static str,
    /// The one entry of the `roles` claim.
    pub role: &'static str,
}

/// Everyone who can be chosen.
pub const PEOPLE: [Person; 4] = [
    Person { subject: "lotte-de-vries", name: "Lotte de Vries", role: "lawyer" },
    Person { subject: "karim-bennani", name: "Karim Bennani", role: "knowledge_manager" },
    // Two of them: four eyes decide about a template.
    Person { subject: "noor-jansen", name: "Noor Jansen", role: "knowledge_manager" },
    Person { subject: "anna-visser", name: "Anna Visser", role: "administrator" },
];

impl Person {
    /// The person with that subject.
    pub(super) fn find(subject: &str) -> Option<&'static Self> {
        PEOPLE.iter().find(|person| person.subject == subject)
    }
}
