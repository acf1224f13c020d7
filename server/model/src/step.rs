//! What is done to a version in the course of its life: the one table of who may go where.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Action, Id, Kind, Person, VersionState};

/// A step in the life of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Ask for a decision; checks and template tests passed.
    Submit,
    /// Take it back before there was a decision.
    Withdraw,
    /// Find it good. By someone other than its author, unless the firm does without.
    Approve,
    /// Find it wanting. By someone other than its author, unless the firm does without.
    Reject,
    /// Have it published at a moment to come.
    Schedule,
    /// Have it published no more at that moment.
    Unschedule,
    /// Make it the one that lawyers see, in place of the one before.
    Publish,
    /// Take it out of use, for good.
    Retire,
}

/// A text that names no step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown step {0:?}")]
pub struct UnknownStep(String);

impl Step {
    /// Every step, in the order of life.
    pub const ALL: [Self; 8] = [
        Self::Submit,
        Self::Withdraw,
        Self::Approve,
        Self::Reject,
        Self::Schedule,
        Self::Unschedule,
        Self::Publish,
        Self::Retire,
    ];

    /// The name as it is kept and sent: `unschedule`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Schedule => "schedule",
            Self::Unschedule => "unschedule",
            Self::Publish => "publish",
            Self::Retire => "retire",
        }
    }

    /// What must be allowed to someone who takes it.
    pub fn action(self) -> Action {
        match self {
            Self::Submit | Self::Withdraw => Action::SubmitVersion,
            Self::Approve | Self::Reject => Action::DecideVersion,
            Self::Schedule | Self::Unschedule | Self::Publish => Action::PublishVersion,
            Self::Retire => Action::RetireVersion,
        }
    }

    /// The state that it leads to; none where it cannot be taken.
    pub fn from(self, state: VersionState) -> Option<VersionState> {
        use VersionState::{Approved, Draft, InReview, Published, Retired};
        match (self, state) {
            (Self::Submit, Draft) => Some(InReview),
            (Self::Withdraw | Self::Reject, InReview) => Some(Draft),
            (Self::Approve, InReview) | (Self::Schedule | Self::Unschedule, Approved) => Some(Approved),
            (Self::Publish, Approved) => Some(Published),
            (Self::Retire, Draft | Approved | Published) => Some(Retired),
            _ => None,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Step {
    type Err = UnknownStep;

    fn from_str(text: &str) -> Result<Self, UnknownStep> {
        let found = Self::ALL.into_iter().find(|step| step.as_str() == text);
        found.ok_or_else(|| UnknownStep(text.chars().take(40).collect()))
    }
}

/// A step that was taken.
#[derive(Clone, PartialEq, Eq)]
pub struct VersionStep {
    /// Its id.
    pub id: Id<Self>,
    /// Which.
    pub step: Step,
    /// When.
    pub at: Timestamp,
    /// Who took it; nobody when a planned moment had come, or when the version came with the product.
    pub person: Option<Person>,
    /// What was said with it.
    pub comment: Option<String>,
}

impl Kind for VersionStep {
    const NAME: &'static str = "version_step";
}

impl fmt::Debug for VersionStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VersionStep({}, {})", self.id, self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use VersionState::{Approved, Draft, InReview, Published, Retired};

    /// From where, by which step, to where.
    fn ways() -> Vec<(VersionState, Step, VersionState)> {
        let all = |step: Step| {
            VersionState::ALL.into_iter().filter_map(move |from| Some((from, step, step.from(from)?)))
        };
        Step::ALL.into_iter().flat_map(all).collect()
    }

    #[test]
    fn names_and_back() {
        for step in Step::ALL {
            assert_eq!(step.as_str().parse(), Ok(step));
            assert_eq!(serde_json::to_string(&step).unwrap(), format!("\"{step}\""));
        }
        assert!("Submit".parse::<Step>().is_err());
    }

    #[test]
    fn the_only_way_to_lawyers_leads_through_a_decision() {
        let to = |state| ways().into_iter().filter(move |way| way.2 == state && way.0 != state);
        assert_eq!(to(Published).collect::<Vec<_>>(), [(Approved, Step::Publish, Published)]);
        assert_eq!(to(Approved).collect::<Vec<_>>(), [(InReview, Step::Approve, Approved)]);
        assert_eq!(to(InReview).collect::<Vec<_>>(), [(Draft, Step::Submit, InReview)]);
        assert_eq!(Step::Approve.action(), Action::DecideVersion);
    }

    #[test]
    fn the_end_is_the_end_and_every_step_can_be_taken_somewhere() {
        assert!(ways().iter().all(|way| way.0 != Retired));
        assert!(Step::ALL.into_iter().all(|step| ways().iter().any(|way| way.1 == step)));
        assert!(!ways().iter().any(|way| way.0 == InReview && way.2 == Retired), "a decision comes first");
    }
}
