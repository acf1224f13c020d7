//! Who comes near: from which address, over what, and how long is waited for them.

mod allow;
mod client;
mod forwarded;
mod pace;
mod patience;
mod plain;

pub use allow::allow;
pub use client::{Client, Peer, Proxies, see};
pub use pace::{TooSlow, pace};
pub use patience::Patience;
pub use plain::plain;
