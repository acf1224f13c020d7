//! Listening, serving over TLS, and ending without cutting anyone off.

mod accept;
mod drain;

pub use accept::serve;
pub use drain::{DRAIN, Drain};
