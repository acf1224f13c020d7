//! `/api/v1/matters`

pub mod add_member;
pub mod add_team;
pub mod change;
pub mod create;
pub mod list;
pub mod read;
pub mod remove_member;
pub mod remove_team;

use akte_model::{Id, Rev};
use akte_store::Door;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::people::Person;
use super::teams::TeamItem;
use super::work;
use crate::http::error::Error;

/// A matter as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatterItem {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Matter>,
    /// The firm's number for it; null for who oversees matters and is not a member of this closed one.
    #[schema(required = true)]
    pub number: Option<String>,
    /// What it is called; null where its number is.
    #[schema(required = true)]
    pub name: Option<String>,
    /// Whether it is closed to its members.
    pub closed: bool,
    /// Whether the person who asks is a member, by themselves or through a team.
    pub member: bool,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
    /// When it was begun (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// A matter with who is in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Matter {
    /// As in a list.
    #[serde(flatten)]
    pub item: MatterItem,
    /// The people who are members by themselves.
    pub members: Vec<Person>,
    /// The teams whose people are members.
    pub teams: Vec<TeamItem>,
}

/// The matter that something belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatterRef {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Matter>,
    /// The firm's number for it.
    pub number: String,
    /// What it is called.
    pub name: String,
}

/// A matter that this person sees, as the store has it.
pub async fn find(door: &mut Door, id: &Id<akte_model::Matter>) -> Result<akte_model::Matter, Error> {
    let mut read = door.read().await?;
    let sealed = read.matter(id).await?;
    drop(read);
    Ok(door.open(sealed).await?)
}

/// Sees to it that something can belong to that matter: overseeing it is not enough.
pub async fn usable(door: &mut Door, id: &Id<akte_model::Matter>) -> Result<(), Error> {
    find(door, id).await?.title.map(drop).ok_or(Error::NotFound)
}

/// A matter that this person sees, with who is in it.
async fn show(door: &mut Door, id: &Id<akte_model::Matter>) -> Result<Matter, Error> {
    let mut read = door.read().await?;
    let sealed = read.matter(id).await?;
    let (members, teams) = read.matter_members(id).await?;
    drop(read);
    Ok(Matter {
        item: door.open(sealed).await?.into(),
        members: door.open_all(members).await?.into_iter().map(Person::from).collect(),
        teams: door.open_all(teams).await?.into_iter().map(TeamItem::from).collect(),
    })
}

/// A matter's number: without white space around it, of 1 to 200 characters.
fn number(given: &str) -> Result<String, Error> {
    work::required_name(given, "number")
}

impl From<akte_model::Matter> for MatterItem {
    fn from(matter: akte_model::Matter) -> Self {
        let (number, name) = matter.title.map(|title| (title.number, title.name)).unzip();
        Self {
            id: matter.id,
            number,
            name,
            closed: matter.closed,
            member: matter.member,
            rev: matter.rev,
            created_at: matter.created_at,
        }
    }
}

impl From<akte_model::MatterRef> for MatterRef {
    fn from(matter: akte_model::MatterRef) -> Self {
        Self { id: matter.id, number: matter.title.number, name: matter.title.name }
    }
}
