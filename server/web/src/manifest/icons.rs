//! The icons, drawn from `manifest/icons/akte.svg` by `make icons`.

use rust_embed::RustEmbed;

/// The drawing and the pictures made from it.
#[derive(RustEmbed)]
#[folder = "../../manifest/icons"]
pub struct Icons;

/// The file name of the icon of that size.
pub(super) fn file(size: u16) -> String {
    format!("akte-{size}.png")
}
