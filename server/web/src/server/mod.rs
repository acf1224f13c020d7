//! Listening, serving over TLS, and ending without cutting anyone off.

mod accept;
mod drain;
mod exchange;
mod start;
mod trail;
mod work;

pub use accept::{Service, serve};
pub use drain::Drain;

use drain::DRAIN;
pub use start::{Options, Running, StartError, start};
