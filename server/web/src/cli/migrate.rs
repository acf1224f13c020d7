//! `akte migrate`

use akte_store::Store;
use anyhow::bail;
use clap::Args;
use tokio::runtime::Runtime;

use super::database::Database;
use super::{Outcome, print};

/// Make a PostgreSQL database ready for this release, as the owner of its schema
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Migrate {
    #[command(flatten)]
    database: Database,
    /// The role that Akte serves as, which gets its rights: it owns nothing, so that row-level security holds for it
    #[arg(long, value_name = "ROLE", default_value = "akte")]
    role: String,
}

const EXAMPLE: &str = "\
Example:
  Once, as superuser:
      CREATE ROLE akte_owner LOGIN PASSWORD '…'; CREATE ROLE akte LOGIN PASSWORD '…';
      CREATE DATABASE akte OWNER akte_owner;
  Before each new release serves:
      AKTE_DATABASE=postgres://akte_owner:…@localhost/akte akte migrate --role akte
  Then:
      AKTE_DATABASE=postgres://akte:…@localhost/akte akte serve

The release before keeps running meanwhile. A database in a file (SQLite) needs none of this.

Exit codes: 0 the database is ready; 2 it is not, and why.";

impl Migrate {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Some(url) = self.database.url()? else {
            bail!("say which database, with --database or AKTE_DATABASE; one in a file needs no migrating");
        };
        Runtime::new()?.block_on(Store::migrate(&url, &self.role))?;
        print::line(&format!("The database is ready for this release; {} may work with it.", self.role));
        Ok(Outcome::Good)
    }
}
