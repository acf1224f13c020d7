//! What differs between one deployment and another.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};
use uuid::{Builder, Uuid, Version};

use super::ENTRA;

/// A deployment that Word is told of.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// Where the pane is served from.
    pub host: Host,
    /// The application registered with Entra ID, when people sign in there.
    pub client_id: Option<Uuid>,
    /// The environment; its name shows in the ribbon unless it is `production`.
    pub environment: String,
    /// Other hosts that signing in leads through.
    pub sign_in: Vec<Host>,
}

/// A name and perhaps a port, as in `akte.example.com` or `localhost:8443`; always meant with `https://`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

/// Why a text is not a host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// A scheme or a path came along.
    #[error("give the host alone, like akte.example.com or localhost:8443, without https:// or a path")]
    NotAlone,
    /// It is not a DNS name (RFC 1123, section 2.1).
    #[error("this is not a host name: letters, digits and hyphens between dots, like akte.example.com")]
    Name,
    /// The port is not a number from 1 to 65535.
    #[error("after the colon comes a port from 1 to 65535")]
    Port,
}

impl FromStr for Host {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        if text.contains('/') {
            return Err(HostError::NotAlone);
        }
        let (name, port) = match text.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (text, None),
        };
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if name.len() > 253 || !name.split('.').all(label) {
            return Err(HostError::Name);
        }
        if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|number| number > 0)) {
            return Err(HostError::Port);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl Display for Host {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Deployment {
    /// The address of a path of this deployment.
    pub(super) fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.host)
    }

    /// The address of the pane at a view.
    pub(super) fn pane(&self, view: &str) -> String {
        self.url(&format!("/taskpane?view={view}"))
    }

    /// The address of the icon of that size.
    pub(super) fn icon(&self, size: u16) -> String {
        self.url(&format!("/icons/{}", super::icons::file(size)))
    }

    /// The product's name as the ribbon shows it here.
    pub(super) fn name(&self, name: &str) -> String {
        if self.is_production() { name.to_owned() } else { format!("{name} ({})", self.environment) }
    }

    /// The id of a manifest here: environments live side by side in one Word, so each has ids of its own.
    pub(super) fn id(&self, production: Uuid) -> Uuid {
        if self.is_production() {
            return production;
        }
        let mut seed = production.as_bytes().to_vec();
        seed.extend_from_slice(self.environment.as_bytes());
        let mut bytes = [0; 16];
        for (byte, hashed) in bytes.iter_mut().zip(digest(&SHA256, &seed).as_ref()) {
            *byte = *hashed;
        }
        Builder::from_bytes(bytes)
            .with_variant(uuid::Variant::RFC4122)
            .with_version(Version::Custom)
            .into_uuid()
    }

    /// The other hosts that the pane may lead to.
    pub(super) fn domains(&self) -> Vec<String> {
        let others = self.sign_in.iter().map(|host| format!("https://{host}"));
        std::iter::once(ENTRA.to_owned()).chain(others).collect()
    }

    /// How Entra ID names our API: with the host, as nested and single sign-on in Office want it.
    pub(super) fn resource(&self, client_id: Uuid) -> String {
        format!("api://{}/{client_id}", self.host)
    }

    fn is_production(&self) -> bool {
        self.environment == "production"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_names_with_perhaps_a_port() {
        for good in
            ["localhost", "localhost:8443", "akte.example.com", "a-b.example", "xn--bcher-kva.example"]
        {
            assert_eq!(good.parse::<Host>().unwrap().to_string(), good);
        }
        assert_eq!("AKTE.Example.com".parse::<Host>().unwrap().to_string(), "akte.example.com");
        for (bad, why) in [
            ("https://akte.example.com", HostError::NotAlone),
            ("akte.example.com/", HostError::NotAlone),
            ("", HostError::Name),
            ("akte..com", HostError::Name),
            ("-akte.com", HostError::Name),
            ("bücher.example", HostError::Name),
            ("a b", HostError::Name),
            ("\"><x", HostError::Name),
            ("localhost:", HostError::Port),
            ("localhost:0", HostError::Port),
            ("localhost:65536", HostError::Port),
            ("user@host", HostError::Name),
        ] {
            assert_eq!(bad.parse::<Host>(), Err(why), "{bad}");
        }
    }

    #[test]
    fn environments_have_ids_of_their_own_that_stay() {
        let of = |environment: &str| {
            let host = "localhost".parse().unwrap();
            let environment = environment.to_owned();
            Deployment { host, client_id: None, environment, sign_in: Vec::new() }.id(Uuid::from_u128(7))
        };
        assert_eq!(of("production"), Uuid::from_u128(7));
        assert_eq!(of("test"), of("test"));
        assert_ne!(of("test"), of("acceptance"));
        assert_eq!(of("test").get_version_num(), 8);
    }
}
