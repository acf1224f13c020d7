//! How long is waited for a client.

use std::time::Duration;

use anyhow::ensure;
use serde::Deserialize;

/// How long is waited for whoever says nothing, or says it slowly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Table")]
pub struct Patience {
    /// For a TLS handshake, the head of a request, and the next request on a connection.
    pub silence: Duration,
    /// For one request with its answer, from beginning to end.
    pub exchange: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { silence: Duration::from_secs(10), exchange: Duration::from_secs(10 * 60) }
    }
}

/// As the configuration says it, in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    silence: Option<u64>,
    exchange: Option<u64>,
}

impl TryFrom<Table> for Patience {
    type Error = anyhow::Error;

    fn try_from(Table { silence, exchange }: Table) -> anyhow::Result<Self> {
        let default = Self::default();
        let read = |seconds: Option<u64>, otherwise| seconds.map_or(otherwise, Duration::from_secs);
        let patience =
            Self { silence: read(silence, default.silence), exchange: read(exchange, default.exchange) };
        let day = Duration::from_secs(24 * 60 * 60);
        ensure!(
            !patience.silence.is_zero() && patience.silence <= patience.exchange && patience.exchange <= day,
            "patience wants 1 ≤ silence ≤ exchange ≤ 86400 seconds"
        );
        Ok(patience)
    }
}
