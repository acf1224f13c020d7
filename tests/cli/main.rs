//! The command line, as people and scripts meet it: what it prints, how it ends, what it leaves behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod audit;
mod bench;
mod check;
#[path = "../faults/mod.rs"]
mod faults;
mod fill;
mod keys;
mod migrate;
mod real;
mod samples;
mod serve;
mod sheet;
mod tenant;
mod test;
mod workshop;
