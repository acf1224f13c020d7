//! For trying Akte out: sample templates and a small identity provider.

pub mod issuer;
pub mod samples;
