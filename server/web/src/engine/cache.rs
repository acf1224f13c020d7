//! Compiled templates, kept while there is room.

use std::sync::Arc;

use akte_model::{Id, TemplateVersion, Tenant};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Ready;

/// How much is kept, in bytes of the template files. Compiled, a file takes a few times its size.
const MOST: u64 = 128 * 1024 * 1024;
/// About how many templates that is.
const ABOUT: usize = 1000;

/// A compiled version of a template, with what is known of its file.
pub struct Version {
    /// The template with its interview.
    pub ready: Ready,
    /// The SHA-256 of the file, in lower-case hexadecimals.
    pub sha256: String,
    /// The size of the file, in bytes.
    pub size: u64,
}

/// A version never changes, so what is kept is never stale.
type Key = (Id<Tenant>, Id<TemplateVersion>);

/// Compiled templates by firm and version; those used least make room.
pub struct Templates(Cache<Key, Arc<Version>, Size>);

#[derive(Clone)]
struct Size;

impl Weighter<Key, Arc<Version>> for Size {
    fn weight(&self, _: &Key, version: &Arc<Version>) -> u64 {
        version.size
    }
}

impl Default for Templates {
    fn default() -> Self {
        Self(Cache::with_weighter(ABOUT, MOST, Size))
    }
}

impl Templates {
    /// The compiled version, if it is kept.
    pub fn get(&self, tenant: Id<Tenant>, version: Id<TemplateVersion>) -> Option<Arc<Version>> {
        self.0.get(&(tenant, version))
    }

    /// Keeps a compiled version.
    pub fn keep(&self, tenant: Id<Tenant>, id: Id<TemplateVersion>, version: Arc<Version>) {
        self.0.insert((tenant, id), version);
    }
}
