//! The binary `akte`.
fn main() {}
