//! `manifest/addin.json`: what Word shows, whichever manifest says it.

use serde::Deserialize;
use uuid::Uuid;

/// What both manifests are made from.
#[derive(Debug, Deserialize)]
pub struct Source {
    /// Version of the manifests, `major.minor.patch`.
    pub version: String,
    /// Id of the add-in-only manifest in production.
    pub id: Uuid,
    /// Id of the unified manifest in production.
    pub app: Uuid,
    pub provider: String,
    /// The brand's colour, `#RRGGBB`.
    pub accent: String,
    pub name: Text,
    pub description: Text,
    /// At most 80 characters.
    pub summary: Text,
    pub welcome: Text,
    /// The least version of WordApi.
    pub requires: String,
    pub groups: Vec<Group>,
    pub menu: Menu,
}

/// A text in every language of the product; English is the default.
#[derive(Debug, Deserialize)]
pub struct Text {
    pub en: String,
    pub nl: String,
}

/// A group on the ribbon tab.
#[derive(Debug, Deserialize)]
pub struct Group {
    pub id: String,
    pub label: Text,
    pub buttons: Vec<Button>,
}

/// The menu on selected text.
#[derive(Debug, Deserialize)]
pub struct Menu {
    pub id: String,
    pub label: Text,
    pub tip: Text,
    pub items: Vec<Button>,
}

/// Something to press; it opens the pane at a view.
#[derive(Debug, Deserialize)]
pub struct Button {
    pub id: String,
    pub view: String,
    pub label: Text,
    pub tip: Text,
}

impl Source {
    /// The source that was built in.
    ///
    /// # Errors
    /// When it is not what this version expects; a test holds that it is.
    pub fn read() -> serde_json::Result<Self> {
        serde_json::from_str(include_str!("../../../../manifest/addin.json"))
    }

    /// Every button, on the ribbon and in the menu.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.groups.iter().flat_map(|group| &group.buttons).chain(&self.menu.items)
    }
}
