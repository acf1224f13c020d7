//! `/api/v1/jobs`: what is to be done later.

pub mod list;
pub mod retry;
