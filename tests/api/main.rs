//! The server over the wire: TLS, sign-in at the demo's issuer, the whole HTTP API.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod answers;
mod attacks;
mod audit;
mod behalf;
mod canary;
mod code_flow;
mod documents;
mod drain;
mod enrolment;
mod forge;
mod headers;
mod isolation;
mod issuer;
mod jobs;
mod keys;
mod life;
mod limits;
mod machines;
mod matters;
mod moving;
mod networks;
mod operations;
mod pages;
mod permissions;
mod pictures;
mod provider;
mod reuse;
mod rotation;
mod server;
mod settings;
mod sign_in;
mod slow;
mod stamps;
mod templates;
mod tls;
mod tokens;

use akte_tests::browser;
