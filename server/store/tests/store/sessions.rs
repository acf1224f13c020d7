//! Signing in, and what a session is worth.

use std::time::Duration;

use akte_model::*;
use akte_store::*;
use jiff::{SignedDuration, Timestamp};

use crate::support::*;

#[tokio::test]
async fn a_session_gives_its_person_until_it_ends() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let SignedIn { actor, token } = lab.session("a", "lotte", Role::Lawyer).await;
    let gate = lab.store.gate();
    let found = gate.session(&token.hash()).await.unwrap().unwrap();
    assert_eq!(
        (found.person(), found.tenant(), found.roles()),
        (actor.person(), actor.tenant(), Role::Lawyer.into())
    );
    assert!(gate.session(&TokenHash::of(b"guess")).await.unwrap().is_none());

    lab.clock.forward(SignedDuration::from_secs(3600) - SignedDuration::from_millis(1));
    assert!(gate.session(&token.hash()).await.unwrap().is_some());
    lab.clock.forward(SignedDuration::from_millis(1));
    assert!(gate.session(&token.hash()).await.unwrap().is_none());
}

#[tokio::test]
async fn signing_out_ends_that_session_only() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let (one, two) =
        (lab.session("a", "lotte", Role::Lawyer).await, lab.session("a", "lotte", Role::Lawyer).await);
    assert_eq!(one.actor.person(), two.actor.person());
    assert_ne!(one.token.expose(), two.token.expose());
    let gate = lab.store.gate();
    gate.sign_out(&one.token.hash()).await.unwrap();
    assert!(gate.session(&one.token.hash()).await.unwrap().is_none());
    assert!(gate.session(&two.token.hash()).await.unwrap().is_some());
}

#[tokio::test]
async fn name_and_roles_follow_the_issuer() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let old = lab.session("a", "lotte", Role::Lawyer).await;
    let identity = Identity {
        issuer: ISSUER,
        tid: "a",
        subject: "lotte",
        name: "Lotte Jansen",
        roles: Role::Administrator.into(),
    };
    lab.store.gate().sign_in(identity, Duration::from_secs(1)).await.unwrap();
    let now = lab.store.gate().session(&old.token.hash()).await.unwrap().unwrap();
    assert_eq!(
        (now.person(), now.roles()),
        (old.actor.person(), Role::Administrator.into()),
        "the old session too"
    );
    assert_eq!(lab.store.door(now).me().await.unwrap().person.name, "Lotte Jansen");
}

#[tokio::test]
async fn the_same_subject_in_two_firms_is_two_people() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    lab.firm("b").await;
    let (a, b) = (lab.sign_in("a", "x", Role::Lawyer).await, lab.sign_in("b", "x", Role::Lawyer).await);
    assert_ne!(a.person(), b.person());
    assert_ne!(a.tenant(), b.tenant());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_first_sign_ins_at_once_make_one_person() {
    let lab = std::sync::Arc::new(Lab::new().await);
    lab.firm("a").await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let lab = lab.clone();
            tokio::spawn(async move { lab.sign_in("a", "lotte", Role::Lawyer).await })
        })
        .collect();
    let mut people = std::collections::BTreeSet::new();
    for task in tasks {
        let actor = task.await.unwrap();
        people.insert(actor.person());
        assert_eq!(lab.store.door(actor).me().await.unwrap().person.name, "Name of lotte");
    }
    assert_eq!(people.len(), 1);
}

#[tokio::test]
async fn who_is_refused_is_told_why() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let gate = lab.store.gate();
    let identity = |tid: &'static str, subject: &'static str| Identity {
        issuer: ISSUER,
        tid,
        subject,
        name: "Name",
        roles: Role::Lawyer.into(),
    };
    let life = Duration::from_secs(60);
    assert!(
        matches!(gate.sign_in(identity("b", "x"), life).await, Err(Error::NotEnrolled { tid, .. }) if tid == "b")
    );
    assert!(matches!(gate.sign_in(identity("a", ""), life).await, Err(Error::NamelessSignIn)));
    let other = Identity { issuer: "https://evil.example", ..identity("a", "x") };
    assert!(matches!(gate.sign_in(other, life).await, Err(Error::NotEnrolled { .. })));
}

#[tokio::test]
async fn a_suspended_person_or_firm_is_out_at_once() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    for sql in ["UPDATE person SET status = 'suspended'", "UPDATE tenant SET status = 'suspended'"] {
        sqlx::query("UPDATE person SET status = 'active'").execute(&mut lab.raw().await).await.unwrap();
        let token = lab.session("a", "lotte", Role::Lawyer).await.token.hash();
        assert!(lab.store.gate().session(&token).await.unwrap().is_some());
        sqlx::query(sql).execute(&mut lab.raw().await).await.unwrap();
        assert!(lab.store.gate().session(&token).await.unwrap().is_none());
        let roles = Role::Lawyer.into();
        let identity = Identity { issuer: ISSUER, tid: "a", subject: "lotte", name: "Lotte", roles };
        let error = lab.store.gate().sign_in(identity, Duration::from_secs(1)).await.unwrap_err();
        assert!(matches!(error, Error::Suspended), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_kept_for_a_visitor_ends_too() {
    let lab = Lab::new().await;
    let (gate, visitor) = (lab.store.gate(), TokenHash::of(b"visitor"));
    let ends = Timestamp::from_millisecond(1_790_000_001_000).unwrap();
    assert_eq!(gate.session_load(&visitor).await.unwrap(), None);
    gate.session_save(&visitor, b"state", ends).await.unwrap();
    gate.session_save(&visitor, b"state 2", ends).await.unwrap();
    assert_eq!(gate.session_load(&visitor).await.unwrap().as_deref(), Some(&b"state 2"[..]));
    let lab = lab.restart().await;
    let gate = lab.store.gate();
    assert_eq!(gate.session_load(&visitor).await.unwrap().as_deref(), Some(&b"state 2"[..]));
    lab.clock.forward(SignedDuration::from_secs(1));
    assert_eq!(gate.session_load(&visitor).await.unwrap(), None);

    gate.session_save(&visitor, b"state 3", Timestamp::MAX).await.unwrap();
    gate.session_delete(&visitor).await.unwrap();
    assert_eq!(gate.session_load(&visitor).await.unwrap(), None);
    let error = gate.session_save(&visitor, &vec![0; (64 << 10) + 1], Timestamp::MAX).await.unwrap_err();
    assert!(matches!(error, Error::SessionTooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_visitor_s_session_and_a_person_s_never_stand_for_one_another() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let token = lab.session("a", "lotte", Role::Lawyer).await.token.hash();
    let gate = lab.store.gate();
    gate.session_save(&token, b"mine now", Timestamp::MAX).await.unwrap();
    gate.session_delete(&token).await.unwrap();
    assert_eq!(gate.session_load(&token).await.unwrap(), None);
    assert!(gate.session(&token).await.unwrap().is_some());
    let visitor = TokenHash::of(b"visitor");
    gate.session_save(&visitor, b"state", Timestamp::MAX).await.unwrap();
    assert!(gate.session(&visitor).await.unwrap().is_none());
}

#[tokio::test]
async fn tokens_and_actors_print_no_secret() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let signed_in = lab.session("a", "lotte", Role::Lawyer).await;
    let printed = format!("{signed_in:?} {:?} {:?}", lab.store, lab.store.door(signed_in.actor.clone()));
    assert!(!printed.contains(signed_in.token.expose()) && !printed.contains("Name of"), "{printed}");
}
