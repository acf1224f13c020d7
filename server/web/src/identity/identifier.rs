//! How an issuer calls itself: by one name, or by one for each directory.

use openidconnect::IssuerUrl;

/// Stands for the directory in the name of an issuer that serves many, as in what Entra ID publishes for `organizations`.
const DIRECTORY: &str = "{tenantid}";

/// An issuer's identifier (OpenID Connect Core 1.0, section 2, `iss`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier(String);

impl Identifier {
    /// From its text: an `https` address, perhaps with `{tenantid}` in it.
    pub fn new(text: &str) -> anyhow::Result<Self> {
        let url = IssuerUrl::new(text.to_owned())?;
        anyhow::ensure!(url.url().scheme() == "https", "an issuer's address begins with https://");
        Ok(Self(text.to_owned()))
    }

    /// As the issuer publishes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether each directory has a name of its own.
    pub fn is_for_many(&self) -> bool {
        self.0.contains(DIRECTORY)
    }

    /// As the tokens of a directory name it. None where `tid` is not the GUID of a directory and has to be.
    pub fn of(&self, tid: &str) -> Option<IssuerUrl> {
        let name = if !self.is_for_many() {
            self.0.clone()
        } else if is_guid(tid) {
            self.0.replace(DIRECTORY, tid)
        } else {
            return None;
        };
        IssuerUrl::new(name).ok()
    }

    /// Where the issuer describes itself (OpenID Connect Discovery 1.0, section 4), unless it is configured otherwise.
    /// <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>
    pub fn description(&self) -> String {
        let at = self.0.replace(DIRECTORY, "organizations");
        format!("{}/.well-known/openid-configuration", at.trim_end_matches('/'))
    }
}

/// Whether `tid` is written as Entra ID writes it: 36 characters, lower case.
fn is_guid(tid: &str) -> bool {
    uuid::Uuid::try_parse(tid)
        .is_ok_and(|uuid| uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()) == tid)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TID: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    #[test]
    fn a_template_names_each_directory() {
        let entra = Identifier::new("https://login.microsoftonline.com/{tenantid}/v2.0").unwrap();
        let of = entra.of(TID).unwrap();
        assert_eq!(of.as_str(), format!("https://login.microsoftonline.com/{TID}/v2.0"));
        let at = "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration";
        assert_eq!(entra.description(), at);
        for tid in ["", "organizations", "../x", &TID.to_uppercase(), &TID.replace('-', "")] {
            assert_eq!(entra.of(tid), None, "{tid}");
        }
    }

    #[test]
    fn an_issuer_of_one_name_keeps_it() {
        let one = Identifier::new("https://id.example/").unwrap();
        assert_eq!(one.of("anything").unwrap().as_str(), "https://id.example/");
        assert_eq!(one.description(), "https://id.example/.well-known/openid-configuration");
        assert!(Identifier::new("http://id.example").is_err());
    }
}
