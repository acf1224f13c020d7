//! The pages are part of the binary: when they change, it is built again.
#![allow(clippy::print_stdout, reason = "this is how cargo is told")]

use std::env::var;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    // A path that is missing would make cargo build every time; its directory tells when it appears.
    let dist = Path::new("../../addin/dist");
    let watched = if dist.is_dir() { "../../addin/dist" } else { "../../addin" };
    println!("cargo::rerun-if-changed={watched}");
    order_functions();
    // Relocations in their compact form (DT_RELR, glibc 2.36): every process reads them whole when it starts.
    if var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu") {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Lets the functions that compiling and filling call stand together in a release: a process then holds half the memory
/// (docs/decisions/0014-functions-in-order.md). Only lld can, which Rust has brought along and used here since 1.90;
/// names that are no longer there are passed over.
fn order_functions() {
    const ORDER: &str = "functions.order";
    println!("cargo::rerun-if-changed={ORDER}");
    let released = var("PROFILE").is_ok_and(|profile| profile == "release");
    if released && var("TARGET").is_ok_and(|target| links_with_lld(&target)) {
        let order = PathBuf::from(var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(ORDER);
        println!("cargo::rustc-link-arg-bins=-Wl,--symbol-ordering-file={}", order.display());
        println!("cargo::rustc-link-arg-bins=-Wl,--no-warn-symbol-ordering");
    }
}

fn links_with_lld(target: &str) -> bool {
    let sysroot = || {
        let printed = Command::new(var("RUSTC").ok()?).args(["--print", "sysroot"]).output().ok()?;
        String::from_utf8(printed.stdout).ok()
    };
    let linker = format!("lib/rustlib/{target}/bin/gcc-ld/ld.lld");
    target == "x86_64-unknown-linux-gnu"
        && sysroot().is_some_and(|sysroot| Path::new(sysroot.trim()).join(linker).exists())
}
