//! `akte seed`

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akte_model::{Id, Tenant};
use akte_store::{Error, Seed as Filling, Seeded, Store};
use anyhow::bail;
use clap::Args;

use super::database::Data;
use super::{Outcome, input, print};

/// Fill a firm with many templates and documents, to measure how fast it then is
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Seed {
    /// The firm (akte tenant list); it must have no documents yet
    firm: Id<Tenant>,
    /// Whose the templates and a tenth of the documents are, in the firm's directory; signed in before
    subject: String,
    /// The file of all templates and documents (.docx or .dotx)
    template: PathBuf,
    /// How many templates
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    templates: usize,
    /// How many documents; one matter for each 200, one answer set for each 20
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    documents: usize,
    #[command(flatten)]
    data: Data,
}

const EXAMPLE: &str = "\
Not for a firm that works here: what it makes cannot be taken away again. All is encrypted as what people make; only the file
is one for all, and nothing has a history. The server may be serving meanwhile.

Example:
  akte seed 01890a5d-ac96-774b-bcce-b302099a8057 8e6f… nda.docx --templates 1000 --documents 10000

Exit codes: 0 it is there; 1 the template is at fault; 2 wrong usage, or it could not be made.";

/// How often it says how far it is.
const TELL: Duration = Duration::from_secs(2);

impl Seed {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let bytes: Arc<[u8]> = input::read(&self.template)?.into();
        let Some(ready) = input::template(&self.template, bytes.clone(), None) else {
            return Ok(Outcome::AtFault);
        };
        let filling = Filling {
            subject: self.subject,
            templates: self.templates,
            documents: self.documents,
            questions: ready.count(),
            bytes: bytes.to_vec(),
        };
        self.data.with(async |store| fill(store, &self.firm, filling).await)
    }
}

async fn fill(store: &Store, firm: &Id<Tenant>, filling: Filling) -> anyhow::Result<Outcome> {
    let (subject, began) = (filling.subject.clone(), Instant::now());
    let mut told = began;
    let tell = |Seeded { what, done, of }| {
        if done == of || told.elapsed() >= TELL {
            told = Instant::now();
            print::line(&format!("{what}: {done} of {of}"));
        }
    };
    match store.seed(firm, filling, tell).await {
        Err(Error::NotFound) => bail!("there is no firm {firm}, or {subject} never signed in there"),
        seeded => seeded?,
    }
    print::line(&format!("Done in {} s.", began.elapsed().as_secs()));
    Ok(Outcome::Good)
}
