//! `/api/v1/networks`

pub mod change;
pub mod confirm;
pub mod read;

use std::net::IpAddr;

use akte_model::{AllowMode, FirmNetworks, Rev};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// From where people of the firm may ask.
#[derive(Debug, Serialize, ToSchema)]
pub struct Networks {
    /// What becomes of requests from elsewhere.
    pub mode: Mode,
    /// The networks, as `192.0.2.0/24` or `2001:db8::/32`.
    #[schema(example = json!(["192.0.2.0/24", "2001:db8::/32"]))]
    pub networks: Vec<String>,
    /// When this undoes itself unless it is confirmed before; none when it was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undone_at: Option<Timestamp>,
    /// The address from which this was asked, as the server sees it; none when a proxy does not say it.
    #[schema(value_type = Option<String>, example = "192.0.2.7")]
    pub your_address: Option<IpAddr>,
    /// Whether the networks hold that address.
    pub holds_your_address: bool,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
}

/// What becomes of requests from elsewhere.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They pass: there is no list.
    Off,
    /// They pass, and the audit trail says that they would be refused.
    DryRun,
    /// They are refused.
    Enforced,
}

impl Networks {
    /// As they are told to who asks from `address`.
    fn told(networks: FirmNetworks, address: Option<IpAddr>) -> Self {
        let FirmNetworks { list, undo, rev } = networks;
        Self {
            mode: list.mode.into(),
            networks: list.networks.iter().map(ToString::to_string).collect(),
            undone_at: undo.map(|(until, _)| until),
            your_address: address,
            holds_your_address: list.holds(address),
            rev,
        }
    }
}

impl From<AllowMode> for Mode {
    fn from(mode: AllowMode) -> Self {
        match mode {
            AllowMode::Off => Self::Off,
            AllowMode::DryRun => Self::DryRun,
            AllowMode::Enforced => Self::Enforced,
        }
    }
}

impl From<Mode> for AllowMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Off => Self::Off,
            Mode::DryRun => Self::DryRun,
            Mode::Enforced => Self::Enforced,
        }
    }
}
