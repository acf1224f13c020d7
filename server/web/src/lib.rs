//! The server and the command line of Akte.

pub mod http;
