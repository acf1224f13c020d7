//! The end of a server, announced and then waited for.

use std::time::Duration;

use tokio::sync::watch;

/// How long requests that are under way may take to finish.
pub const DRAIN: Duration = Duration::from_secs(30);

/// Says that the server is about to end. Clones speak of the same end.
#[derive(Debug, Clone)]
pub struct Drain(watch::Sender<bool>);

impl Default for Drain {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Drain {
    /// Announces the end; a second time changes nothing.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether the end was announced.
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns once the end is announced.
    pub async fn begun(&self) {
        let mut announcements = self.0.subscribe();
        // The sender lives in self, so waiting cannot fail.
        let _announced = announcements.wait_for(|begun| *begun).await;
    }
}
