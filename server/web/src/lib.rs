//! The server and the command line of Akte.

pub mod cli;
pub mod config;
#[cfg(feature = "demo")]
pub mod demo;
pub mod engine;
pub mod file;
pub mod http;
pub mod identity;
pub mod manifest;
pub mod perimeter;
pub mod server;
pub mod tls;
