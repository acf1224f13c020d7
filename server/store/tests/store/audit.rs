//! Every change leaves a line, and lines stay.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;
use sqlx::Row;

use crate::support::*;

#[tokio::test]
async fn every_change_leaves_a_line() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    change(&mut door, &set, answers(json!({"x": 1}))).await.unwrap();
    let set = answer_set(&mut door, &set.id).await.unwrap();
    assert!(
        change(&mut door, &AnswerSet { rev: Rev::FIRST, ..set.clone() }, answers(json!({}))).await.is_err()
    );
    generate(&mut door, "2", set, b"x").await.unwrap();
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    upload(&mut manager, "3", template("New", b"new")).await.unwrap();

    let actions = actions_of(&lab, &office.tenant).await;
    let expected = [
        "change_answers",
        "generate",
        "publish_sample",
        "sign_in",
        "sign_in",
        "start_interview",
        "upload_template",
    ];
    assert_eq!(actions, expected);
}

#[tokio::test]
async fn what_is_done_over_and_over_is_one_line_in_five_minutes_for_each_person() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let id = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &id).await.unwrap();
    let document = generate(&mut door, "2", set, b"x").await.unwrap();
    for x in 1..4 {
        let set = answer_set(&mut door, &id).await.unwrap();
        change(&mut door, &set, answers(json!({ "x": x }))).await.unwrap();
        let file = door.read().await.unwrap().document_file(&document).await.unwrap();
        assert_eq!(door.open(file).await.unwrap().bytes, b"x");
        // A list shows titles: that is no reading.
        let sets = door.read().await.unwrap().answer_sets(&PageRequest::default()).await.unwrap();
        door.open_page(sets).await.unwrap();
        lab.clock.forward(SignedDuration::from_secs(140));
    }
    let repeated = actions_of(&lab, &office.tenant).await;
    let count = |action| repeated.iter().filter(|other| *other == action).count();
    // 0, 140 and 280 s are within five minutes, also of the beginning.
    assert_eq!(["change_answers", "read_document", "read_answers"].map(count), [1, 1, 0], "{repeated:?}");
    lab.clock.forward(SignedDuration::from_secs(20));
    answer_set(&mut door, &id).await.unwrap();
    let repeated = actions_of(&lab, &office.tenant).await;
    assert_eq!(repeated.iter().filter(|action| *action == "read_answers").count(), 1, "{repeated:?}");
}

#[tokio::test]
async fn refusals_are_one_line_for_each_person_and_address_however_many_there_were() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let karim = lab.sign_in("a", "karim", Role::KnowledgeManager).await;
    let admin = lab.sign_in("a", "anna", Role::Administrator).await;
    let address = Some([192, 0, 2, 7].into());
    (0..1000).for_each(|_| lab.store.refused(&office.lawyer, address));
    lab.store.refused(&karim, None);
    assert_eq!(lab.store.record_refusals().await.unwrap(), 2);
    assert_eq!(lab.store.record_refusals().await.unwrap(), 0);
    lab.store.seal_audit().await.unwrap();
    let mut door = lab.store.door(admin);
    let events = door.read().await.unwrap().events(&EventSpan::default(), &PageRequest::default()).await.unwrap();
    let events = door.open_page(events).await.unwrap().items;
    let mut refused: Vec<_> = events.iter().filter(|event| event.action == "refused").collect();
    refused.sort_by_key(|event| event.times);
    let told = |event: &&Event| (event.times, event.object_id.clone(), event.actor.as_ref().unwrap().id);
    let told: Vec<_> = refused.iter().map(told).collect();
    assert_eq!(told, [(1, "unknown".into(), karim.person()), (1000, "192.0.2.7".into(), office.lawyer.person())]);
    assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings, []);
}

pub async fn actions_of(lab: &Lab, tenant: &Id<Tenant>) -> Vec<String> {
    let rows = sqlx::query("SELECT action FROM audit_event WHERE tenant_id = $1 ORDER BY action")
        .bind(tenant.to_string())
        .fetch_all(&mut lab.raw().await)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn lines_are_not_changed_or_taken_away() {
    let lab = Lab::new().await;
    lab.office("a").await;
    let mut raw = lab.raw().await;
    for sql in ["UPDATE audit_event SET action = 'nothing'", "DELETE FROM audit_event"] {
        let error = sqlx::query(sql).execute(&mut raw).await.unwrap_err();
        assert!(error.to_string().contains("audit events are never"), "{error}");
    }
}
