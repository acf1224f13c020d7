//! `/api/v1/categories`

pub mod change;
pub mod create;
pub mod list;

use akte_model::{Id, Rev};
use akte_store::Door;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::error::Error;

/// A heading that templates are kept under.
#[derive(Debug, Serialize, ToSchema)]
pub struct Category {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Category>,
    /// What it is called.
    pub name: String,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
}

/// A name for a category.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryName {
    /// What it is called; no other category has that name.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: String,
}

async fn show(door: &mut Door, id: &Id<akte_model::Category>) -> Result<Category, Error> {
    let mut read = door.read().await?;
    let sealed = read.category(id).await?;
    drop(read);
    Ok(door.open(sealed).await?.into())
}

impl From<akte_model::Category> for Category {
    fn from(category: akte_model::Category) -> Self {
        Self { id: category.id, name: category.name, rev: category.rev }
    }
}
