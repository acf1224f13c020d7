//! What somebody should look at in a document that was made.

use serde::{Deserialize, Serialize};

/// Something about a document that somebody should look at, as it was when the document was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is.
    pub code: WarningCode,
    /// The dotted names of the answers that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What a warning is about. A code never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The template was attached to another one elsewhere; the document is not.
    TemplateDetached,
    /// A picture came from outside; the link to it was taken away.
    PictureUnlinked,
    /// An object came from outside; its picture is left.
    ObjectUnlinked,
    /// An object of another program is in the document, as in the template.
    ObjectKept,
    /// The document has no mark-up and was left as it is, with what it fetches from outside.
    LinksKept,
    /// Answers that were given, and that nothing in the document asks for.
    AnswersUnused,
    /// Answers that moving to a newer version of the template set aside.
    AnswersSetAside,
    /// A newer version of the template was published already.
    NewerVersion,
    /// One of a release to come.
    #[serde(other)]
    Unknown,
}

impl From<WarningCode> for Warning {
    fn from(code: WarningCode) -> Self {
        Self { code, names: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_release_to_come_says_is_read() {
        let kept = r#"{"code":"answers_unused","names":["fee"]}"#;
        let warning: Warning = serde_json::from_str(kept).unwrap();
        assert_eq!(warning, Warning { code: WarningCode::AnswersUnused, names: vec!["fee".into()] });
        assert_eq!(serde_json::to_string(&warning).unwrap(), kept);
        let later: Warning = serde_json::from_str(r#"{"code":"of_tomorrow","about":1}"#).unwrap();
        assert_eq!(later, WarningCode::Unknown.into());
    }
}
