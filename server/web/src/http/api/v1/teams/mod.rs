//! `/api/v1/teams`

pub mod add_member;
pub mod change;
pub mod create;
pub mod list;
pub mod read;
pub mod remove_member;

use akte_model::{Id, Rev};
use akte_store::Door;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::people::Person;
use crate::http::error::Error;

/// A team as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamItem {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Team>,
    /// What it is called.
    pub name: String,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
}

/// A team with who is in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    /// As in a list.
    #[serde(flatten)]
    pub item: TeamItem,
    /// The people in it.
    pub members: Vec<Person>,
}

/// A name for a team.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamName {
    /// What it is called; no other team has that name.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: String,
}

/// A team with who is in it.
async fn show(door: &mut Door, id: &Id<akte_model::Team>) -> Result<Team, Error> {
    let mut read = door.read().await?;
    let (team, members) = read.team(id).await?;
    drop(read);
    let members = door.open_all(members).await?.into_iter().map(Person::from).collect();
    Ok(Team { item: door.open(team).await?.into(), members })
}

impl From<akte_model::Team> for TeamItem {
    fn from(team: akte_model::Team) -> Self {
        Self { id: team.id, name: team.name, rev: team.rev }
    }
}
