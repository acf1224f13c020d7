//! `--demo`: a firm with four people and templates, and their identity provider. For the rest of the server it
//! is an issuer like any other.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use akte_demo::issuer::{self, Config, PEOPLE, TENANT};
use akte_store::{Clock, NewTemplate, Store};
use anyhow::Context;
use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use base64::Engine as _;
use openidconnect::ClientId;
use tokio::net::TcpListener;

use crate::engine::check;
use crate::http::guard;
use crate::http::pages::keep_opener;
use crate::identity::{Identifier, Issuer, IssuerConfig};
use crate::server::StartError;

/// What the demo firm is called.
const FIRM: &str = "Van Dalen & Partners";
/// What the provider is called in addresses of this server.
const ID: &str = "demo";
/// What this server is called at the provider.
const CLIENT: &str = "akte";

/// The demo's identity provider, ready to be served, and the server's side of it.
pub struct Provider {
    /// Where it listens.
    pub listener: TcpListener,
    /// What it answers.
    pub router: Router,
    /// Its address, by which it calls itself.
    pub url: String,
    /// How the server signs people in there.
    pub issuer: Issuer,
}

/// Makes the provider at `address`; `url` is this server's own address, `authority` the PEM file of who signed
/// the certificate that both are served with.
///
/// # Errors
/// An address that is not a loopback address, a port that is taken, a key that cannot be made.
pub fn provider(
    address: SocketAddr,
    url: &str,
    authority: &Path,
    clock: Arc<dyn Clock>,
) -> Result<Provider, StartError> {
    let listener = issuer::listen(address).map_err(|error| match error {
        issuer::Error::Listen { address, source } => StartError::listen(address, source),
        other => StartError::Demo(other.into()),
    })?;
    build(listener, url, authority, clock).map_err(StartError::Demo)
}

fn build(
    listener: std::net::TcpListener,
    url: &str,
    authority: &Path,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Provider> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    let at = format!("https://localhost:{}", listener.local_addr()?.port());
    let (redirect, signed_out) = (format!("{url}/auth/callback/{ID}"), format!("{url}/portal"));
    let secret = secret()?;
    let time = clock.clone();
    let router = issuer::router(Config {
        url: at.clone(),
        client_id: CLIENT.to_owned(),
        client_secret: secret.clone(),
        redirect_uri: redirect,
        signed_out_uri: signed_out,
        clock: Arc::new(move || SystemTime::try_from(time.now()).unwrap_or(SystemTime::UNIX_EPOCH)),
    })?;
    let config = IssuerConfig {
        id: ID.to_owned(),
        name: "Demo".to_owned(),
        identifier: Identifier::new(&at)?,
        description: None,
        client_id: ClientId::new(CLIENT.to_owned()),
        client_secret: Some(secret.into()),
        authority: Some(authority.to_owned()),
        consent: None,
        api: None,
    };
    // Office's dialog passes here, and must stay tied to the pane.
    let router = router.layer(map_response(async |answer: Response| keep_opener(answer)));
    Ok(Provider { listener, router: guard(router), url: at, issuer: Issuer::new(config, url, clock)? })
}

/// What the server and its provider know and nobody else, new at every start.
fn secret() -> anyhow::Result<String> {
    let mut random = [0; 32];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| anyhow::anyhow!("the system gave no randomness"))?;
    Ok(base64::engine::general_purpose::STANDARD.encode(random))
}

/// Enrols the demo firm and publishes the sample templates, as far as that was not done before.
///
/// # Errors
/// What the store says; a sample with mistakes in it.
pub async fn seed(store: &Store, issuer: &str) -> anyhow::Result<()> {
    let firm = store.gate().enrol(issuer, TENANT, FIRM).await?;
    for (slug, sample) in tokio::task::spawn_blocking(samples).await?? {
        let title = sample.title.clone();
        match store.publish_sample(&firm, &slug, sample).await {
            Ok(true) => tracing::info!(title, "sample template published"),
            Ok(false) => {}
            // Its people are told so when they sign in.
            Err(akte_store::Error::KeyDestroyed) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn samples() -> anyhow::Result<Vec<(String, NewTemplate)>> {
    let built = akte_demo::samples::samples()?;
    built.into_iter().map(sample).collect()
}

fn sample(sample: akte_demo::samples::Sample) -> anyhow::Result<(String, NewTemplate)> {
    let checked = check(sample.bytes.as_slice().into()).with_context(|| sample.slug.clone())?;
    let ready = checked.ready.with_context(|| {
        let first = checked.diagnostics.first().map(|found| found.message.clone()).unwrap_or_default();
        format!("the sample {} has mistakes: {first}", sample.slug)
    })?;
    let template = NewTemplate {
        title: sample.title,
        language: sample.language,
        category: Some(sample.category),
        questions: ready.count(),
        bytes: sample.bytes,
    };
    Ok((sample.slug, template))
}

/// The people of the demo, by name and role.
pub fn people() -> Vec<(&'static str, &'static str)> {
    let role = |role| match role {
        "knowledge_manager" => "knowledge manager",
        other => other,
    };
    PEOPLE.iter().map(|person| (person.name, role(person.role))).collect()
}
