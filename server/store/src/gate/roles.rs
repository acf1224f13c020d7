//! Which roles a person has: by the issuer's word, by what the firm made of the issuer's words, by the operator's grant.

use std::fmt;

use akte_model::{Id, Person, Role, Roles, Tenant};
use sqlx::AnyConnection;

use super::Gate;
use crate::audit::{self, Deed};
use crate::database::{RowExt, enter};
use crate::error::{Error, Result};

/// What the issuer says that could give somebody a role.
#[derive(Debug, Clone, Copy)]
pub struct RoleClaims<'a> {
    /// The claim `roles`. One that is called like a role of ours gives it.
    pub roles: &'a [String],
    /// The claim `groups`; none when the issuer left it out because there were too many.
    pub groups: Option<&'a [String]>,
}

/// A claim that can be made to give a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// `roles`
    Roles,
    /// `groups`
    Groups,
}

impl Claim {
    fn as_str(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Groups => "groups",
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Gate<'_> {
    /// The roles that the issuer's words give in the firm of the directory `tid`.
    ///
    /// Fails with [`Error::NotEnrolled`], and with [`Error::GroupsLeftOut`] when groups count there and were left out.
    pub async fn roles_of(&self, issuer: &str, tid: &str, claims: RoleClaims<'_>) -> Result<Roles> {
        let mut tx = self.store.database().read_gate().await?;
        let tenant = super::enrol::find_firm(&mut tx, issuer, tid).await?;
        let tenant =
            tenant.ok_or_else(|| Error::NotEnrolled { issuer: issuer.to_owned(), tid: tid.to_owned() })?;
        enter(&mut tx, &tenant).await?;
        let rows = sqlx::query("SELECT claim, value, role FROM role_mapping WHERE tenant_id = $1")
            .bind(tenant.to_string())
            .fetch_all(&mut *tx)
            .await?;
        let mut roles: Vec<Role> = claims.roles.iter().filter_map(|name| name.parse().ok()).collect();
        for row in rows {
            let given = match row.text("claim")?.as_str() {
                "groups" => claims.groups.ok_or(Error::GroupsLeftOut)?,
                _ => claims.roles,
            };
            if given.contains(&row.text("value")?) {
                roles.push(row.parsed("role")?);
            }
        }
        Ok(roles.into_iter().collect())
    }

    /// From now on `value` of `claim` gives `role`, at the next sign-in. By the operator.
    pub async fn map_role(&self, tenant: &Id<Tenant>, claim: Claim, value: &str, role: Role) -> Result<()> {
        let sql = "INSERT INTO role_mapping (tenant_id, claim, value, role) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, claim, value, role) DO NOTHING";
        self.change_roles(tenant, "map_role", sql, &[claim.as_str(), value, role.as_str()]).await
    }

    /// From now on it does not, at the next sign-in. By the operator.
    pub async fn unmap_role(&self, tenant: &Id<Tenant>, claim: Claim, value: &str, role: Role) -> Result<()> {
        let sql = "DELETE FROM role_mapping WHERE tenant_id = $1 AND claim = $2 AND value = $3 AND role = $4";
        self.change_roles(tenant, "unmap_role", sql, &[claim.as_str(), value, role.as_str()]).await
    }

    /// Gives a person a role whatever the issuer says, at once, also when they never signed in. By the operator.
    pub async fn grant_role(&self, tenant: &Id<Tenant>, subject: &str, role: Role) -> Result<()> {
        self.change_roles(tenant, "grant_role", GRANT, &[subject, role.as_str()]).await
    }

    /// Takes back what was granted, at once. By the operator.
    pub async fn revoke_role(&self, tenant: &Id<Tenant>, subject: &str, role: Role) -> Result<()> {
        let sql = "DELETE FROM role_grant WHERE tenant_id = $1 AND subject = $2 AND role = $3";
        self.change_roles(tenant, "revoke_role", sql, &[subject, role.as_str()]).await
    }

    async fn change_roles(
        &self,
        tenant: &Id<Tenant>,
        action: &'static str,
        sql: &'static str,
        values: &[&str],
    ) -> Result<()> {
        let vault = self.store.vault(tenant).await?;
        let mut tx = self.store.database().write(tenant).await?;
        let query =
            values.iter().fold(sqlx::query(sql).bind(tenant.to_string()), |query, value| query.bind(*value));
        if query.execute(&mut *tx).await?.rows_affected() > 0 {
            audit::record(&mut tx, tenant, None, Deed::new(action, tenant), &vault).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Gives `$2` the role `$3` in the firm `$1`.
pub(super) const GRANT: &str = "INSERT INTO role_grant (tenant_id, subject, role) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, subject, role) DO NOTHING";

/// The roles of a person, by whatever way; none when the person is suspended.
pub(super) async fn find_roles(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
) -> Result<Option<Roles>> {
    let rows = sqlx::query(
        "SELECT r.role FROM person p LEFT JOIN role r ON r.tenant_id = p.tenant_id AND r.person_id = p.id
         WHERE p.tenant_id = $1 AND p.id = $2 AND p.status = 'active'
         UNION
         SELECT g.role FROM person p JOIN role_grant g ON g.tenant_id = p.tenant_id AND g.subject = p.subject
         WHERE p.tenant_id = $1 AND p.id = $2 AND p.status = 'active'",
    )
    .bind(tenant.to_string())
    .bind(person.to_string())
    .fetch_all(connection)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut roles = Vec::new();
    for row in rows {
        let role: Option<Role> = row.parsed_or_none("role")?;
        roles.extend(role);
    }
    Ok(Some(roles.into_iter().collect()))
}

/// What the operator granted a person.
pub(super) async fn find_grants(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    subject: &str,
) -> Result<Roles> {
    let rows = sqlx::query("SELECT role FROM role_grant WHERE tenant_id = $1 AND subject = $2")
        .bind(tenant.to_string())
        .bind(subject)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.parsed::<Role>("role")).collect()
}
