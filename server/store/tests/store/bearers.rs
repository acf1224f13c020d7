//! Tokens that stand for a session, and the session that a person sees and ends.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;

use crate::support::*;

const PANE: &[u8] = b"what only the pane knows";

/// A lawyer in a session, with a token of the pane.
async fn pane() -> (Lab, SignedIn, Bearer) {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let signed_in = lab.session("a", "lotte", Role::Lawyer).await;
    let bearer = lab.store.gate().issue_bearer(&signed_in.actor, &TokenHash::of(PANE)).await.unwrap();
    (lab, signed_in, bearer)
}

async fn holder(lab: &Lab, bearer: &Bearer) -> Option<Actor> {
    lab.store.gate().bearer(&bearer.token.hash(), &TokenHash::of(PANE)).await.unwrap()
}

#[tokio::test]
async fn a_token_stands_for_its_session_until_it_ends() {
    let (lab, signed_in, bearer) = pane().await;
    let actor = holder(&lab, &bearer).await.unwrap();
    assert_eq!((actor.person(), actor.session()), (signed_in.actor.person(), signed_in.actor.session()));
    assert!(actor.session().is_some());
    lab.clock.forward(SignedDuration::from_mins(15) - SignedDuration::from_millis(1));
    assert!(holder(&lab, &bearer).await.is_some());
    lab.clock.forward(SignedDuration::from_millis(1));
    assert!(holder(&lab, &bearer).await.is_none());
    assert!(lab.store.gate().session(&signed_in.token.hash()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_token_is_worth_nothing_to_another_client() {
    let (lab, _, bearer) = pane().await;
    let (gate, token, other) = (lab.store.gate(), bearer.token.hash(), TokenHash::of(b"a guess"));
    assert!(gate.bearer(&token, &other).await.unwrap().is_none());
    assert!(gate.renew_bearer(&token, &other).await.unwrap().is_none());
    gate.revoke_bearer(&token, &other).await.unwrap();
    assert!(holder(&lab, &bearer).await.is_some());
    assert!(gate.session(&token).await.unwrap().is_none(), "a token is no session");
}

#[tokio::test]
async fn a_renewed_token_takes_over_and_the_old_one_soon_ends() {
    let (lab, _, old) = pane().await;
    let (gate, client) = (lab.store.gate(), TokenHash::of(PANE));
    let new = gate.renew_bearer(&old.token.hash(), &client).await.unwrap().unwrap();
    assert_ne!(new.token.expose(), old.token.expose());
    assert!(holder(&lab, &new).await.is_some() && holder(&lab, &old).await.is_some());
    lab.clock.forward(SignedDuration::from_mins(1));
    assert!(holder(&lab, &new).await.is_some() && holder(&lab, &old).await.is_none());
    assert!(gate.renew_bearer(&old.token.hash(), &client).await.unwrap().is_none());
    gate.revoke_bearer(&new.token.hash(), &client).await.unwrap();
    assert!(holder(&lab, &new).await.is_none());
}

#[tokio::test]
async fn a_token_ends_with_its_session() {
    let (lab, signed_in, bearer) = pane().await;
    lab.store.gate().sign_out(&signed_in.token.hash()).await.unwrap();
    assert!(holder(&lab, &bearer).await.is_none());
    let error = lab.store.gate().issue_bearer(&signed_in.actor, &TokenHash::of(PANE)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error:?}");
}

#[tokio::test]
async fn a_session_that_is_not_used_ends_and_one_that_is_goes_on() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let identity = Identity { issuer: ISSUER, tid: "a", subject: "l", name: "L", roles: Role::Lawyer.into() };
    let life = 3 * IDLE;
    let used = lab.store.gate().sign_in(identity.clone(), life).await.unwrap().token.hash();
    let idle = lab.store.gate().sign_in(identity, life).await.unwrap();
    let pane = lab.store.gate().issue_bearer(&idle.actor, &TokenHash::of(PANE)).await.unwrap();
    let half = SignedDuration::try_from(IDLE / 2).unwrap();
    let gate = lab.store.gate();
    lab.clock.forward(half);
    assert!(gate.session(&used).await.unwrap().is_some());
    lab.clock.forward(half);
    assert!(gate.session(&used).await.unwrap().is_some());
    assert!(gate.session(&idle.token.hash()).await.unwrap().is_none());
    assert!(holder(&lab, &pane).await.is_none());
    let swept = lab.store.sweep().await.unwrap();
    assert_eq!(swept.sessions, 1);
    assert!(gate.session(&used).await.unwrap().is_some(), "the other was swept");
    for _ in 0..4 {
        lab.clock.forward(half);
        gate.session(&used).await.unwrap();
    }
    assert!(gate.session(&used).await.unwrap().is_none(), "no use makes it live longer than its life");
}

#[tokio::test]
async fn what_the_pane_does_keeps_the_session_in_use() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let identity = Identity { issuer: ISSUER, tid: "a", subject: "l", name: "L", roles: Role::Lawyer.into() };
    let signed_in = lab.store.gate().sign_in(identity, 3 * IDLE).await.unwrap();
    let (gate, client) = (lab.store.gate(), TokenHash::of(PANE));
    let mut bearer = gate.issue_bearer(&signed_in.actor, &client).await.unwrap();
    for _ in 0..15 {
        lab.clock.forward(SignedDuration::from_mins(10));
        bearer = gate.renew_bearer(&bearer.token.hash(), &client).await.unwrap().unwrap();
    }
    assert!(gate.session(&signed_in.token.hash()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_person_sees_and_ends_their_own_sessions_only() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let (one, two) =
        (lab.session("a", "lotte", Role::Lawyer).await, lab.session("a", "lotte", Role::Lawyer).await);
    let karim = lab.session("a", "karim", Role::Lawyer).await;
    let gate = lab.store.gate();
    let seen: Vec<_> = gate.sessions(&one.actor).await.unwrap().iter().map(|session| session.id).collect();
    let mut own = [one.actor.session().unwrap(), two.actor.session().unwrap()];
    own.sort_by(|a, b| b.cmp(a));
    assert_eq!(seen, own);

    let error = gate.end_session(&karim.actor, &own[0]).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error:?}");
    gate.end_session(&one.actor, &two.actor.session().unwrap()).await.unwrap();
    assert!(gate.session(&two.token.hash()).await.unwrap().is_none());
    assert!(gate.session(&one.token.hash()).await.unwrap().is_some());
    assert_eq!(gate.sessions(&one.actor).await.unwrap().len(), 1);
}
