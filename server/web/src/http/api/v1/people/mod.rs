//! `/api/v1/people`

pub mod add_delegate;
pub mod list;
pub mod list_delegates;
pub mod remove_delegate;

use akte_model::Id;
use serde::Serialize;
use utoipa::ToSchema;

/// Someone in the firm.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Person>,
    /// The name, as the issuer gave it last.
    pub name: String,
}

impl From<akte_model::Person> for Person {
    fn from(person: akte_model::Person) -> Self {
        Self { id: person.id, name: person.name }
    }
}

/// The name of who made what is `owner`'s, and the owner where that was another.
pub fn made_by(owner: &akte_model::Person, made_by: Option<akte_model::Person>) -> (String, Option<Person>) {
    match made_by {
        Some(maker) => (maker.name, Some(owner.clone().into())),
        None => (owner.name.clone(), None),
    }
}
