//! Which firms there are, and what the operator and the issuer say of their people.

use std::time::Duration;

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;

use crate::support::*;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn identity(subject: &str) -> Identity<'_> {
    Identity { issuer: ISSUER, tid: "a", subject, name: "Lotte", roles: Roles::default() }
}

async fn roles(lab: &Lab, roles: &[&str], groups: Option<&[&str]>) -> Result<Roles> {
    let own = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let (roles, groups) = (own(roles), groups.map(own));
    let claims = RoleClaims { roles: &roles, groups: groups.as_deref() };
    lab.store.gate().roles_of(ISSUER, "a", claims).await
}

#[tokio::test]
async fn roles_come_from_the_issuers_words_as_the_firm_reads_them() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    assert_eq!(roles(&lab, &["lawyer", "Other.Role"], None).await.unwrap(), Role::Lawyer.into());
    gate.map_role(&firm, RoleClaim::Roles, "Akte.Kennis", Role::KnowledgeManager).await.unwrap();
    assert_eq!(roles(&lab, &["Akte.Kennis"], None).await.unwrap(), Role::KnowledgeManager.into());
    gate.map_role(&firm, RoleClaim::Groups, "g1", Role::Administrator).await.unwrap();
    assert_eq!(roles(&lab, &["g1"], Some(&["g2"])).await.unwrap(), Roles::default());
    assert_eq!(roles(&lab, &[], Some(&["g2", "g1"])).await.unwrap(), Role::Administrator.into());
    let error = roles(&lab, &[], None).await.unwrap_err();
    assert!(matches!(error, Error::GroupsLeftOut), "{error:?}");
    gate.unmap_role(&firm, RoleClaim::Groups, "g1", Role::Administrator).await.unwrap();
    assert_eq!(roles(&lab, &[], None).await.unwrap(), Roles::default());

    let error = gate.roles_of(ISSUER, "b", RoleClaims { roles: &[], groups: None }).await.unwrap_err();
    assert!(matches!(error, Error::NotEnrolled { .. }), "{error:?}");
}

#[tokio::test]
async fn the_first_administrator_is_named_before_they_come() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    gate.grant_role(&firm, "anna", Role::Administrator).await.unwrap();
    let anna = gate.sign_in(identity("anna"), DAY).await.unwrap();
    assert_eq!(anna.actor.roles(), Role::Administrator.into());
    let other = gate.sign_in(identity("lotte"), DAY).await.unwrap();
    assert_eq!(other.actor.roles(), Roles::default());
    let again = gate.session(&anna.token.hash()).await.unwrap().unwrap();
    assert_eq!(again.roles(), Role::Administrator.into());
    gate.revoke_role(&firm, "anna", Role::Administrator).await.unwrap();
    let now = gate.session(&anna.token.hash()).await.unwrap().unwrap();
    assert_eq!(now.roles(), Roles::default(), "at once");
}

#[tokio::test]
async fn a_token_of_the_issuer_admits_its_person_with_its_own_roles() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    let with = |roles: Roles| Identity { roles, ..identity("lotte") };
    let first = gate.admit(with(Role::Lawyer.into())).await.unwrap();
    assert_eq!((first.tenant(), first.roles(), first.session()), (firm, Role::Lawyer.into(), None));
    let signed_in = gate.sign_in(with(Role::KnowledgeManager.into()), DAY).await.unwrap();
    assert_eq!(signed_in.actor.person(), first.person());
    let again = gate.admit(with(Roles::default())).await.unwrap();
    assert_eq!((again.person(), again.roles()), (first.person(), Roles::default()));
    gate.grant_role(&firm, "lotte", Role::Administrator).await.unwrap();
    assert_eq!(gate.admit(with(Roles::default())).await.unwrap().roles(), Role::Administrator.into());
    let error = gate.issue_bearer(&again, &TokenHash::of(b"x")).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error:?}");
}

#[tokio::test]
async fn a_suspended_person_loses_every_session_and_may_come_back() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    let (one, two) =
        (lab.session("a", "lotte", Role::Lawyer).await, lab.session("a", "lotte", Role::Lawyer).await);
    let karim = lab.session("a", "karim", Role::Lawyer).await;
    let pane = gate.issue_bearer(&one.actor, &TokenHash::of(b"pane")).await.unwrap();
    gate.suspend_person(&firm, "lotte").await.unwrap();
    for token in [&one.token, &two.token] {
        assert!(gate.session(&token.hash()).await.unwrap().is_none());
    }
    assert!(gate.bearer(&pane.token.hash(), &TokenHash::of(b"pane")).await.unwrap().is_none());
    assert!(gate.session(&karim.token.hash()).await.unwrap().is_some());
    assert!(matches!(gate.admit(identity("lotte")).await, Err(Error::Suspended)));
    gate.resume_person(&firm, "lotte").await.unwrap();
    assert!(gate.session(&one.token.hash()).await.unwrap().is_none(), "what was ended stays ended");
    lab.session("a", "lotte", Role::Lawyer).await;
    assert!(matches!(gate.suspend_person(&firm, "nobody").await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_suspended_firm_is_closed_until_it_is_resumed() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    let token = lab.session("a", "lotte", Role::Lawyer).await.token.hash();
    assert!(gate.is_enrolled(ISSUER, "a").await.unwrap());
    gate.suspend_firm(&firm).await.unwrap();
    assert!(gate.session(&token).await.unwrap().is_none());
    assert!(!gate.is_enrolled(ISSUER, "a").await.unwrap());
    gate.resume_firm(&firm).await.unwrap();
    assert!(gate.session(&token).await.unwrap().is_some());
}

#[tokio::test]
async fn an_invitation_is_used_once_and_in_time() {
    let lab = Lab::new().await;
    let gate = lab.store.gate();
    let (firm, secret) = gate.invite("Firm A", DAY).await.unwrap();
    let invitation = secret.hash();
    assert!(gate.is_invited(&invitation).await.unwrap());
    assert!(matches!(gate.sign_in(identity("anna"), DAY).await, Err(Error::NotEnrolled { .. })));
    let guess = gate.accept(&TokenHash::of(b"guess"), ISSUER, "a", "anna").await;
    assert!(matches!(guess, Err(Error::NoInvitation)), "{guess:?}");

    assert_eq!(gate.accept(&invitation, ISSUER, "a", "anna").await.unwrap(), firm);
    assert!(!gate.is_invited(&invitation).await.unwrap());
    let again = gate.accept(&invitation, ISSUER, "b", "eve").await;
    assert!(matches!(again, Err(Error::NoInvitation)), "{again:?}");
    let anna = gate.sign_in(identity("anna"), DAY).await.unwrap().actor;
    assert_eq!((anna.tenant(), anna.roles()), (firm, Role::Administrator.into()));

    lab.clock.forward(SignedDuration::from_secs(1));
    let (_, second) = gate.invite("Firm B", DAY).await.unwrap();
    let taken = gate.accept(&second.hash(), ISSUER, "a", "eve").await;
    assert!(matches!(taken, Err(Error::AlreadyEnrolled)), "{taken:?}");
    lab.clock.forward(SignedDuration::try_from(DAY).unwrap());
    assert!(!gate.is_invited(&second.hash()).await.unwrap());
    let late = gate.accept(&second.hash(), ISSUER, "b", "bea").await;
    assert!(matches!(late, Err(Error::NoInvitation)), "{late:?}");

    let firms = gate.firms().await.unwrap();
    let names: Vec<_> = firms.iter().map(|firm| firm.tenant.name.as_str()).collect();
    assert_eq!(names, ["Firm A", "Firm B"]);
    let active = Enrolment::Active { issuer: ISSUER.into(), tid: "a".into() };
    assert_eq!((&firms[0].enrolment, &firms[1].enrolment), (&active, &Enrolment::Invited));
}

#[tokio::test]
async fn what_the_operator_does_is_in_the_trail() {
    let lab = Lab::new().await;
    let firm = lab.firm("a").await;
    let gate = lab.store.gate();
    let anna = lab.sign_in("a", "anna", Role::Administrator).await;
    gate.grant_role(&firm, "anna", Role::Lawyer).await.unwrap();
    gate.grant_role(&firm, "anna", Role::Lawyer).await.unwrap();
    gate.suspend_firm(&firm).await.unwrap();
    gate.resume_firm(&firm).await.unwrap();
    let mut door = lab.store.door(anna);
    let mut read = door.read().await.unwrap();
    let events = read.events(&EventSpan::default(), &PageRequest::default()).await.unwrap();
    drop(read);
    let events = door.open_page(events).await.unwrap().items;
    let mut actions: Vec<_> = events.iter().map(|event| event.action.as_str()).collect();
    actions.sort();
    assert_eq!(actions, ["grant_role", "resume_firm", "sign_in", "suspend_firm"]);
}
