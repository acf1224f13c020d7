//! People, and who is in which matter or team.

use std::marker::PhantomData;

use akte_model::{Id, Matter, Person, Team, Tenant};
use sqlx::AnyConnection;

use super::{Content, Label, MACHINE, Page, PageRequest};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::vault::Vault;

impl Content for Person {
    type Row = Label<Person>;

    fn open(row: Label<Person>, vault: &Vault) -> Result<Self> {
        row.open_person(vault)
    }
}

/// The people of the firm, who came last first.
pub(crate) async fn list_people(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    page: &PageRequest,
) -> Result<Page<Label<Person>>> {
    let slice = page.slice::<Person>()?;
    let rows = sqlx::query(
        "SELECT id, name, key_id, sealed_key, content_version FROM person
         WHERE tenant_id = $1 AND status = 'active' AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .bind(tenant.to_string())
    .bind(&slice.before)
    .bind(slice.limit())
    .fetch_all(connection)
    .await?;
    slice.page(&rows, |row| Label::must(row, "", "name"), |person| person.id)
}

/// A table that says which `M`s are in which `G`s.
pub(crate) struct Members<G, M> {
    list: &'static str,
    add: &'static str,
    remove: &'static str,
    known: &'static str,
    kinds: PhantomData<fn() -> (G, M)>,
}

/// The table `$table`, with the columns of the group and of the member, of which the latter names a row of `$members` that may
/// come in if `$welcome`.
macro_rules! members {
    ($table:literal, $group:literal, $member:literal, $members:literal, $welcome:literal) => {
        Members {
            list: concat!(
                "SELECT x.id, x.name, x.key_id, x.sealed_key, x.content_version FROM ",
                $table,
                " i
                 JOIN ",
                $members,
                " x ON x.tenant_id = i.tenant_id AND x.id = i.",
                $member,
                "
                 WHERE i.tenant_id = $1 AND i.",
                $group,
                " = $2 ORDER BY x.id"
            ),
            add: concat!(
                "INSERT INTO ",
                $table,
                " (tenant_id, ",
                $group,
                ", ",
                $member,
                ")
                 SELECT x.tenant_id, $2, x.id FROM ",
                $members,
                " x WHERE x.tenant_id = $1 AND x.id = $3",
                $welcome,
                "
                 ON CONFLICT (tenant_id, ",
                $member,
                ", ",
                $group,
                ") DO UPDATE SET ",
                $member,
                " = excluded.",
                $member
            ),
            remove: concat!(
                "DELETE FROM ",
                $table,
                " WHERE tenant_id = $1 AND ",
                $group,
                " = $2 AND ",
                $member,
                " = $3"
            ),
            known: concat!("SELECT id FROM ", $members, " WHERE tenant_id = $1 AND id = $2"),
            kinds: PhantomData,
        }
    };
}

/// The people in a matter, not counting those of its teams.
pub(crate) static MATTER_PEOPLE: Members<Matter, Person> =
    members!("matter_member", "matter_id", "person_id", "person", " AND x.status = 'active'");
/// The teams in a matter.
pub(crate) static MATTER_TEAMS: Members<Matter, Team> =
    members!("matter_team", "matter_id", "team_id", "team", "");
/// The people in a team.
pub(crate) static TEAM_PEOPLE: Members<Team, Person> =
    members!("team_member", "team_id", "person_id", "person", " AND x.status = 'active'");
/// Who may act for a person.
pub(crate) static DELEGATES: Members<Person, Person> =
    members!("delegate", "person_id", "delegate_id", "person", " AND x.status = 'active'");

impl<G, M: akte_model::Kind> Members<G, M> {
    /// Who is in, who came to the firm first first.
    pub(crate) async fn list(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        group: &Id<G>,
    ) -> Result<Vec<Label<M>>> {
        let query = sqlx::query(self.list).bind(tenant.to_string()).bind(group.to_string());
        let rows = query.fetch_all(connection).await?;
        rows.iter().map(|row| Label::must(row, "", "name")).collect()
    }

    /// Lets one in; one who is in already stays so.
    pub(crate) async fn add(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        group: &Id<G>,
        member: &Id<M>,
    ) -> Result<()> {
        let done = self.changed(self.add, connection, tenant, group, member).await?;
        if done { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Lets one out; one who is not in stays so.
    pub(crate) async fn remove(
        &self,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        group: &Id<G>,
        member: &Id<M>,
    ) -> Result<()> {
        if self.changed(self.remove, connection, tenant, group, member).await? {
            return Ok(());
        }
        let query = sqlx::query(self.known).bind(tenant.to_string()).bind(member.to_string());
        query.fetch_optional(connection).await?.map(drop).ok_or(Error::NotFound)
    }

    async fn changed(
        &self,
        sql: &'static str,
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        group: &Id<G>,
        member: &Id<M>,
    ) -> Result<bool> {
        let query =
            sqlx::query(sql).bind(tenant.to_string()).bind(group.to_string()).bind(member.to_string());
        Ok(query.execute(connection).await?.rows_affected() == 1)
    }
}

/// Refuses to leave a matter without a person in it: teams may be empty, machines may end, and nobody could let anyone in again. It
/// is locked.
pub(crate) async fn keep_someone(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    matter: &Id<Matter>,
) -> Result<()> {
    let sql = "SELECT COUNT(*) AS people FROM matter_member m JOIN person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
         WHERE m.tenant_id = $1 AND m.matter_id = $2 AND p.issuer <> $3";
    let row = sqlx::query(sql)
        .bind(tenant.to_string())
        .bind(matter.to_string())
        .bind(MACHINE)
        .fetch_one(connection)
        .await?;
    if row.number("people")? == 0 { Err(Error::LastMember) } else { Ok(()) }
}
