//! From which networks somebody may ask.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Network, Rev};

/// What becomes of a request from elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowMode {
    /// It passes: there is no list.
    #[default]
    Off,
    /// It passes, and it is written down that the list would have refused it.
    DryRun,
    /// It is refused.
    Enforced,
}

/// The networks from which may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowList {
    /// What becomes of a request from elsewhere.
    pub mode: AllowMode,
    /// The networks.
    #[serde(default)]
    pub networks: Vec<Network>,
}

/// What a list says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may pass.
    Pass,
    /// It may pass, and would be refused if the list were enforced.
    WouldRefuse,
    /// It is refused.
    Refuse,
}

/// Why a list cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAllowList {
    /// Nobody could ask anything.
    #[error("a list without networks would let nobody in: name at least one, or say \"mode\": \"off\"")]
    Empty,
    /// There are too many.
    #[error("a list holds at most {} networks", AllowList::MOST)]
    TooMany,
}

impl AllowList {
    /// The most networks that a list holds.
    pub const MOST: usize = 200;

    /// The same list, if it can be.
    ///
    /// # Errors
    /// [`BadAllowList`].
    pub fn checked(self) -> Result<Self, BadAllowList> {
        match self.networks.len() {
            0 if self.mode != AllowMode::Off => Err(BadAllowList::Empty),
            count if count > Self::MOST => Err(BadAllowList::TooMany),
            _ => Ok(self),
        }
    }

    /// Whether the networks hold `address`; none is an address that is not known, and in no network.
    pub fn holds(&self, address: Option<IpAddr>) -> bool {
        address.is_some_and(|address| self.networks.iter().any(|network| network.contains(address)))
    }

    /// What becomes of a request from `address`.
    pub fn judge(&self, address: Option<IpAddr>) -> Verdict {
        match self.mode {
            AllowMode::Off => Verdict::Pass,
            _ if self.holds(address) => Verdict::Pass,
            AllowMode::DryRun => Verdict::WouldRefuse,
            AllowMode::Enforced => Verdict::Refuse,
        }
    }
}

/// The list of a firm, which may be one that undoes itself: so nobody locks the firm out for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmNetworks {
    /// What holds.
    pub list: AllowList,
    /// What holds again, and from when on, unless somebody confirms.
    pub undo: Option<(Timestamp, AllowList)>,
    /// Counts the changes.
    pub rev: Rev,
}

impl Default for FirmNetworks {
    /// As long as nobody changed anything.
    fn default() -> Self {
        Self { list: AllowList::default(), undo: None, rev: Rev::FIRST }
    }
}

impl FirmNetworks {
    /// As it is at `now`: what was not confirmed in time is undone, which counts as a change.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        match self.undo {
            Some((until, list)) if until <= now => Self { list, undo: None, rev: self.rev.next() },
            undo => Self { undo, ..self },
        }
    }

    /// With another list, which is undone at `until` unless somebody confirms: then what was confirmed last holds again.
    #[must_use]
    pub fn changed(self, list: AllowList, until: Timestamp) -> Self {
        let confirmed = self.undo.map_or(self.list, |(_, confirmed)| confirmed);
        Self { list, undo: Some((until, confirmed)), rev: self.rev.next() }
    }

    /// With the list that it has, for good.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self { undo: None, rev: self.rev.next(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(mode: AllowMode) -> AllowList {
        AllowList { mode, networks: vec!["192.0.2.0/24".parse().unwrap()] }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn it_depends_on_the_mode_what_becomes_of_a_request() {
        let (inside, outside) = ("192.0.2.7".parse().ok(), "203.0.113.9".parse().ok());
        for (mode, elsewhere) in [
            (AllowMode::Off, Verdict::Pass),
            (AllowMode::DryRun, Verdict::WouldRefuse),
            (AllowMode::Enforced, Verdict::Refuse),
        ] {
            assert_eq!(list(mode).judge(inside), Verdict::Pass);
            assert_eq!(list(mode).judge(outside), elsewhere);
            assert_eq!(list(mode).judge(None), elsewhere, "an unknown address");
        }
    }

    #[test]
    fn a_list_lets_somebody_in_and_is_of_some_size() {
        let of =
            |mode, count| AllowList { mode, networks: vec!["192.0.2.1".parse().unwrap(); count] }.checked();
        assert!(of(AllowMode::Off, 0).is_ok() && of(AllowMode::Enforced, 200).is_ok());
        assert_eq!(of(AllowMode::Enforced, 0), Err(BadAllowList::Empty));
        assert_eq!(of(AllowMode::DryRun, 0), Err(BadAllowList::Empty));
        assert_eq!(of(AllowMode::Off, 201), Err(BadAllowList::TooMany));
    }

    #[test]
    fn what_nobody_confirms_undoes_itself() {
        let first = FirmNetworks::default();
        let changed = first.clone().changed(list(AllowMode::Enforced), at(300));
        assert_eq!(changed.clone().at(at(299)), changed);
        let undone = changed.clone().at(at(300));
        assert_eq!((&undone.list, &undone.undo), (&first.list, &None));
        assert_eq!(undone.rev, changed.rev.next(), "what was read before is stale");

        let confirmed = changed.clone().confirmed();
        assert_eq!(confirmed.clone().at(at(900)).list, list(AllowMode::Enforced));
        let again = changed.changed(list(AllowMode::DryRun), at(600)).at(at(600));
        assert_eq!(again.list, first.list, "what was never confirmed does not come back");
    }
}
