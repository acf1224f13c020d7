//! Lists that come in pages: what is asked and what is answered.

use akte_model::{Id, Matter};
use akte_store::PageRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::error::Error;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// At most this many items, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; absent for the first page.
    pub cursor: Option<String>,
}

/// Whose list, and which page of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MatterPageQuery {
    /// What belongs to this matter, by whomever it was made; without it, one's own.
    #[param(value_type = Option<Uuid>)]
    pub matter: Option<Id<Matter>>,
    /// At most this many items, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; absent for the first page.
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// Hand this back to get the next page; null on the last one.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page of the store, each item as the API shows it.
    pub fn of<K>(page: akte_store::Page<K>, show: impl FnMut(K) -> T) -> Self {
        Self { items: page.items.into_iter().map(show).collect(), next_cursor: page.next_cursor }
    }
}

impl TryFrom<PageQuery> for PageRequest {
    type Error = Error;

    fn try_from(query: PageQuery) -> Result<Self, Error> {
        match query.limit {
            Some(limit) if !(1..=100).contains(&limit) => {
                Err(Error::Malformed("`limit` is 1 to 100.".to_owned()))
            }
            limit => Ok(Self { limit, cursor: query.cursor }),
        }
    }
}
