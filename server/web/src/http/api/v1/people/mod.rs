//! `/api/v1/people`

pub mod list;

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
