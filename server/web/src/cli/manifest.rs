//! `akte manifest`

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};
use uuid::Uuid;

use super::{Outcome, print};
use crate::file::{Access, write_whole};
use crate::manifest::{Deployment, Host, json, package, xml};

/// Write the manifest that adds Akte to Word
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Manifest {
    /// Where Akte is served: a host name, with its port unless that is 443
    #[arg(long, value_name = "HOST")]
    host: Host,
    /// The application that is registered with Entra ID, when people sign in with it
    #[arg(long, value_name = "GUID")]
    client_id: Option<Uuid>,
    /// The environment; its name shows in Word unless it is production
    #[arg(long, value_name = "NAME", default_value = "production", value_parser = environment)]
    environment: String,
    /// Another host that signing in leads through, besides Entra ID's; may be given again
    #[arg(long, value_name = "HOST")]
    sign_in: Vec<Host>,
    /// Which manifest
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Where to write it; standard output without it, which a zip does not go to
    #[arg(short, long, value_name = "FILE", required_if_eq("format", "zip"))]
    output: Option<PathBuf>,
}

const EXAMPLE: &str = "\
Example:
  Try it with a server on this machine:
      akte serve --demo
      akte manifest --host localhost:8443 --environment demo --sign-in localhost:8444 -o akte.xml
      then in Word on the web: Home > Add-ins > More add-ins > My add-ins > Upload My Add-in
  For a firm, to upload in the Microsoft 365 admin center:
      akte manifest --host akte.example.com --client-id 8c2f… -o akte.xml
      akte manifest --host akte.example.com --client-id 8c2f… --format zip -o akte.zip

Exit codes: 0 good; 2 wrong usage, or a file that cannot be written.";

/// Which manifest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Add-in-only: for every Word, long-term versions included
    #[default]
    Xml,
    /// Unified: for Microsoft 365, to read
    Json,
    /// Unified with icons and translations: for Microsoft 365, to upload
    Zip,
}

impl Manifest {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let deployment = Deployment {
            host: self.host,
            client_id: self.client_id,
            environment: self.environment,
            sign_in: self.sign_in,
        };
        let bytes = match self.format {
            Format::Xml => xml(&deployment)?.into_bytes(),
            Format::Json => json(&deployment)?.into_bytes(),
            Format::Zip => package(&deployment)?,
        };
        match self.output {
            Some(path) => write_whole(&path, &bytes, Access::Shared)
                .with_context(|| format!("{} cannot be written", path.display()))?,
            None => print::line(String::from_utf8_lossy(&bytes).trim_end()),
        }
        Ok(Outcome::Good)
    }
}

/// A name that fits beside the product's: at most 20 letters, digits, spaces and hyphens.
fn environment(text: &str) -> Result<String, String> {
    let fits = (1..=20).contains(&text.chars().count())
        && text.chars().all(|letter| letter.is_alphanumeric() || " -".contains(letter));
    if fits {
        Ok(text.to_owned())
    } else {
        Err("an environment has at most 20 letters, digits, spaces and hyphens".to_owned())
    }
}
