//! `akte jobs`

use akte_model::Id;
use akte_store::{Job, Store, Waiting};
use clap::Args;

use super::database::Data;
use super::{Format, Outcome, print};

/// List what is to be done later, and have what failed for good tried again
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Jobs {
    #[command(flatten)]
    data: Data,
    /// Have this dead job tried again, by the servers
    #[arg(long, value_name = "JOB")]
    retry: Option<Id<Job>>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLE: &str = "\
Publishing on a planned moment and renewing keys are jobs: done by one server at a time, tried again when they fail, about an
hour long and later each time. After that a job is dead: it stands in this list, with why it failed, until it is tried again.

Example:
  akte jobs --data-dir /var/lib/akte
  akte jobs --retry 01890a5d-ac96-774b-bcce-b302099a8057 --data-dir /var/lib/akte

Exit codes: 0 no job is dead, or the one that was named is tried again; 1 jobs are dead, or there is no such dead job; 2 it
could not be looked at.";

impl Jobs {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some(id) = self.retry {
            return self.data.with(async |store| retry(store, &id).await);
        }
        let jobs = self.data.with(async |store| Ok(store.jobs().await?))?;
        match self.format {
            Format::Json => print::line(&serde_json::to_string_pretty(&jobs)?),
            Format::Text => jobs.iter().for_each(tell),
        }
        Ok(if jobs.iter().any(|job| job.dead) { Outcome::AtFault } else { Outcome::Good })
    }
}

async fn retry(store: &Store, id: &Id<Job>) -> anyhow::Result<Outcome> {
    if store.retry_job(id).await? {
        print::line(&format!("The job {id} is tried again."));
        return Ok(Outcome::Good);
    }
    print::complain(&format!("akte: there is no dead job {id}"));
    Ok(Outcome::AtFault)
}

fn tell(job: &Waiting) {
    let state = if job.dead { "dead" } else { "waiting" };
    let firm = job.tenant.map(|firm| format!(" of firm {firm}")).unwrap_or_default();
    let problem = job.problem.as_deref().map(|problem| format!(": {problem}")).unwrap_or_default();
    print::line(&format!("{}  {state}  {}{firm}, {}{problem}", job.id, job.kind, job.run_at));
}
