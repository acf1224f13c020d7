//! The configuration file: where people reach this server, from where, and where they sign in (`docs/identity.md`,
//! `docs/perimeter.md`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use akte_model::AllowList;
use anyhow::{Context, ensure};
use openidconnect::ClientId;
use openidconnect::url::Url;
use serde::Deserialize;

use crate::identity::{Api, Identifier, IssuerConfig};
use crate::perimeter::{Patience, Proxies, Quotas};
use crate::tls::Files;

/// What the file says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address that people use, without a slash at the end; none for `https://localhost` and the port.
    pub url: Option<String>,
    /// Where people sign in.
    pub issuers: Vec<IssuerConfig>,
    /// The port on which plain HTTP is sent on to the other; none for none, 0 for a free one.
    pub http_port: Option<u16>,
    /// The certificate and its key; none for one of this machine's own making.
    pub tls: Option<Files>,
    /// From where anybody may come at all.
    pub allowed: AllowList,
    /// What stands between people and this server.
    pub proxies: Proxies,
    /// How long is waited for whom.
    pub patience: Patience,
    /// How much may be asked.
    pub quotas: Quotas,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    url: Option<String>,
    #[serde(default)]
    issuer: Vec<Issuer>,
    http_port: Option<u16>,
    tls: Option<Files>,
    #[serde(default)]
    allow: AllowList,
    #[serde(default)]
    proxy: Proxies,
    #[serde(default)]
    patience: Patience,
    #[serde(default)]
    limits: Quotas,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Issuer {
    id: String,
    name: String,
    url: String,
    description: Option<String>,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    authority: Option<PathBuf>,
    consent: Option<String>,
    api: Option<ApiTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApiTable {
    audience: String,
    clients: Vec<String>,
    #[serde(default = "access")]
    scope: String,
}

fn access() -> String {
    "access".to_owned()
}

impl Config {
    /// Reads the file; paths in it are meant from where it lies.
    ///
    /// # Errors
    /// What in it cannot be, and where.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let beside = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, beside).with_context(|| format!("{} cannot be used", path.display()))
    }

    fn parse(text: &str, beside: &Path) -> anyhow::Result<Self> {
        let File { url, issuer, http_port, tls, allow, proxy: proxies, patience, limits: quotas } =
            toml::from_str(text)?;
        let url = url.map(|url| origin(&url)).transpose()?;
        let issuers = issuer.into_iter().map(|issuer| issuer.read(beside)).collect::<Result<Vec<_>, _>>()?;
        let ids: BTreeSet<_> = issuers.iter().map(|issuer| &issuer.id).collect();
        ensure!(ids.len() == issuers.len(), "two issuers have the same id");
        let tls = tls.map(|files| files.beside(beside));
        let allowed = allow.checked().context("[allow]")?;
        Ok(Self { url, issuers, http_port, tls, allowed, proxies, patience, quotas })
    }
}

impl Issuer {
    fn read(self, beside: &Path) -> anyhow::Result<IssuerConfig> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let Self { id, .. } = &self;
        ensure!(
            !id.is_empty() && id.chars().all(plain),
            "the id {id:?} has more than lower-case letters, digits and hyphens"
        );
        let identifier = Identifier::new(&self.url).with_context(|| format!("the url of the issuer {id}"))?;
        let secret = self.client_secret_file.map(|file| {
            let file = beside.join(file);
            std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))
        });
        let secret = secret.transpose()?.map(|secret| secret.trim_end().to_owned().into());
        let api = self.api.map(|api| {
            let ApiTable { audience, clients, scope } = api;
            Api { audience: ClientId::new(audience), clients, scope }
        });
        Ok(IssuerConfig {
            id: self.id,
            name: self.name,
            identifier,
            description: self.description,
            client_id: ClientId::new(self.client_id),
            client_secret: secret,
            authority: self.authority.map(|file| beside.join(file)),
            consent: self.consent,
            api,
        })
    }
}

/// Scheme, host and port, as a browser writes them.
fn origin(text: &str) -> anyhow::Result<String> {
    let url = Url::parse(text).with_context(|| format!("url = {text:?}"))?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    ensure!(url.scheme() == "https" && is_bare, "url = {text:?} is not an address like https://akte.example");
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    const GOOD: &str = r#"
url = "https://akte.example:8443/"

[[issuer]]
id = "entra"
name = "Microsoft"
url = "https://login.microsoftonline.com/{tenantid}/v2.0"
client_id = "pages"
client_secret_file = "secret"
authority = "ca.pem"
api = { audience = "api", clients = ["pane"] }
"#;

    fn refused(text: &str) -> String {
        format!("{:#}", Config::parse(text, Path::new("/nowhere")).unwrap_err())
    }

    #[test]
    fn it_says_where_people_sign_in() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("secret"), "hush\n").unwrap();
        let config = Config::parse(GOOD, directory.path()).unwrap();
        assert_eq!(config.url.as_deref(), Some("https://akte.example:8443"));
        let issuer = &config.issuers[0];
        assert!(issuer.identifier.is_for_many());
        assert_eq!(issuer.client_secret.as_ref().unwrap().expose_secret(), "hush");
        assert_eq!(issuer.authority.as_deref(), Some(&*directory.path().join("ca.pem")));
        let api = issuer.api.as_ref().unwrap();
        assert_eq!((api.clients.as_slice(), api.scope.as_str()), (&["pane".to_owned()][..], "access"));
        assert!(!format!("{config:?}").contains("hush"));
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(refused(GOOD).contains("/nowhere/secret"));
        assert!(refused("url = \"http://akte.example\"").contains("https://akte.example"));
        assert!(refused("url = \"https://akte.example/akte\"").contains("is not an address"));
        assert!(refused("issuers = []").contains("issuers"));
        let bare = "[[issuer]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example\"\nclient_id = \"c\"\n";
        assert!(Config::parse(bare, Path::new("")).is_ok());
        assert!(refused(&format!("{bare}{bare}")).contains("same id"));
        assert!(refused(&bare.replace("\"a\"", "\"a/b\"")).contains("a/b"));
        assert!(refused(&bare.replace("https", "http")).contains("https://"));
    }
}
