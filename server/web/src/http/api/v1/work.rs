//! What endpoints do outside transactions, on threads that may take their time.

use std::sync::Arc;

use akte_expr::Language;
use akte_model::{Id, TemplateVersion};
use akte_store::{Claim, Door, Key, Ticket};

use super::diagnostic::Diagnostic;
use crate::engine::{Version, check};
use crate::http::error::Error;
use crate::http::extract::IdempotencyKey;
use crate::http::state::App;

/// Runs what takes long. A panic in it fails the request, and nothing else.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.into()))
}

/// The compiled version of a template, from memory or else from the store.
pub async fn template(app: &App, door: &mut Door, id: Id<TemplateVersion>) -> Result<Arc<Version>, Error> {
    let tenant = door.actor().tenant();
    if let Some(version) = app.templates.get(tenant, id) {
        return Ok(version);
    }
    let mut read = door.read().await?;
    let file = read.template_file(&id).await?;
    drop(read);
    let file = door.open(file).await?;
    let size = file.bytes.len() as u64;
    let checked = aside(move || check(file.bytes.into())).await?;
    let checked = checked.map_err(|refusal| Error::NotADocument(refusal.to_string()))?;
    let ready = checked.ready.ok_or_else(|| Error::Markup(diagnostics(checked.diagnostics)))?;
    let version = Arc::new(Version { ready, sha256: file.sha256, size });
    app.templates.keep(tenant, id, version.clone());
    Ok(version)
}

/// Diagnostics as the API writes them.
pub fn diagnostics(found: Vec<akte_expr::Diagnostic>) -> Vec<Diagnostic> {
    found.into_iter().map(Diagnostic::from).collect()
}

/// The language that was asked for, if one was.
pub fn language(asked: Option<&str>) -> Result<Option<Language>, Error> {
    let parsed = asked.map(str::parse::<Language>).transpose();
    parsed.map_err(|error| Error::Malformed(error.to_string()))
}

/// What a request that creates something is to do.
pub enum Once<K> {
    /// Do it.
    Make(Ticket<K>),
    /// It was done before; answer with that.
    Made(Id<K>),
}

/// Sees to it that a request with the same key makes one thing, however often it comes.
pub async fn once<K: akte_model::Kind>(
    door: &mut Door,
    route: &'static str,
    key: &IdempotencyKey,
    parts: &[&[u8]],
) -> Result<Once<K>, Error> {
    let key = Key::new(route, &key.0)?;
    let body = door.mac(parts);
    match door.claim(&key, &body).await? {
        Claim::New(ticket) => Ok(Once::Make(ticket)),
        Claim::Done(id) => Ok(Once::Made(id)),
        Claim::Busy { .. } => Err(Error::Busy),
        Claim::Mismatch => Err(Error::KeyReused),
    }
}

/// A title or name that a person gave: without white space around it, of 1 to 200 characters.
pub fn name(given: Option<&str>, what: &str) -> Result<Option<String>, Error> {
    let given = given.map(str::trim);
    match given {
        Some(text) if text.is_empty() || text.chars().count() > 200 => {
            Err(Error::Malformed(format!("The {what} must have 1 to 200 characters.")))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

/// A name that must be given, as [`name`] takes it.
pub fn required_name(given: &str, what: &str) -> Result<String, Error> {
    Ok(name(Some(given), what)?.unwrap_or_default())
}

/// What a person says: without white space around it, of 1 to 4000 characters.
pub fn comment(given: Option<&str>) -> Result<Option<String>, Error> {
    let given = given.map(str::trim);
    match given {
        Some(text) if text.is_empty() || text.chars().count() > 4000 => {
            Err(Error::Malformed("The comment must have 1 to 4000 characters.".to_owned()))
        }
        other => Ok(other.map(str::to_owned)),
    }
}
