//! The binary `akte`.

use std::process::ExitCode;

use akte_web::cli::{Arguments, run};
use clap::Parser;

fn main() -> ExitCode {
    run(Arguments::parse())
}
