//! Who comes near: from which address, over what, how long is waited for them, and how much they may ask.

mod allow;
mod client;
mod forwarded;
mod limits;
mod pace;
mod patience;
mod plain;

pub use allow::allow;
pub use client::{Client, Peer, Proxies, see};
pub use limits::{Limits, Quotas, Rate, Turn, limit};
pub use pace::{TooSlow, pace};
pub use patience::Patience;
pub use plain::plain;
