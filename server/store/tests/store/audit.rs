//! Every change leaves a line, and lines stay.

use akte_model::*;
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

    let rows = sqlx::query("SELECT action FROM audit_event WHERE tenant_id = $1 ORDER BY action")
        .bind(office.tenant.to_string())
        .fetch_all(&mut lab.raw().await)
        .await
        .unwrap();
    let actions: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
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
async fn lines_are_not_changed_or_taken_away() {
    let lab = Lab::new().await;
    lab.office("a").await;
    let mut raw = lab.raw().await;
    for sql in ["UPDATE audit_event SET action = 'nothing'", "DELETE FROM audit_event"] {
        let error = sqlx::query(sql).execute(&mut raw).await.unwrap_err();
        assert!(error.to_string().contains("audit events are never"), "{error}");
    }
}
