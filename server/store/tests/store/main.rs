//! The store through its public face, on a real SQLite in a directory of its own per test.

// Clippy's own exception knows test functions only, not their helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod at_rest;
mod audit;
mod cancelled;
mod documents;
mod idempotency;
mod isolation;
mod library;
mod permissions;
mod restart;
mod samples;
mod sessions;
mod support;
mod sweep;
