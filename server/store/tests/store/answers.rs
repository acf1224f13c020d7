//! Answers change one after the other, and never over one another.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn answers_are_kept_and_changed() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let id = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();

    let set = answer_set(&mut door, &id).await.unwrap();
    assert_eq!((set.rev, set.name.as_deref(), set.number), (Rev::FIRST, Some("My set"), 1));
    assert_eq!((set.template.id, set.template.title.as_str()), (office.template.id, "NDA"));
    assert_eq!((set.version, set.answers.len()), (office.template.version, 0));

    let given = answers(json!({"client.name": "Zoë", "amount": 1.50, "list": [{"b": 1, "a": null}]}));
    assert_eq!(change(&mut door, &set, given.clone()).await.unwrap(), Rev::FIRST.next());
    let set = answer_set(&mut door, &id).await.unwrap();
    assert_eq!((set.rev, set.name.as_deref(), &set.answers), (Rev::FIRST.next(), Some("My set"), &given));
    let names: Vec<_> = set.answers.keys().collect();
    assert_eq!(names, ["client.name", "amount", "list"], "the order of answering stays");
}

#[tokio::test]
async fn a_change_of_an_old_revision_changes_nothing() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let id = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let old = answer_set(&mut door, &id).await.unwrap();
    change(&mut door, &old, answers(json!({"x": 1}))).await.unwrap();

    let error = change(&mut door, &old, answers(json!({"x": 2}))).await.unwrap_err();
    assert!(matches!(error, Error::Stale { current } if current.number() == 2), "{error:?}");
    let set = answer_set(&mut door, &id).await.unwrap();
    let error = door.stage_answers(&set, old.rev, answers(json!({"x": 2}))).await.unwrap_err();
    assert!(matches!(error, Error::Stale { current } if current.number() == 2), "{error:?}");
    assert_eq!(answer_set(&mut door, &id).await.unwrap().answers, answers(json!({"x": 1})));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_changes_at_once_one_is_first() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let id = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &id).await.unwrap();
    let tasks: Vec<_> = (0..20)
        .map(|i| {
            let (mut door, set) = (lab.store.door(office.lawyer.clone()), set.clone());
            tokio::spawn(async move { (i, change(&mut door, &set, answers(json!({"x": i}))).await) })
        })
        .collect();
    let mut first = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            (i, Ok(_)) => first.push(i),
            (_, Err(error)) => assert!(matches!(error, Error::Stale { .. }), "{error:?}"),
        }
    }
    assert_eq!(first.len(), 1);
    assert_eq!(answer_set(&mut door, &id).await.unwrap().answers, answers(json!({"x": first[0]})));
}

#[tokio::test]
async fn a_permit_for_one_set_does_not_change_another() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let one = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let two = start(&mut door, "2", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &one).await.unwrap();
    let staged = door.stage_answers(&set, set.rev, answers(json!({"x": 1}))).await.unwrap();
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<ChangeAnswers>(&two).await.unwrap();
    assert!(matches!(write.change_answers(permit, staged).await, Err(Error::Internal(_))));
}

#[tokio::test]
async fn sets_are_listed_newest_first_in_parts() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let mut made = Vec::new();
    for i in 0..5 {
        lab.clock.forward(jiff::SignedDuration::from_millis(1));
        made.push(
            start(&mut door, &i.to_string(), &office.template, answers(json!({"i": i}))).await.unwrap(),
        );
    }
    made.reverse();

    let (mut seen, mut request) = (Vec::new(), PageRequest { limit: Some(2), cursor: None });
    let mut sizes = Vec::new();
    loop {
        let mut read = door.read().await.unwrap();
        let page = read.answer_sets(&request).await.unwrap();
        drop(read);
        let page = door.open_page(page).await.unwrap();
        sizes.push(page.items.len());
        seen.extend(page.items.into_iter().map(|set| set.id));
        request.cursor = page.next_cursor;
        if request.cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen, sizes), (made, vec![2, 2, 1]));
    let bad = PageRequest { limit: None, cursor: Some("' OR 1=1 --".into()) };
    assert!(matches!(door.read().await.unwrap().answer_sets(&bad).await, Err(Error::InvalidCursor)));
}
