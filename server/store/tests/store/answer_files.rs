//! Files that answers refer to: they follow their answer set, and nobody else reaches them.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::audit::actions_of;
use crate::support::*;

/// Starts a set that has files of another.
async fn copy(door: &mut Door, key: &str, office: &Office, of: FilesOf) -> Result<Id<AnswerSet>> {
    let ticket = ticket(door, key).await;
    let (version, answers) = (office.template.version, answers(json!({"logo": "x"})));
    let staged = door.stage(ticket, NewAnswerSet { version, name: None, answers, files: Some(of) }).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<StartInterview>(&office.template.id).await?;
    let id = write.create_answer_set(permit, None, None, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

#[tokio::test]
async fn a_file_is_kept_with_its_set_and_found_by_it_only() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let one = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let two = start(&mut door, "2", &office.template, Answers::new()).await.unwrap();
    let file = add_file(&mut door, "f", &one, "logo.png", b"picture").await.unwrap();
    let found = answer_file(&mut door, &one, &file).await.unwrap();
    assert_eq!((found.name.as_str(), found.is_picture, found.bytes.as_slice()), ("logo.png", true, &b"picture"[..]));
    assert_eq!(answer_files(&mut door, &one).await, [file]);
    assert!(matches!(answer_file(&mut door, &two, &file).await, Err(Error::NotFound)), "by another set");
    assert!(answer_files(&mut door, &two).await.is_empty());

    let mut piet = lab.store.door(lab.sign_in("a", "piet", Role::Lawyer).await);
    assert!(matches!(answer_file(&mut piet, &one, &file).await, Err(Error::NotFound)), "a colleague");
    assert!(answer_files(&mut piet, &one).await.is_empty());
    assert!(matches!(add_file(&mut piet, "p", &one, "x", b"x").await, Err(Error::NotFound)));
    lab.office("b").await;
    let mut stranger = lab.store.door(lab.sign_in("b", "lotte", Role::Lawyer).await);
    assert!(matches!(answer_file(&mut stranger, &one, &file).await, Err(Error::NotFound)), "another firm");
    assert!(answer_files(&mut stranger, &one).await.is_empty());
}

#[tokio::test]
async fn a_copy_has_the_same_files_and_each_lives_as_long_as_one_of_them() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let one = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let logo = add_file(&mut door, "f", &one, "logo.png", b"picture").await.unwrap();
    let other = add_file(&mut door, "g", &one, "other.png", b"left behind").await.unwrap();
    let of = FilesOf { answer_set: one, files: vec![logo] };
    let two = copy(&mut door, "2", &office, of.clone()).await.unwrap();
    assert_eq!(answer_files(&mut door, &two).await, [logo], "those that the answers refer to");
    assert_eq!(answer_file(&mut door, &two, &logo).await.unwrap().bytes, b"picture");

    let mut piet = lab.store.door(lab.sign_in("a", "piet", Role::Lawyer).await);
    assert!(matches!(copy(&mut piet, "3", &office, of).await, Err(Error::NotFound)), "not out of another's set");
    let strange = FilesOf { answer_set: two, files: vec![other] };
    assert!(matches!(copy(&mut door, "4", &office, strange).await, Err(Error::NotFound)), "not a file of that set");
    assert_eq!(all_sets(&mut piet).await.len() + all_sets(&mut door).await.len(), 2, "nothing half made");

    lab.clock.forward(jiff::SignedDuration::from_hours(48));
    assert_eq!(lab.store.sweep().await.unwrap().files, 0);
    assert_eq!(answer_file(&mut door, &two, &logo).await.unwrap().bytes, b"picture");
}

#[tokio::test]
async fn a_set_has_so_many_files_and_no_more() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let large = vec![7; 12 << 20];
    add_file(&mut door, "a", &set, "a", &large).await.unwrap();
    add_file(&mut door, "b", &set, "b", &large).await.unwrap();
    assert!(matches!(add_file(&mut door, "c", &set, "c", b"1").await, Err(Error::TooManyFiles { .. })), "24 MiB");
    let set = start(&mut door, "2", &office.template, Answers::new()).await.unwrap();
    for number in 0..100 {
        add_file(&mut door, &format!("f{number}"), &set, "x", b"x").await.unwrap();
    }
    assert!(matches!(add_file(&mut door, "f", &set, "x", b"x").await, Err(Error::TooManyFiles { .. })), "a hundred");
    assert_eq!(answer_files(&mut door, &set).await.len(), 100);
}

#[tokio::test]
async fn reading_and_adding_files_stands_in_the_trail() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let file = add_file(&mut door, "f", &set, "logo.png", b"picture").await.unwrap();
    lab.clock.forward(jiff::SignedDuration::from_mins(10));
    answer_file(&mut door, &set, &file).await.unwrap();
    let actions = actions_of(&lab, &office.tenant).await;
    let of = |action: &str| actions.iter().filter(|other| *other == action).count();
    assert_eq!((of("change_answers"), of("read_answers")), (1, 1), "{actions:?}");
}

const WEEK: jiff::SignedDuration = jiff::SignedDuration::from_hours(7 * 24);

/// Gives the answers of a set.
async fn answered(door: &mut Door, set: &Id<AnswerSet>, json: serde_json::Value) {
    let set = answer_set(door, set).await.unwrap();
    change(door, &set, answers(json)).await.unwrap();
}

/// What a sweep takes away of files of answers, after some time.
async fn swept(lab: &Lab, after: jiff::SignedDuration) -> u64 {
    lab.clock.forward(after);
    lab.store.sweep().await.unwrap().unused
}

#[tokio::test]
async fn a_file_goes_a_week_after_its_last_answer_and_from_disk_a_day_later() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let logo = add_file(&mut door, "f", &set, "logo.png", b"picture").await.unwrap();
    let photo = add_file(&mut door, "g", &set, "photo.png", b"photo").await.unwrap();
    assert_eq!(swept(&lab, WEEK - jiff::SignedDuration::from_hours(1)).await, 0, "an answer may come yet");
    let both = json!({ "logo": logo.to_string(), "people": [{ "photo": photo.to_string() }] });
    answered(&mut door, &set, both.clone()).await;
    assert_eq!(swept(&lab, WEEK).await, 0, "they are answers");

    answered(&mut door, &set, json!({ "people": [{ "photo": photo.to_string() }] })).await;
    assert_eq!(swept(&lab, WEEK - jiff::SignedDuration::from_millis(1)).await, 0);
    answered(&mut door, &set, both).await;
    assert_eq!(swept(&lab, jiff::SignedDuration::from_hours(1)).await, 0, "it was taken back in time");
    assert_eq!(answer_file(&mut door, &set, &logo).await.unwrap().bytes, b"picture");

    answered(&mut door, &set, json!({ "people": [{ "photo": photo.to_string() }] })).await;
    let files = walk(&lab.data_dir().join("files")).len();
    assert_eq!(swept(&lab, WEEK).await, 1);
    assert_eq!(answer_files(&mut door, &set).await, [photo]);
    assert!(matches!(answer_file(&mut door, &set, &logo).await, Err(Error::NotFound)));
    assert_eq!(walk(&lab.data_dir().join("files")).len(), files, "a backup of today may name it");
    lab.clock.forward(jiff::SignedDuration::from_hours(24));
    assert_eq!(lab.store.sweep().await.unwrap().files, 1);
    assert_eq!(walk(&lab.data_dir().join("files")).len(), files - 1);
    assert_eq!(lab.store.sweep().await.unwrap(), Swept { sessions: 0, keys: 0, files: 0, unused: 0 });
    assert_eq!(answer_file(&mut door, &set, &photo).await.unwrap().bytes, b"photo");
}

#[tokio::test]
async fn a_file_that_a_copy_has_stays() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let one = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let logo = add_file(&mut door, "f", &one, "logo.png", b"picture").await.unwrap();
    answered(&mut door, &one, json!({ "logo": logo.to_string() })).await;
    let two = copy(&mut door, "2", &office, FilesOf { answer_set: one, files: vec![logo] }).await.unwrap();
    answered(&mut door, &one, json!({})).await;
    assert_eq!(swept(&lab, WEEK).await, 0);
    assert!(answer_files(&mut door, &one).await.is_empty());
    assert_eq!(answer_file(&mut door, &two, &logo).await.unwrap().bytes, b"picture");
}

#[tokio::test]
async fn an_answer_that_an_earlier_release_took_keeps_its_file() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, Answers::new()).await.unwrap();
    let logo = add_file(&mut door, "f", &set, "logo.png", b"picture").await.unwrap();
    answered(&mut door, &set, json!({ "logo": logo.to_string() })).await;
    // It does not know that there is something to note.
    let mut raw = lab.raw().await;
    sqlx::query("UPDATE answer_set_file SET unused_since = 0").execute(&mut raw).await.unwrap();
    drop(raw);
    assert_eq!(swept(&lab, WEEK).await, 0);
    assert_eq!(answer_file(&mut door, &set, &logo).await.unwrap().bytes, b"picture");
}
