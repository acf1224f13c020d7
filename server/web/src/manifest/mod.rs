//! The add-in's manifests for Word, both made from `manifest/addin.json` for one deployment.
//!
//! The add-in-only XML runs everywhere and comes first; the unified JSON stands beside it and hides it where both
//! are installed, so that nobody sees two copies.

mod deployment;
mod icons;
mod json;
mod package;
mod source;
mod xml;

pub use deployment::{Deployment, Host, HostError};
pub use icons::Icons;
pub use json::json;
pub use package::package;
pub use xml::xml;

/// Where people sign in with Entra ID; the pane and its dialog may go there.
pub const ENTRA: &str = "https://login.microsoftonline.com";
