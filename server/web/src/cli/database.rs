//! Which database a command works on.

use akte_store::PostgresUrl;
use clap::Args;

/// Which database a command works on.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The PostgreSQL database, as postgres://user@host/database; without it a file in the data directory.
    /// Better in the environment than here when it holds a password: others on this machine see command lines
    #[arg(long = "database", value_name = "URL", env = "AKTE_DATABASE", hide_env_values = true)]
    url: Option<String>,
}

impl Database {
    /// The PostgreSQL database, if one was given.
    pub(super) fn url(&self) -> Result<Option<PostgresUrl>, akte_store::Error> {
        self.url.as_deref().map(str::parse).transpose()
    }
}
