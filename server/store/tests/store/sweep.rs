//! What has ended goes, what is in use stays.

use akte_store::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn a_sweep_takes_what_has_ended_and_nothing_else() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let kept = generate(&mut door, "2", set.clone(), b"kept").await.unwrap();
    let ticket = ticket(&mut door, "3").await;
    let staged = door.stage(ticket, new_document(set, "cut short", b"cut short")).await.unwrap();
    drop(staged);
    lab.store.gate().session_save(&TokenHash::of(b"v"), b"x", Timestamp::MAX).await.unwrap();

    let swept = lab.store.sweep().await.unwrap();
    assert_eq!(swept, Swept { sessions: 0, keys: 0, files: 0, unused: 0 });
    lab.clock.forward(SignedDuration::from_hours(24) + SignedDuration::from_millis(1));
    let swept = lab.store.sweep().await.unwrap();
    assert_eq!(swept, Swept { sessions: 1, keys: 3, files: 1, unused: 0 });
    assert_eq!(lab.store.sweep().await.unwrap(), Swept { sessions: 0, keys: 0, files: 0, unused: 0 });

    assert_eq!(document_file(&mut door, &kept).await.unwrap().bytes, b"kept");
    assert_eq!(template_file(&mut door, &office.template.version).await.unwrap().bytes, b"nda 1");
    assert!(lab.store.gate().session_load(&TokenHash::of(b"v")).await.unwrap().is_some());
}
