//! A bucket that speaks S3 (Amazon's, or that of another server which understands the same).

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use crate::error::{Error, Result};

/// The longest that one request may take, and the longest that it is tried again.
const PATIENCE: Duration = Duration::from_secs(30);
const RETRY: Duration = Duration::from_secs(5);

/// Where files lie in a bucket, and as whom to go there. Holds a secret: never printed.
#[derive(Clone)]
pub struct Bucket {
    name: String,
    prefix: Path,
    options: Vec<(AmazonS3ConfigKey, String)>,
}

impl Bucket {
    /// The bucket at `s3://name/prefix`. `options` are named as for Amazon's own programs, `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, and `AWS_ENDPOINT` for another server; those that mean nothing here are left alone.
    ///
    /// Fails with [`Error::BucketUrl`], also when the way to a server on another machine would not be encrypted.
    pub fn new(url: &str, options: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let malformed = |reason: &str| Error::BucketUrl { reason: reason.to_owned() };
        let rest = url.strip_prefix("s3://").ok_or_else(|| malformed("begins with s3://"))?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if name.is_empty() {
            return Err(malformed("has the form s3://bucket or s3://bucket/prefix"));
        }
        let known = |(key, value): (String, String)| Some((key.to_ascii_lowercase().parse().ok()?, value));
        let options: Vec<_> = options.into_iter().filter_map(known).collect();
        let endpoint = options.iter().find(|(key, _)| *key == AmazonS3ConfigKey::Endpoint);
        if endpoint.is_some_and(|(_, url)| !url.starts_with("https://") && !is_this_machine(url)) {
            return Err(malformed("is on another machine: AWS_ENDPOINT begins with https:// then"));
        }
        Ok(Self { name: name.to_owned(), prefix: Path::from(prefix), options })
    }

    pub(crate) fn folder(&self, name: &str) -> Path {
        self.prefix.clone().join(name)
    }

    pub(crate) fn open(&self) -> Result<Arc<dyn ObjectStore>> {
        let retry = RetryConfig { max_retries: 3, retry_timeout: RETRY, ..RetryConfig::default() };
        let client = ClientOptions::new().with_timeout(PATIENCE).with_allow_http(true);
        let builder = AmazonS3Builder::new().with_bucket_name(&self.name).with_retry(retry);
        let options = self.options.iter().cloned();
        let builder = options.fold(builder.with_client_options(client), |builder, (key, value)| {
            builder.with_config(key, value)
        });
        Ok(Arc::new(builder.build().map_err(|error| Error::BucketUrl { reason: error.to_string() })?))
    }
}

/// Whether an address without encryption stays on this machine.
fn is_this_machine(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({}/{})", self.name, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_another_machine_is_encrypted_and_secrets_are_not_shown() {
        let bucket = |url: &str, endpoint: &str| {
            let secret = ("AWS_SECRET_ACCESS_KEY".to_owned(), "hush".to_owned());
            Bucket::new(
                url,
                [secret, ("AWS_ENDPOINT".to_owned(), endpoint.to_owned()), ("PATH".into(), "x".into())],
            )
        };
        for endpoint in
            ["https://files.example", "http://localhost:9000", "http://127.0.0.1:1/x", "http://[::1]:1"]
        {
            let bucket = bucket("s3://akte/prod/one", endpoint).unwrap();
            assert_eq!(format!("{bucket:?}"), "Bucket(akte/prod/one)");
            assert_eq!(bucket.folder("files").as_ref(), "prod/one/files");
        }
        for endpoint in ["http://files.example", "http://127.0.0.1.example:80", "http://localhost.example"] {
            let error = bucket("s3://akte", endpoint).unwrap_err().to_string();
            assert!(error.contains("https://"), "{error}");
        }
        for url in ["akte", "s3:/akte", "s3://", "s3:///x", "https://akte"] {
            assert!(bucket(url, "https://files.example").is_err(), "{url}");
        }
    }
}
