//! Jobs: done once, by whoever holds the lease; tried again, and in the end left to an operator.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;

use crate::support::*;

/// A firm with two versions of a template that are to be published tomorrow, by different people.
struct Plan {
    lab: Lab,
    door: Door,
    first: TemplateVersion,
    second: TemplateVersion,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn plan() -> Plan {
    let lab = Lab::new().await;
    lab.office("a").await;
    let mut door = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let mut other = lab.store.door(lab.sign_in("a", "kim", Role::KnowledgeManager).await);
    let template = upload(&mut door, "1", template("Plan", b"one")).await.unwrap();
    upload_version(&mut door, "2", &template, b"two").await.unwrap();
    let mut planned = Vec::new();
    for (number, by_other) in [(1, true), (2, false)] {
        let all = versions(&mut door, &template).await;
        let draft = all.iter().find(|version| version.number == number).unwrap();
        let submitted = take(&mut door, step(Step::Submit, draft)).await.unwrap();
        let approved = take(&mut other, step(Step::Approve, &submitted)).await.unwrap();
        let publish_at = Some(door.now() + DAY + SignedDuration::from_secs(number));
        let schedule = NewStep { publish_at, ..step(Step::Schedule, &approved) };
        let by = if by_other { &mut other } else { &mut door };
        planned.push(take(by, schedule).await.unwrap());
    }
    lab.clock.forward(DAY + SignedDuration::from_secs(1));
    let [first, second] = planned.try_into().unwrap();
    Plan { lab, door, first, second }
}

impl Plan {
    async fn state(&mut self) -> [VersionState; 2] {
        let [first, second] = [self.first.id, self.second.id];
        [version(&mut self.door, &first).await.unwrap().state, version(&mut self.door, &second).await.unwrap().state]
    }

    /// Ends every lease, as the database's clock would in a minute.
    async fn leases_end(&self) {
        sqlx::query("UPDATE job SET lease_until = 1 WHERE lease_until > 1").execute(&mut self.lab.raw().await).await.unwrap();
    }
}

#[tokio::test]
async fn a_worker_that_dies_loses_its_job_and_another_finishes_it() {
    let mut plan = plan().await;
    let dead = plan.lab.store.gate().lease().await.unwrap().expect("the first is due");
    assert!(plan.lab.store.work().await.unwrap().is_none(), "it is in other hands");
    plan.leases_end().await;
    let worked = plan.lab.store.work().await.unwrap().unwrap();
    assert!(matches!(worked.outcome, Outcome::Done), "{worked:?}");
    assert_eq!(plan.state().await, [VersionState::Published, VersionState::Approved]);
    drop(dead);
}

#[tokio::test]
async fn a_slow_worker_whose_job_was_given_to_another_changes_nothing() {
    let mut plan = plan().await;
    let slow = plan.lab.store.gate().lease().await.unwrap().unwrap();
    plan.leases_end().await;
    let quick = plan.lab.store.gate().lease().await.unwrap().unwrap();
    let worked = plan.lab.store.run(slow).await.unwrap();
    assert!(matches!(worked.outcome, Outcome::Lost), "{worked:?}");
    assert_eq!(plan.state().await, [VersionState::Approved, VersionState::Approved]);
    let worked = plan.lab.store.run(quick).await.unwrap();
    assert!(matches!(worked.outcome, Outcome::Done), "{worked:?}");
    assert_eq!(plan.state().await, [VersionState::Published, VersionState::Approved]);
}

#[tokio::test]
async fn many_workers_take_every_job_once() {
    let mut plan = plan().await;
    plan.lab.clock.forward(SignedDuration::from_secs(1));
    let store = &plan.lab.store;
    let (a, b, c) = tokio::join!(work_off(store), work_off(store), work_off(store));
    let mut done = a + b + c;
    // Who came to the second before the first was published left it for a second later.
    plan.lab.clock.forward(SignedDuration::from_secs(1));
    done += work_off(&plan.lab.store).await;
    assert_eq!(done, 2);
    assert_eq!(plan.state().await, [VersionState::Approved, VersionState::Published], "the later plan holds");
}

#[tokio::test]
async fn of_two_plans_the_later_holds_whoever_comes_first() {
    let mut plan = plan().await;
    plan.lab.clock.forward(SignedDuration::from_secs(1));
    let first = plan.lab.store.gate().lease().await.unwrap().unwrap();
    let worked = plan.lab.store.work().await.unwrap().unwrap();
    assert!(matches!(worked.outcome, Outcome::GoesOn), "the first is still to be done: {worked:?}");
    assert!(matches!(plan.lab.store.run(first).await.unwrap().outcome, Outcome::Done));
    plan.lab.clock.forward(SignedDuration::from_secs(1));
    assert_eq!(work_off(&plan.lab.store).await, 1);
    assert_eq!(plan.state().await, [VersionState::Approved, VersionState::Published]);
}

#[tokio::test]
async fn what_fails_is_tried_ever_later_and_in_the_end_left_to_an_operator() {
    let mut plan = plan().await;
    let second = plan.second.clone();
    take(&mut plan.door, step(Step::Unschedule, &second)).await.unwrap();
    plan.lab.clock.forward(SignedDuration::from_secs(1));
    // Who planned the first may publish no more: rights are those of the moment.
    plan.lab.sign_in("a", "kim", Role::Lawyer).await;
    let (mut pauses, store) = (Vec::new(), plan.lab.store.clone());
    let (dead, problem) = loop {
        let worked = store.work().await.unwrap().expect("it is due");
        match worked.outcome {
            Outcome::Again { at, error } => {
                assert!(matches!(error, Error::NotAllowed(Action::PublishVersion)), "{error:?}");
                let pause = at.duration_since(plan.door.now());
                plan.lab.clock.forward(pause - SignedDuration::from_millis(1));
                // What is not planned any more has nothing to do.
                assert!(work_off(&store).await <= 1, "not before its time");
                plan.lab.clock.forward(SignedDuration::from_millis(1));
                pauses.push(pause.as_secs());
            }
            Outcome::Dead { error } => break (worked.id, error.to_string()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]);
    plan.lab.clock.forward(DAY);
    assert!(store.work().await.unwrap().is_none());
    let jobs = store.jobs().await.unwrap();
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    assert!(jobs[0].dead && jobs[0].id == dead && jobs[0].problem == Some(problem), "{jobs:?}");
    assert_eq!(plan.state().await, [VersionState::Approved, VersionState::Approved]);

    plan.lab.sign_in("a", "kim", Role::KnowledgeManager).await;
    assert!(store.retry_job(&dead).await.unwrap());
    assert!(!store.retry_job(&dead).await.unwrap(), "it is not dead any more");
    assert_eq!(work_off(&store).await, 1);
    assert_eq!(plan.state().await, [VersionState::Published, VersionState::Approved]);
    assert_eq!(store.jobs().await.unwrap(), []);
}

#[tokio::test]
async fn a_job_that_ends_its_workers_is_left_to_an_operator() {
    let plan = plan().await;
    let store = &plan.lab.store;
    for _ in 0..12 {
        drop(store.gate().lease().await.unwrap().expect("it is due"));
        plan.leases_end().await;
    }
    let worked = store.work().await.unwrap().unwrap();
    assert!(matches!(worked.outcome, Outcome::Dead { .. }), "{worked:?}");
    assert!(store.jobs().await.unwrap()[0].dead);
}

#[tokio::test]
async fn a_kind_of_a_newer_release_is_left_to_it() {
    let plan = plan().await;
    let mut raw = plan.lab.raw().await;
    sqlx::query("UPDATE job SET kind = 'not yet known'").execute(&mut raw).await.unwrap();
    assert!(plan.lab.store.work().await.unwrap().is_none());
}
