//! The server and the command line of Akte.

pub mod file;
pub mod http;
pub mod identity;
pub mod server;
pub mod tls;

/// Temporary: until the engine compiles.
pub mod engine {
    /// x
    pub struct Templates;
}
