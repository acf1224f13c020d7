//! The binary `akte`.

use std::io::Write;

fn main() -> anyhow::Result<()> {
    std::io::stdout().write_all(akte_web::http::api::v1::openapi::json()?.as_bytes())?;
    Ok(())
}
