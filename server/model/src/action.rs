//! What may be done, and the one table of who may.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::Role::{Administrator, KnowledgeManager, Lawyer, Machine};
use crate::{Role, Roles};
use Reach::{Matter, Own, Tenant};

/// How far a role's leave for an action reaches. What lies behind the wall of a closed matter is out of everyone's reach who is
/// not a member of it, whatever stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// What the person made, what was made for them, and what was made for somebody whom they act for.
    Own,
    /// That, and what belongs to the matters that the person is a member of.
    Matter,
    /// All of the firm's.
    Tenant,
}

impl Reach {
    /// As the documentation calls it: `matter`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Matter => "matter",
            Self::Tenant => "tenant",
        }
    }
}

/// Something that a person may do; how far that reaches, the table says.
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
    /// Make and name categories, and put templates in them.
    KeepCategories,
    /// Start answering the questions of a template.
    StartInterview,
    /// Read answers.
    ReadAnswers,
    /// Change answers.
    ChangeAnswers,
    /// Put answers, with the documents made of them, under a matter, or take them out.
    FileAnswers,
    /// Make a document of answers.
    Generate,
    /// Read documents, and their file.
    ReadDocument,
    /// See matters, with their members.
    ReadMatter,
    /// See that a closed matter is there, and who its members are, without being one: never its name or number.
    OverseeMatters,
    /// Begin a matter.
    CreateMatter,
    /// Name and number a matter, close it to its members, and open it again.
    ChangeMatter,
    /// Let people and teams into a matter, and out.
    ChangeMembers,
    /// See who is in the firm, and in which teams.
    ReadPeople,
    /// See who may act for a person, let somebody, and take that back.
    KeepDelegates,
    /// Make and name teams, and choose their members. Nobody chooses themselves.
    ChangeTeams,
    /// See what the firm decided for itself.
    ReadSettings,
    /// Decide it.
    ChangeSettings,
    /// Read the audit trail, and take a copy of it.
    ReadAudit,
    /// Let machines in, with keys of their own, and out.
    KeepMachines,
    /// See what is to be done later, and have what failed tried again.
    TendJobs,
}

/// Role by action, with how far it reaches. A role that is not named may not.
const TABLE: [(Action, &[(Role, Reach)]); 27] = [
    (
        Action::ReadTemplate,
        &[(Lawyer, Tenant), (KnowledgeManager, Tenant), (Administrator, Tenant), (Machine, Tenant)],
    ),
    (Action::ReadDraft, &[(KnowledgeManager, Tenant), (Machine, Tenant)]),
    (Action::UploadTemplate, &[(KnowledgeManager, Tenant), (Machine, Tenant)]),
    (Action::SubmitVersion, &[(KnowledgeManager, Tenant)]),
    (Action::DecideVersion, &[(KnowledgeManager, Tenant)]),
    (Action::PublishVersion, &[(KnowledgeManager, Tenant)]),
    (Action::RetireVersion, &[(KnowledgeManager, Tenant)]),
    (Action::KeepCategories, &[(KnowledgeManager, Tenant)]),
    (Action::StartInterview, &[(Lawyer, Tenant), (KnowledgeManager, Tenant), (Machine, Tenant)]),
    (Action::ReadAnswers, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (Action::ChangeAnswers, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (Action::FileAnswers, &[(Lawyer, Own), (KnowledgeManager, Own), (Machine, Own)]),
    (Action::Generate, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (Action::ReadDocument, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (
        Action::ReadMatter,
        &[(Lawyer, Tenant), (KnowledgeManager, Tenant), (Administrator, Tenant), (Machine, Tenant)],
    ),
    (Action::OverseeMatters, &[(Administrator, Tenant)]),
    (Action::CreateMatter, &[(Lawyer, Tenant), (KnowledgeManager, Tenant), (Machine, Tenant)]),
    (Action::ChangeMatter, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (Action::ChangeMembers, &[(Lawyer, Matter), (KnowledgeManager, Matter), (Machine, Matter)]),
    (
        Action::ReadPeople,
        &[(Lawyer, Tenant), (KnowledgeManager, Tenant), (Administrator, Tenant), (Machine, Tenant)],
    ),
    (Action::KeepDelegates, &[(Lawyer, Own), (KnowledgeManager, Own), (Administrator, Tenant)]),
    (Action::ChangeTeams, &[(Administrator, Tenant)]),
    (Action::ReadSettings, &[(KnowledgeManager, Tenant), (Administrator, Tenant)]),
    (Action::ChangeSettings, &[(Administrator, Tenant)]),
    (Action::ReadAudit, &[(Administrator, Tenant), (Machine, Tenant)]),
    (Action::KeepMachines, &[(Administrator, Tenant)]),
    (Action::TendJobs, &[(Administrator, Tenant)]),
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
            Self::KeepCategories => "keep_categories",
            Self::StartInterview => "start_interview",
            Self::ReadAnswers => "read_answers",
            Self::ChangeAnswers => "change_answers",
            Self::FileAnswers => "file_answers",
            Self::Generate => "generate",
            Self::ReadDocument => "read_document",
            Self::ReadMatter => "read_matter",
            Self::OverseeMatters => "oversee_matters",
            Self::CreateMatter => "create_matter",
            Self::ChangeMatter => "change_matter",
            Self::ChangeMembers => "change_members",
            Self::ReadPeople => "read_people",
            Self::KeepDelegates => "keep_delegates",
            Self::ChangeTeams => "change_teams",
            Self::ReadSettings => "read_settings",
            Self::ChangeSettings => "change_settings",
            Self::ReadAudit => "read_audit",
            Self::KeepMachines => "keep_machines",
            Self::TendJobs => "tend_jobs",
        }
    }

    /// The table as Markdown, for the documentation.
    pub fn table() -> String {
        let heads = Role::ALL.map(Role::as_str).join(" | ");
        let mut text = format!("| action | {heads} |\n| --- |{}\n", " --- |".repeat(Role::ALL.len()));
        for (action, roles) in TABLE {
            let reach =
                |role| roles.iter().find(|(held, _)| *held == role).map_or("", |(_, reach)| reach.as_str());
            text.push_str(&format!("| {action} | {} |\n", Role::ALL.map(reach).join(" | ")));
        }
        text
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no action {0:?}: docs/permissions.md names them")]
pub struct UnknownAction(String);

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(text: &str) -> Result<Self, UnknownAction> {
        let found = Self::all().find(|action| action.as_str() == text);
        found.ok_or_else(|| UnknownAction(text.chars().take(40).collect()))
    }
}

impl Roles {
    /// How far these roles reach with `action`; none when none of them may.
    pub fn reach(self, action: Action) -> Option<Reach> {
        let row = TABLE.iter().filter(|(row, _)| *row == action).flat_map(|(_, roles)| roles.iter());
        row.filter(|(role, _)| self.contains(*role)).map(|(_, reach)| *reach).max()
    }

    /// Whether one of these roles may do `action`, to whatever is within reach.
    pub fn may(self, action: Action) -> bool {
        self.reach(action).is_some()
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
                | Action::KeepCategories
                | Action::StartInterview
                | Action::ReadAnswers
                | Action::ChangeAnswers
                | Action::FileAnswers
                | Action::Generate
                | Action::ReadDocument
                | Action::ReadMatter
                | Action::OverseeMatters
                | Action::CreateMatter
                | Action::ChangeMatter
                | Action::ChangeMembers
                | Action::ReadPeople
                | Action::KeepDelegates
                | Action::ChangeTeams
                | Action::ReadSettings
                | Action::ChangeSettings
                | Action::ReadAudit
                | Action::KeepMachines
                | Action::TendJobs => 1,
            };
            assert_eq!(rows(action), expected, "{action}");
            assert_eq!(serde_json::to_string(&action).unwrap(), format!("\"{action}\""));
        }
        assert_eq!(Action::all().count(), 27);
        assert!(Action::all().all(|action| action.to_string().parse() == Ok(action)));
    }

    #[test]
    fn an_administrator_sees_metadata_only() {
        let administrator = Roles::from(Administrator);
        let allowed = [
            Action::ReadTemplate,
            Action::ReadMatter,
            Action::OverseeMatters,
            Action::ReadPeople,
            Action::KeepDelegates,
            Action::ChangeTeams,
            Action::ReadSettings,
            Action::ChangeSettings,
            Action::ReadAudit,
            Action::KeepMachines,
            Action::TendJobs,
        ];
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
    fn answers_and_documents_are_never_in_reach_of_the_whole_firm() {
        let everyone: Roles = Role::ALL.into_iter().collect();
        for action in [Action::ReadAnswers, Action::ChangeAnswers, Action::Generate, Action::ReadDocument] {
            assert_eq!(everyone.reach(action), Some(Matter), "{action}");
        }
        assert_eq!(everyone.reach(Action::FileAnswers), Some(Own));
        assert!(Own < Matter && Matter < Tenant, "two roles reach as far as the further one");
    }

    #[test]
    fn a_machine_decides_nothing_and_lets_nobody_in() {
        let machine = Roles::from(Machine);
        assert!(machine.may(Action::Generate));
        for action in [
            Action::DecideVersion,
            Action::PublishVersion,
            Action::KeepDelegates,
            Action::ChangeTeams,
            Action::ChangeSettings,
            Action::KeepMachines,
        ] {
            assert!(!machine.may(action), "{action}");
        }
    }

    #[test]
    fn no_role_may_nothing_and_two_roles_may_what_either_may() {
        assert_eq!(Roles::default().permissions().count(), 0);
        let both: Roles = [Administrator, KnowledgeManager].into_iter().collect();
        assert!(both.may(Action::UploadTemplate));
    }

    #[test]
    fn the_documented_table_is_this_table() {
        let documented = include_str!("../../../docs/permissions.md");
        assert!(
            documented.ends_with(&Action::table()),
            "docs/permissions.md is stale; it should end with:\n{}",
            Action::table()
        );
    }
}
