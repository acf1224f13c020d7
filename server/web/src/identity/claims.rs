//! What an issuer says of a person.

use akte_store::RoleClaims;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Claims beside those of OpenID Connect, named as Entra ID names them
/// (<https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>,
/// <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Directory {
    /// The directory at the issuer.
    pub tid: Option<String>,
    /// The person in that directory; the same for every client, unlike `sub`.
    oid: Option<String>,
    /// The roles that the directory gives for this application; of an access token of an application, what that may.
    pub roles: Vec<String>,
    /// The groups that the person is in.
    groups: Vec<String>,
    /// What was left out because there was too much of it, and where to ask for it.
    #[serde(rename = "_claim_names")]
    left_out: Map<String, Value>,
    /// 0 for a member of the directory, 1 for a guest.
    acct: Option<u8>,
    /// Who the person signed in at, where that is another than the directory.
    idp: Option<String>,
    /// Of an access token: the version of its form.
    pub ver: Option<String>,
    /// Of an access token: what the person let the client do.
    pub scp: Option<String>,
    /// Of an access token: `app` when no person is involved.
    pub idtyp: Option<String>,
    /// Not good before, in seconds since 1970.
    pub nbf: Option<i64>,
}

impl AdditionalClaims for Directory {}

/// A person, as a verified token names them.
#[derive(Clone)]
pub struct Claims {
    /// The issuer.
    pub issuer: String,
    /// The directory; empty for an issuer that has only one.
    pub tid: String,
    /// The person in it.
    pub subject: String,
    /// The name to show.
    pub name: String,
    /// Whether the person belongs to another directory and visits this one.
    pub is_guest: bool,
    roles: Vec<String>,
    groups: Option<Vec<String>>,
}

impl Claims {
    /// What could give the person a role.
    pub fn roles(&self) -> RoleClaims<'_> {
        RoleClaims { roles: &self.roles, groups: self.groups.as_deref() }
    }
}

impl From<&IdTokenClaims<Directory, CoreGenderClaim>> for Claims {
    fn from(claims: &IdTokenClaims<Directory, CoreGenderClaim>) -> Self {
        let directory = claims.additional_claims();
        let subject = match (&directory.oid, &directory.tid) {
            (Some(oid), _) => oid.clone(),
            (None, None) => claims.subject().to_string(),
            // `sub` is another one for each client: it names nobody in a directory.
            (None, Some(_)) => String::new(),
        };
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let issuer = claims.issuer().to_string();
        let came_from_elsewhere = directory.idp.as_ref().is_some_and(|idp| *idp != issuer);
        Self {
            tid: directory.tid.clone().unwrap_or_default(),
            name: name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| subject.clone()),
            subject,
            // What other issuers mean by `idp` and `acct` is not known.
            is_guest: directory.tid.is_some() && (directory.acct == Some(1) || came_from_elsewhere),
            roles: directory.roles.clone(),
            groups: (!directory.left_out.contains_key("groups")).then(|| directory.groups.clone()),
            issuer,
        }
    }
}
