//! The pages are part of the binary: when they change, it is built again.
#![allow(clippy::print_stdout, reason = "this is how cargo is told")]

use std::path::Path;

fn main() {
    // A path that is missing would make cargo build every time; its directory tells when it appears.
    let dist = Path::new("../../addin/dist");
    let watched = if dist.is_dir() { "../../addin/dist" } else { "../../addin" };
    println!("cargo::rerun-if-changed={watched}");
    // Relocations in their compact form (DT_RELR, glibc 2.36): every process reads them whole when it starts.
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu") {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
