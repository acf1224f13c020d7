//! Checkpoints of the audit trail, and the copies of them that leave the database.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use akte_store::Store;

/// Signs how far the audit trail is, and adds that to a file and to the log, which are best on another machine.
#[derive(Clone)]
pub(super) struct Trail {
    store: Store,
    file: Option<PathBuf>,
}

impl Trail {
    /// With the file tried, so that a mistake in its name is found now.
    pub(super) fn open(store: Store, file: Option<PathBuf>) -> Result<Self, (PathBuf, io::Error)> {
        if let Some(path) = &file {
            append(path).map_err(|source| (path.clone(), source))?;
        }
        Ok(Self { store, file })
    }

    /// Writes down what was refused, makes checkpoints where the trail went on, and gives how many. A line of
    /// these is JSON, and on disk when this returns.
    pub(super) async fn checkpoint(&self) -> anyhow::Result<usize> {
        self.store.record_refusals().await?;
        let made = self.store.checkpoint_audit().await?;
        let lines = made.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
        for checkpoint in &lines {
            tracing::info!(checkpoint, "the audit trail was signed");
        }
        if let Some(path) = self.file.clone().filter(|_| !lines.is_empty()) {
            tokio::task::spawn_blocking(move || add(&path, &lines)).await??;
        }
        Ok(made.len())
    }

    /// The last checkpoint, over everything there is.
    pub(super) async fn close(&self) -> anyhow::Result<()> {
        self.store.record_refusals().await?;
        self.store.seal_audit().await?;
        self.checkpoint().await?;
        Ok(())
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}

fn add(path: &Path, lines: &[String]) -> io::Result<()> {
    let mut file = append(path)?;
    file.write_all((lines.join("\n") + "\n").as_bytes())?;
    file.sync_all()
}
