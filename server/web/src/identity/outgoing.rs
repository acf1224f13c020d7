//! Calls to an issuer: the bridge between openidconnect and our HTTP client.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::time::Duration;

use anyhow::Context;
use openidconnect::http::{Request, Response, StatusCode};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use serde::de::DeserializeOwned;

/// How long an issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer of an issuer, in bytes. Entra's key set is below 64 KiB.
const LONGEST: usize = 1024 * 1024;

/// An HTTP client for issuers: TLS only, no redirects (an issuer must not send us elsewhere), bounded.
#[derive(Debug, Clone)]
pub struct Outgoing(Client);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be made, or took too long.
    #[error("the call failed")]
    Call(#[from] reqwest::Error),
    /// The answer is too long.
    #[error("the answer is longer than {LONGEST} bytes")]
    TooLong,
    /// The answer could not be passed on.
    #[error("the answer could not be understood")]
    Answer(#[from] openidconnect::http::Error),
    /// The call was given up because the server ends.
    #[error("the call was given up")]
    Gone(#[from] tokio::task::JoinError),
}

impl Outgoing {
    /// Trusts the authorities of the system, or only those in the PEM file `authority`.
    ///
    /// # Errors
    /// When the file cannot be read or holds no certificate.
    pub fn new(authority: Option<&Path>) -> anyhow::Result<Self> {
        let mut builder = Client::builder()
            .https_only(true)
            .no_proxy()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .user_agent(concat!("akte/", env!("CARGO_PKG_VERSION")));
        if let Some(path) = authority {
            let pem = std::fs::read(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
            builder = builder.tls_certs_only(Certificate::from_pem_bundle(&pem)?);
        }
        Ok(Self(builder.build()?))
    }

    /// Reads what lies at an address, as JSON.
    ///
    /// # Errors
    /// When it cannot be reached, does not answer with 200, or the answer is something else.
    pub async fn read<T: DeserializeOwned>(&self, url: &str) -> anyhow::Result<T> {
        let answer =
            send(self.0.clone(), Request::get(url).body(Vec::new())?).await.context(url.to_owned())?;
        anyhow::ensure!(answer.status() == StatusCode::OK, "{url} answers with {}", answer.status());
        serde_json::from_slice(answer.body()).with_context(|| format!("{url} is not what was expected"))
    }
}

impl<'c> AsyncHttpClient<'c> for Outgoing {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Error>> + Send + Sync + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        // A task of its own: reqwest's future is not Sync, the handle of a task is.
        let call = tokio::spawn(send(self.0.clone(), request));
        Box::pin(async move { call.await? })
    }
}

async fn send(client: Client, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut response = client.execute(request.try_into()?).await?;
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > LONGEST {
            return Err(Error::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    let mut answer = Response::builder().status(response.status()).body(body)?;
    *answer.headers_mut() = response.headers().clone();
    Ok(answer)
}
