//! The HTTP surface.

pub mod api;
pub mod error;
pub mod extract;

/// The largest body of a request that is not a file, in bytes.
pub const SMALL_BODY: usize = 1024 * 1024;
