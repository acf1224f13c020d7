//! What may be done, and the one table of who may.

use std::fmt;

use serde::Serialize;

use crate::Role::{Administrator, KnowledgeManager, Lawyer};
use crate::{Role, Roles};

/// Something that a person may do. "Own" means: only with what that person made.
///
/// The store asks this table before every read and every change; nothing else decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See published templates in the library, and their file.
    ReadTemplate,
    /// See drafts, and every other version that is not published.
    ReadDraft,
    /// Bring in a document as a draft: of a new template, or of the next version of one.
    UploadTemplate,
    /// Submit a draft for a decision, and take it back.
    SubmitVersion,
    /// Approve or reject what others submitted.
    DecideVersion,
    /// Publish what was approved, now or at a moment to come, and roll back.
    PublishVersion,
    /// Take a version out of use.
    RetireVersion,
    /// Start answering the questions of a template.
    StartInterview,
    /// Read own answers.
    ReadAnswers,
    /// Change own answers.
    ChangeAnswers,
    /// Make a document of own answers.
    Generate,
    /// Read own documents, and their file.
    ReadDocument,
    /// See what the firm decided for itself.
    ReadSettings,
    /// Decide it.
    ChangeSettings,
    /// Read the audit trail, and take a copy of it.
    ReadAudit,
}

/// Role by action. A role that is not named may not.
const TABLE: [(Action, &[Role]); 15] = [
    (Action::ReadTemplate, &[Lawyer, KnowledgeManager, Administrator]),
    (Action::ReadDraft, &[KnowledgeManager]),
    (Action::UploadTemplate, &[KnowledgeManager]),
    (Action::SubmitVersion, &[KnowledgeManager]),
    (Action::DecideVersion, &[KnowledgeManager]),
    (Action::PublishVersion, &[KnowledgeManager]),
    (Action::RetireVersion, &[KnowledgeManager]),
    (Action::StartInterview, &[Lawyer, KnowledgeManager]),
    (Action::ReadAnswers, &[Lawyer, KnowledgeManager]),
    (Action::ChangeAnswers, &[Lawyer, KnowledgeManager]),
    (Action::Generate, &[Lawyer, KnowledgeManager]),
    (Action::ReadDocument, &[Lawyer, KnowledgeManager]),
    (Action::ReadSettings, &[KnowledgeManager, Administrator]),
    (Action::ChangeSettings, &[Administrator]),
    (Action::ReadAudit, &[Administrator]),
];

impl Action {
    /// Every action, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(action, _)| *action)
    }

    /// The name as it is kept and sent: `read_template`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadTemplate => "read_template",
            Self::ReadDraft => "read_draft",
            Self::UploadTemplate => "upload_template",
            Self::SubmitVersion => "submit_version",
            Self::DecideVersion => "decide_version",
            Self::PublishVersion => "publish_version",
            Self::RetireVersion => "retire_version",
            Self::StartInterview => "start_interview",
            Self::ReadAnswers => "read_answers",
            Self::ChangeAnswers => "change_answers",
            Self::Generate => "generate",
            Self::ReadDocument => "read_document",
            Self::ReadSettings => "read_settings",
            Self::ChangeSettings => "change_settings",
            Self::ReadAudit => "read_audit",
        }
    }

    /// The table as Markdown, for the documentation.
    pub fn table() -> String {
        let heads = Role::ALL.map(Role::as_str).join(" | ");
        let mut text = format!("| action | {heads} |\n| --- |{}\n", " --- |".repeat(Role::ALL.len()));
        for (action, roles) in TABLE {
            let cells = Role::ALL.map(|role| if roles.contains(&role) { "yes" } else { "" });
            text.push_str(&format!("| {action} | {} |\n", cells.join(" | ")));
        }
        text
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Roles {
    /// Whether one of these roles may do `action`.
    pub fn may(self, action: Action) -> bool {
        TABLE.iter().any(|(row, roles)| *row == action && roles.iter().any(|role| self.contains(*role)))
    }

    /// All that these roles may do, in the order of the table.
    pub fn permissions(self) -> impl Iterator<Item = Action> {
        Action::all().filter(move |action| self.may(*action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_exactly_one_row() {
        // Exhaustive on purpose: a new action does not compile here until it is counted.
        let rows = |action| TABLE.iter().filter(|(row, _)| *row == action).count();
        for action in Action::all() {
            let expected = match action {
                Action::ReadTemplate
                | Action::ReadDraft
                | Action::UploadTemplate
                | Action::SubmitVersion
                | Action::DecideVersion
                | Action::PublishVersion
                | Action::RetireVersion
                | Action::StartInterview
                | Action::ReadAnswers
                | Action::ChangeAnswers
                | Action::Generate
                | Action::ReadDocument
                | Action::ReadSettings
                | Action::ChangeSettings
                | Action::ReadAudit => 1,
            };
            assert_eq!(rows(action), expected, "{action}");
            assert_eq!(serde_json::to_string(&action).unwrap(), format!("\"{action}\""));
        }
        assert_eq!(Action::all().count(), 15);
    }

    #[test]
    fn an_administrator_sees_metadata_only() {
        let administrator = Roles::from(Administrator);
        let allowed = [Action::ReadTemplate, Action::ReadSettings, Action::ChangeSettings, Action::ReadAudit];
        assert_eq!(administrator.permissions().collect::<Vec<_>>(), allowed);
    }

    #[test]
    fn a_lawyer_never_meets_a_draft() {
        let lawyer = Roles::from(Lawyer);
        assert!(lawyer.may(Action::Generate));
        assert!(!lawyer.may(Action::ReadDraft));
        assert!(!lawyer.may(Action::UploadTemplate));
    }

    #[test]
    fn no_role_may_nothing_and_two_roles_may_what_either_may() {
        assert_eq!(Roles::default().permissions().count(), 0);
        let both: Roles = [Administrator, KnowledgeManager].into_iter().collect();
        assert!(both.may(Action::UploadTemplate));
    }

    #[test]
    fn the_documented_table_is_this_table() {
        let documented = include_str!("../permissions.md");
        assert!(
            documented.ends_with(&Action::table()),
            "server/model/permissions.md is stale; it should end with:\n{}",
            Action::table()
        );
    }
}
