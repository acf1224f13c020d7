//! What handlers share.

use std::sync::Arc;

use akte_model::AllowList;
use akte_store::{Clock, Store};

use crate::engine::Templates;
use crate::identity::Issuers;
use crate::perimeter::{Limits, Proxies};
use crate::server::Drain;

/// What handlers share; cheap to clone.
pub type App = Arc<AppState>;

/// Everything a request may need, made once when the server starts.
pub struct AppState {
    /// Everything kept.
    pub store: Store,
    /// Who says who people are; nobody when nobody can sign in.
    pub issuers: Issuers,
    /// Compiled templates.
    pub templates: Templates,
    /// Whether the server is about to end.
    pub drain: Drain,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Host and port that people use, as in `localhost:8443`; without the port when it is 443.
    pub authority: String,
    /// From where anybody may come at all.
    pub allowed: Arc<AllowList>,
    /// How much may be asked.
    pub limits: Arc<Limits>,
    /// What stands between people and this server.
    pub proxies: Proxies,
    /// Which environment this is, for people to see.
    pub environment: &'static str,
}
