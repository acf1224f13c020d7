//! The package of the unified manifest: what is uploaded to Microsoft 365.

use std::io::{Cursor, Write};

use anyhow::Context;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::Deployment;
use super::icons::{Icons, file};
use super::json::{COLOUR, DUTCH, OUTLINE, dutch, json};

/// The manifest, its translations and icons, zipped; the same bytes for the same deployment.
///
/// # Errors
/// When the built-in source or an icon cannot be read.
pub fn package(deployment: &Deployment) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    let mut add = |name: &str, bytes: &[u8]| -> anyhow::Result<()> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(bytes)?)
    };
    add("manifest.json", json(deployment)?.as_bytes())?;
    add(DUTCH, dutch(deployment)?.as_bytes())?;
    for icon in [file(COLOUR).as_str(), OUTLINE] {
        let picture = Icons::get(icon).with_context(|| format!("the icon {icon} was not built in"))?;
        add(icon, &picture.data)?;
    }
    Ok(zip.finish()?.into_inner())
}
