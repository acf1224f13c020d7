//! From which networks people of a firm may ask.

use std::net::IpAddr;
use std::time::Duration;

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use sqlx::Row;

use crate::support::*;

fn at(address: &str) -> Option<IpAddr> {
    address.parse().ok()
}

const INSIDE: &str = "192.0.2.7";
const OUTSIDE: &str = "203.0.113.9";

fn list(mode: AllowMode) -> AllowList {
    AllowList { mode, networks: vec!["192.0.2.0/24".parse().unwrap(), "2001:db8::/32".parse().unwrap()] }
}

struct Firm {
    lab: Lab,
    tenant: Id<Tenant>,
    administrator: SignedIn,
}

impl Firm {
    async fn new() -> Self {
        let lab = Lab::new().await;
        let tenant = lab.firm("a").await;
        let administrator = lab.session("a", "anna", Role::Administrator).await;
        Self { lab, tenant, administrator }
    }

    async fn read(&self) -> FirmNetworks {
        let mut door = self.lab.store.door(self.administrator.actor.clone());
        door.read().await.unwrap().networks().await.unwrap()
    }

    async fn change(&self, rev: Rev, list: AllowList) -> Result<FirmNetworks> {
        let mut door = self.lab.store.door(self.administrator.actor.clone());
        let mut write = door.write().await?;
        let permit = write.permit::<ChangeSettings>(&self.tenant).await?;
        let changed = write.change_networks(permit, rev, list).await?;
        Ok(write.commit(changed).await?.into_inner())
    }

    async fn confirm(&self, rev: Rev) -> Result<FirmNetworks> {
        let mut door = self.lab.store.door(self.administrator.actor.clone());
        let mut write = door.write().await?;
        let permit = write.permit::<ChangeSettings>(&self.tenant).await?;
        let confirmed = write.confirm_networks(permit, rev).await?;
        Ok(write.commit(confirmed).await?.into_inner())
    }

    /// Whether the session may ask from there.
    async fn may_ask(&self, from: Option<IpAddr>) -> bool {
        match self.lab.store.gate_from(from).session(&self.administrator.token.hash()).await {
            Ok(actor) => actor.is_some(),
            Err(Error::NotFromThere(address)) if address == from => false,
            Err(other) => panic!("{other}"),
        }
    }

    /// What the trail says of networks, and of which address.
    async fn trail(&self) -> Vec<(String, String)> {
        let rows = sqlx::query(
            "SELECT action, object_id FROM audit_event WHERE tenant_id = $1 AND action <> 'sign_in' ORDER BY id",
        )
        .bind(self.tenant.to_string())
        .fetch_all(&mut self.lab.raw().await)
        .await
        .unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

#[tokio::test]
async fn nobody_asks_from_elsewhere_by_whatever_way() {
    let firm = Firm::new().await;
    let store = &firm.lab.store;
    let other = firm.lab.firm("b").await;
    let stranger = firm.lab.session("b", "bo", Role::Lawyer).await;
    let pane = TokenHash::of(b"what only the pane knows");
    let bearer = store.gate().issue_bearer(&firm.administrator.actor, &pane).await.unwrap();
    assert!(firm.may_ask(at(OUTSIDE)).await && firm.may_ask(None).await, "as long as there is no list");
    firm.change(Rev::FIRST, list(AllowMode::Enforced)).await.unwrap();

    for (from, may) in
        [(at(INSIDE), true), (at("::ffff:192.0.2.7"), true), (at("2001:db8::1"), true), (at(OUTSIDE), false), (None, false)]
    {
        let gate = store.gate_from(from);
        let identity = || Identity { issuer: ISSUER, tid: "a", subject: "new", name: "New", roles: Roles::default() };
        assert_eq!(firm.may_ask(from).await, may, "session, {from:?}");
        assert_eq!(gate.bearer(&bearer.token.hash(), &pane).await.is_ok(), may, "bearer, {from:?}");
        let renewed = gate.renew_bearer(&bearer.token.hash(), &pane).await;
        assert_eq!(renewed.is_ok(), may, "renewal, {from:?}");
        assert_eq!(gate.admit(identity()).await.is_ok(), may, "access token, {from:?}");
        let signed_in = gate.sign_in(identity(), Duration::from_secs(60)).await;
        assert_eq!(signed_in.is_ok(), may, "sign-in, {from:?}");
        if !may {
            assert!(matches!(signed_in, Err(Error::NotFromThere(_))), "{signed_in:?}");
        }
        assert!(gate.session(&stranger.token.hash()).await.unwrap().is_some(), "another firm");
    }
    let sessions = sqlx::query("SELECT COUNT(*) FROM session WHERE tenant_id = $1 AND person_id IS NOT NULL")
        .bind(firm.tenant.to_string())
        .fetch_one(&mut firm.lab.raw().await)
        .await
        .unwrap();
    assert_eq!(sessions.get::<i64, _>(0), 4, "none began from elsewhere");
    assert_eq!(store.gate().networks(&other).await.unwrap(), FirmNetworks::default());
}

#[tokio::test]
async fn a_change_that_nobody_confirms_undoes_itself_after_five_minutes() {
    let firm = Firm::new().await;
    let changed = firm.change(Rev::FIRST, list(AllowMode::Enforced)).await.unwrap();
    assert_eq!(changed, firm.read().await);
    firm.lab.clock.forward(SignedDuration::from_mins(5) - SignedDuration::from_millis(1));
    assert!(!firm.may_ask(at(OUTSIDE)).await);
    assert_eq!(firm.lab.store.undo_networks().await.unwrap(), 0);
    firm.lab.clock.forward(SignedDuration::from_millis(1));
    assert!(firm.may_ask(at(OUTSIDE)).await, "at once, whether that was written down or not");
    let undone = firm.read().await;
    assert_eq!((&undone.list, &undone.undo), (&AllowList::default(), &None));
    assert!(matches!(firm.confirm(changed.rev).await, Err(Error::Stale { .. })), "too late");
    assert!(matches!(firm.confirm(undone.rev).await, Err(Error::NothingToConfirm)));
    assert_eq!(firm.lab.store.undo_networks().await.unwrap(), 1);
    assert_eq!(firm.lab.store.undo_networks().await.unwrap(), 0);
    assert_eq!(firm.read().await, undone, "writing it down changes nothing");
    let actions: Vec<_> = firm.trail().await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["change_networks", "undo_networks"]);
}

#[tokio::test]
async fn a_change_that_was_confirmed_stays() {
    let firm = Firm::new().await;
    let changed = firm.change(Rev::FIRST, list(AllowMode::Enforced)).await.unwrap();
    assert!(matches!(firm.change(Rev::FIRST, AllowList::default()).await, Err(Error::Stale { .. })));
    assert!(matches!(firm.confirm(Rev::FIRST).await, Err(Error::Stale { .. })));
    let confirmed = firm.confirm(changed.rev).await.unwrap();
    firm.lab.clock.forward(SignedDuration::from_mins(50));
    assert!(!firm.may_ask(at(OUTSIDE)).await);
    assert_eq!(firm.read().await, confirmed);
    // Off, but not confirmed: the list comes back.
    firm.change(confirmed.rev, AllowList::default()).await.unwrap();
    assert!(firm.may_ask(at(OUTSIDE)).await);
    firm.lab.clock.forward(SignedDuration::from_mins(5));
    assert!(!firm.may_ask(at(OUTSIDE)).await);
    let lab = firm.lab.restart().await;
    let firm = Firm { lab, ..firm };
    assert!(!firm.may_ask(at(OUTSIDE)).await && firm.may_ask(at(INSIDE)).await);
}

#[tokio::test]
async fn only_an_administrator_decides_and_the_operator_can_reset() {
    let firm = Firm::new().await;
    let lawyer = firm.lab.sign_in("a", "lotte", Role::Lawyer).await;
    let mut door = firm.lab.store.door(lawyer);
    assert!(matches!(door.read().await.unwrap().networks().await, Err(Error::NotAllowed(_))));
    let mut write = door.write().await.unwrap();
    assert!(write.permit::<ChangeSettings>(&firm.tenant).await.is_err());
    drop(write);
    let changed = firm.change(Rev::FIRST, list(AllowMode::Enforced)).await.unwrap();
    firm.confirm(changed.rev).await.unwrap();
    // The trail is in the order of time: what is done at one moment is in none.
    firm.lab.clock.forward(SignedDuration::from_millis(1));
    firm.lab.store.gate().reset_networks(&firm.tenant).await.unwrap();
    assert!(firm.may_ask(at(OUTSIDE)).await);
    firm.lab.clock.forward(SignedDuration::from_mins(50));
    assert!(firm.may_ask(at(OUTSIDE)).await);
    assert_eq!(firm.trail().await.last().unwrap().0, "reset_networks");
}

#[tokio::test]
async fn the_trail_says_from_where_somebody_came_once_for_each_address() {
    let firm = Firm::new().await;
    let changed = firm.change(Rev::FIRST, list(AllowMode::DryRun)).await.unwrap();
    for _ in 0..3 {
        assert!(firm.may_ask(at(OUTSIDE)).await, "a dry run refuses nobody");
        assert!(firm.may_ask(at(INSIDE)).await);
    }
    assert_eq!(firm.lab.store.record_refusals().await.unwrap(), 1);
    firm.change(changed.rev, list(AllowMode::Enforced)).await.unwrap();
    for _ in 0..1500 {
        assert!(!firm.may_ask(at(OUTSIDE)).await);
    }
    assert!(!firm.may_ask(None).await);
    assert_eq!(firm.lab.store.record_refusals().await.unwrap(), 2);
    assert_eq!(firm.lab.store.record_refusals().await.unwrap(), 0);
    let mut trail = firm.trail().await;
    trail.retain(|(action, _)| action.contains("address"));
    trail.sort();
    let line = |action: &str, address: &str| (action.to_owned(), address.to_owned());
    let expected = [
        line("refuse_address", OUTSIDE),
        line("refuse_address", "unknown"),
        line("would_refuse_address", OUTSIDE),
    ];
    assert_eq!(trail, expected);
}
