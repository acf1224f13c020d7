//! Listening, serving over TLS, and ending without cutting anyone off.

mod accept;
mod drain;
mod start;
mod trail;
mod work;

pub use accept::serve;
pub use drain::Drain;

use drain::DRAIN;
pub use start::{Options, Running, StartError, start};
