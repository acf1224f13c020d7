//! An action of the table of permissions, as the API names it.

use std::borrow::Cow;

use akte_model::Action;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Something that may be done: `read_template`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission(pub Action);

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for Permission {
    fn schema() -> RefOr<Schema> {
        let names = Action::all().map(Action::as_str);
        let about = "Something that may be done, as docs/permissions.md lists it.";
        let schema =
            ObjectBuilder::new().schema_type(Type::String).description(Some(about)).enum_values(Some(names));
        schema.into()
    }
}

impl ToSchema for Permission {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Permission")
    }
}
