//! The server and the command line of Akte.

pub mod file;
pub mod http;
pub mod server;
pub mod tls;
