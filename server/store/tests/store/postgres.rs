//! The contract of the store, on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy's own exception knows test functions only, not their helpers

/// Whether this suite runs on PostgreSQL.
const POSTGRES: bool = true;

include!("contract.rs");

mod policies;
