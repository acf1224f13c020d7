//! The same request sent again is done once.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::*;

async fn claim(door: &mut Door, key: &str, body: &[u8]) -> Claim<AnswerSet> {
    let mac = door.mac(&[body]);
    door.claim(&Key::new("POST /answer-sets", key).unwrap(), &mac).await.unwrap()
}

fn new(claim: Claim<AnswerSet>) -> Ticket<AnswerSet> {
    match claim {
        Claim::New(ticket) => ticket,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_same_key_again_gives_what_was_made() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let ticket = new(claim(&mut door, "k", b"body").await);
    let promised = ticket.id();
    assert!(matches!(claim(&mut door, "k", b"body").await, Claim::Busy { until } if until > door.now()));
    let id = start_with(&mut door, ticket, &office.template, answers(json!({}))).await.unwrap();
    assert_eq!(id, promised);
    assert!(matches!(claim(&mut door, "k", b"body").await, Claim::Done(done) if done == id));
    assert!(matches!(claim(&mut door, "k", b"another body").await, Claim::Mismatch));
    assert_eq!(all_sets(&mut door).await.len(), 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_person_and_one_route() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let _first = new(claim(&mut door, "k", b"1").await);
    let mut other = lab.store.door(lab.sign_in("a", "other", Role::Lawyer).await);
    assert!(matches!(claim(&mut other, "k", b"2").await, Claim::New(_)));
    let mac = door.mac(&[b"3"]);
    let elsewhere = door.claim::<Document>(&Key::new("POST /documents", "k").unwrap(), &mac).await.unwrap();
    assert!(matches!(elsewhere, Claim::New(_)));
}

#[tokio::test]
async fn a_day_later_the_key_is_free_again() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let ticket = new(claim(&mut door, "k", b"body").await);
    let id = start_with(&mut door, ticket, &office.template, answers(json!({}))).await.unwrap();
    lab.clock.forward(SignedDuration::from_hours(24) - SignedDuration::from_millis(1));
    assert!(matches!(claim(&mut door, "k", b"body").await, Claim::Done(_)));
    lab.clock.forward(SignedDuration::from_millis(1));
    assert_ne!(new(claim(&mut door, "k", b"other").await).id(), id);
}

#[tokio::test]
async fn a_claim_given_back_can_be_made_with_another_body() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let ticket = new(claim(&mut door, "k", b"wrong").await);
    door.release(ticket).await.unwrap();
    assert!(matches!(claim(&mut door, "k", b"right").await, Claim::New(_)));
}

#[tokio::test]
async fn a_claim_that_ran_out_is_taken_over_and_its_holder_writes_nothing() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let slow = new(claim(&mut door, "k", b"body").await);
    lab.clock.forward(SignedDuration::from_mins(1));
    let fast = new(claim(&mut door, "k", b"body").await);
    assert_eq!(slow.id(), fast.id(), "the promise is kept");

    let error =
        start_with(&mut door, slow, &office.template, answers(json!({"by": "slow"}))).await.unwrap_err();
    assert!(matches!(error, Error::ClaimLost), "{error:?}");
    let id = start_with(&mut door, fast, &office.template, answers(json!({"by": "fast"}))).await.unwrap();
    assert_eq!(answer_set(&mut door, &id).await.unwrap().answers["by"], "fast");
    assert_eq!(all_sets(&mut door).await.len(), 1);
}

#[tokio::test]
async fn a_late_holder_does_not_give_back_what_another_took_over() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let slow = new(claim(&mut door, "k", b"body").await);
    lab.clock.forward(SignedDuration::from_mins(1));
    let fast = new(claim(&mut door, "k", b"body").await);
    door.release(slow).await.unwrap();
    start_with(&mut door, fast, &office.template, answers(json!({}))).await.unwrap();
}

#[tokio::test]
async fn a_request_that_was_cut_off_gives_its_claim_back_and_what_was_made_stays_made() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let ticket = new(claim(&mut door, "k", b"body").await);
    drop((ticket, door));
    // By the clock of the test no time passes, so the claim did not end by itself.
    let mut door = lab.store.door(office.lawyer.clone());
    let ticket = loop {
        match claim(&mut door, "k", b"another body").await {
            Claim::New(ticket) => break ticket,
            _ => tokio::task::yield_now().await,
        }
    };
    let id = start_with(&mut door, ticket, &office.template, answers(json!({}))).await.unwrap();
    drop(door);
    let mut door = lab.store.door(office.lawyer);
    assert!(matches!(claim(&mut door, "k", b"another body").await, Claim::Done(made) if made == id));
}

#[tokio::test]
async fn a_completed_claim_is_not_given_back() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let ticket = new(claim(&mut door, "k", b"body").await);
    let stub = ticket.stub();
    let id = start_with(&mut door, ticket, &office.template, answers(json!({}))).await.unwrap();
    door.release(stub).await.unwrap();
    assert!(matches!(claim(&mut door, "k", b"body").await, Claim::Done(made) if made == id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_make_one() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let (mut door, template) = (lab.store.door(office.lawyer.clone()), office.template.clone());
            tokio::spawn(async move {
                loop {
                    match claim(&mut door, "k", b"body").await {
                        Claim::New(ticket) => {
                            break start_with(&mut door, ticket, &template, answers(json!({})))
                                .await
                                .unwrap();
                        }
                        Claim::Done(id) => break id,
                        Claim::Busy { .. } => tokio::task::yield_now().await,
                        Claim::Mismatch => panic!("the body is the same"),
                    }
                }
            })
        })
        .collect();
    let mut ids = std::collections::BTreeSet::new();
    for task in tasks {
        ids.insert(task.await.unwrap());
    }
    let sets = all_sets(&mut lab.store.door(office.lawyer)).await;
    assert_eq!(sets.iter().map(|set| set.id).collect::<Vec<_>>(), ids.into_iter().collect::<Vec<_>>());
    assert_eq!(sets.len(), 1);
}

#[test]
fn keys_are_short_printable_ascii() {
    for key in ["", "\n", "é", "\u{7f}", &"x".repeat(256)] {
        assert!(matches!(Key::new("POST /x", key), Err(Error::InvalidKey)), "{key:?}");
    }
    assert!(Key::new("POST /x", &"~ ".repeat(100)).is_ok());
}
