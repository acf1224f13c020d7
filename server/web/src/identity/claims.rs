//! What an issuer says of a person.

use akte_model::{Role, Roles};
use openidconnect::core::{
    CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, EmptyExtraTokenFields, IdTokenClaims, IdTokenFields, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};

/// Claims beside those of OpenID Connect, named as Entra ID names them
/// (<https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Directory {
    /// The directory at the issuer.
    tid: Option<String>,
    /// The person in that directory; the same for every client, unlike `sub`.
    oid: Option<String>,
    /// The roles that the directory gives for this application.
    roles: Vec<String>,
}

impl AdditionalClaims for Directory {}

/// What the token endpoint answers.
pub type Tokens = StandardTokenResponse<
    IdTokenFields<
        Directory,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// A person, as a verified ID token names them.
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
    /// The roles that this product knows; others are for other applications.
    pub roles: Roles,
}

impl From<&IdTokenClaims<Directory, CoreGenderClaim>> for Claims {
    fn from(claims: &IdTokenClaims<Directory, CoreGenderClaim>) -> Self {
        let directory = claims.additional_claims();
        let subject = directory.oid.clone().unwrap_or_else(|| claims.subject().to_string());
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        Self {
            issuer: claims.issuer().to_string(),
            tid: directory.tid.clone().unwrap_or_default(),
            name: name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| subject.clone()),
            subject,
            roles: directory.roles.iter().filter_map(|role| role.parse::<Role>().ok()).collect(),
        }
    }
}
