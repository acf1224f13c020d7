//! `[Content_Types].xml`: what every part is (ECMA-376-2, 6.2.3).

use std::collections::HashMap;

use crate::xml::{Ns, Tree};
use crate::{Error, PartName, Refusal};

pub(crate) const DOCUMENT: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
pub(crate) const TEMPLATE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";

#[derive(Debug, Default)]
pub(crate) struct ContentTypes {
    /// By extension in lower case.
    defaults: HashMap<String, String>,
    overrides: HashMap<PartName, String>,
}

impl ContentTypes {
    pub fn read(tree: &Tree) -> Result<Self, Error> {
        if !tree.is(tree.root(), Ns::ContentTypes, "Types") {
            return Err(Refusal::Index("[Content_Types].xml does not list content types".to_owned()).into());
        }
        let mut types = Self::default();
        for id in tree.children(tree.root()) {
            let (Ns::ContentTypes, kind @ ("Default" | "Override")) = tree.name(id) else { continue };
            let attribute = |name: &str| {
                tree.attribute(id, Ns::None, name).map(|value| value.into_owned()).ok_or_else(|| {
                    Error::from(Refusal::Index(format!("{kind} without {name} in [Content_Types].xml")))
                })
            };
            let to = attribute("ContentType")?;
            let twice = if kind == "Default" {
                types.defaults.insert(attribute("Extension")?.to_ascii_lowercase(), to).is_some()
            } else {
                types.overrides.insert(attribute("PartName")?.parse()?, to).is_some()
            };
            if twice {
                return Err(Refusal::Index(
                    "[Content_Types].xml gives one part two content types".to_owned(),
                )
                .into());
            }
        }
        Ok(types)
    }

    /// The content type of a part; an override goes before its extension.
    pub fn of(&self, name: &PartName) -> Option<&str> {
        let found = self.overrides.get(name).or_else(|| self.defaults.get(name.extension()));
        found.map(String::as_str)
    }
}

/// Whether a main part of this type may hold macros: `.docm`, `.dotm` (\[MS-OFFMACRO2\] 2.2.1).
pub(crate) fn is_macro_enabled(content_type: &str) -> bool {
    content_type.to_ascii_lowercase().contains("macroenabled")
}

/// Whether a part of this type is a macro project, or belongs to one (\[MS-OFFMACRO2\] 2.2.1).
pub(crate) fn is_macros(content_type: &str) -> bool {
    let content_type = content_type.to_ascii_lowercase();
    content_type.contains("vbaproject") || content_type.contains("vbadata")
}
