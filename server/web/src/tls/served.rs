//! The certificate that the server shows, as its files have it now.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::digest::{Digest, SHA256, digest};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use serde::Deserialize;

use super::{Error, read};

/// Where a certificate and its key are, in PEM.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The certificate, and after it those between it and an authority that clients know.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Files {
    /// The same files, meant from `directory`.
    #[must_use]
    pub fn beside(self, directory: &Path) -> Self {
        Self { certificate: directory.join(self.certificate), key: directory.join(self.key) }
    }
}

/// A certificate that may be replaced while it is served: connections that were made with the one before go on.
#[derive(Debug)]
pub struct Served {
    files: Files,
    state: RwLock<State>,
}

#[derive(Debug)]
struct State {
    shown: Arc<CertifiedKey>,
    /// The SHA-256 of the files that were last tried, good or not.
    tried: [Digest; 2],
}

impl Served {
    /// What is in the files now.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::Unusable`], [`Error::Use`].
    pub fn open(files: Files) -> Result<Self, Error> {
        let pem = [read(&files.certificate)?, read(&files.key)?];
        let state = State { shown: parse(&files, &pem)?.into(), tried: pem.each_ref().map(|pem| sum(pem)) };
        Ok(Self { files, state: RwLock::new(state) })
    }

    /// Takes over what is in the files when it is not what was last tried; gives whether it did. What cannot be used is said once,
    /// and the certificate of before stays.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::Unusable`], [`Error::Use`].
    pub fn reload(&self) -> Result<bool, Error> {
        let pem = [read(&self.files.certificate)?, read(&self.files.key)?];
        let found = pem.each_ref().map(|pem| sum(pem));
        let is_known = |state: &State| {
            state.tried.iter().zip(&found).all(|(before, now)| before.as_ref() == now.as_ref())
        };
        if is_known(&self.state.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(false);
        }
        let parsed = parse(&self.files, &pem);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.tried = found;
        state.shown = parsed?.into();
        Ok(true)
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.state.read().unwrap_or_else(PoisonError::into_inner).shown.clone())
    }
}

fn sum(pem: &[u8]) -> Digest {
    digest(&SHA256, pem)
}

fn parse(files: &Files, [certificate, key]: &[Vec<u8>; 2]) -> Result<CertifiedKey, Error> {
    let unusable = |path: &Path, what| Error::Unusable { path: path.to_owned(), what };
    let chain: Vec<_> = CertificateDer::pem_slice_iter(certificate)
        .collect::<Result<_, _>>()
        .map_err(|_| unusable(&files.certificate, "certificate"))?;
    if chain.is_empty() {
        return Err(unusable(&files.certificate, "certificate"));
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| unusable(&files.key, "key"))?;
    Ok(CertifiedKey::from_der(chain, key, &rustls::crypto::aws_lc_rs::default_provider())?)
}
