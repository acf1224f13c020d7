//! The HTTP API, by version.

// The derived code of utoipa writes paths in full.
#![allow(unused_qualifications)]

pub mod v1;
