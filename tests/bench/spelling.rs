//! The two spellings of the same mark-up.

/// Whose mark-up it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Ours and docxtpl's.
    Jinja,
    /// docxtemplater's.
    Mustache,
}

/// The name of the item at hand in a Jinja repeat; in Mustache its fields are in scope.
const ITEM: &str = "item";

impl Spelling {
    pub fn value(self, name: &str, in_item: bool) -> String {
        match self {
            Self::Jinja if in_item => format!("{{{{ {ITEM}.{name} }}}}"),
            Self::Jinja => format!("{{{{ {name} }}}}"),
            Self::Mustache => format!("{{{name}}}"),
        }
    }

    /// Opens and closes a condition; `prefix` names the element that the tag stands for (docxtpl: `p`).
    pub fn condition(self, prefix: &str, condition: &str) -> (String, String) {
        match self {
            Self::Jinja => (format!("{{%{prefix} if {condition} %}}"), format!("{{%{prefix} endif %}}")),
            Self::Mustache => (format!("{{#{condition}}}"), format!("{{/{condition}}}")),
        }
    }

    /// Opens and closes a repeat.
    pub fn repeat(self, prefix: &str, list: &str) -> (String, String) {
        match self {
            Self::Jinja => {
                (format!("{{%{prefix} for {ITEM} in {list} %}}"), format!("{{%{prefix} endfor %}}"))
            }
            Self::Mustache => (format!("{{#{list}}}"), format!("{{/{list}}}")),
        }
    }
}
