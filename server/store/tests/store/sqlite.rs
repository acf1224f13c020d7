//! The contract of the store, on SQLite.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy's own exception knows test functions only, not their helpers

/// Whether this suite runs on PostgreSQL.
const POSTGRES: bool = false;

include!("contract.rs");
