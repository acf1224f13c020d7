//! Jobs that are due, done beside the requests.

use akte_store::{Outcome, Store, Worked};

use super::Drain;

/// Does what is due, until nothing is or the server ends; gives how many pieces of work that was.
pub(super) async fn work(store: &Store, drain: &Drain) -> anyhow::Result<usize> {
    let mut pieces = 0;
    while !drain.has_begun()
        && let Some(worked) = store.work().await?
    {
        tell(&worked);
        pieces += 1;
    }
    Ok(pieces)
}

/// Does what fell due while nobody served; long jobs are left to the workers.
pub(super) async fn catch_up(store: &Store) -> Result<(), akte_store::Error> {
    while let Some(worked) = store.work().await? {
        tell(&worked);
        if matches!(worked.outcome, Outcome::GoesOn) {
            break;
        }
    }
    Ok(())
}

fn tell(Worked { id, kind, outcome, .. }: &Worked) {
    match outcome {
        Outcome::Done => tracing::info!(%id, %kind, "a job is done"),
        Outcome::GoesOn => tracing::debug!(%id, %kind, "a job goes on"),
        Outcome::Lost => tracing::warn!(%id, %kind, "another worker took over a job"),
        Outcome::Again { at, error } => {
            tracing::warn!(%id, %kind, %at, %error, "a job failed and is tried again");
        }
        Outcome::Dead { error } => {
            tracing::error!(%id, %kind, %error, "a job failed for good: see akte jobs");
        }
    }
}
