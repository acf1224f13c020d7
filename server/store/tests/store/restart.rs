//! What was kept is there after a restart, and a store that cannot be right does not open.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let SignedIn { token, .. } = lab.session("a", "lotte", Role::Lawyer).await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, answers(json!({"x": 1}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let document = generate(&mut door, "2", set.clone(), b"the bytes").await.unwrap();
    let me = door.me().await.unwrap();
    drop(door);

    let lab = lab.restart().await;
    assert_eq!(lab.firm("a").await, office.tenant);
    let actor = lab.store.gate().session(&token.hash()).await.unwrap().unwrap();
    let mut door = lab.store.door(actor);
    assert_eq!(door.me().await.unwrap(), me);
    assert_eq!((me.person.name.as_str(), me.tenant.name.as_str()), ("Name of lotte", "Firm a"));
    assert_eq!(answer_set(&mut door, &set.id).await.unwrap(), set);
    assert_eq!(document_file(&mut door, &document).await.unwrap().bytes, b"the bytes");
    assert_eq!(template_file(&mut door, &office.template.version).await.unwrap().bytes, b"nda 1");
    let found = door.templates("nda", &PageRequest::default()).await.unwrap().items;
    assert_eq!(found, [office.template]);
    lab.store.ready().await.unwrap();
}

#[tokio::test]
async fn a_document_whose_request_ended_between_file_and_row_is_not_there() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let (set, ticket) = (answer_set(&mut door, &set).await.unwrap(), ticket(&mut door, "2").await);
    let promised = ticket.id();
    let before = files(&lab);
    let staged = door.stage(ticket, new_document(set, "x", b"x")).await.unwrap();
    assert_eq!(files(&lab), before + 1, "the file is on disk");
    // The process ends: nothing is given back.
    std::mem::forget((staged, door));

    let lab = lab.restart().await;
    let mut door = lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await);
    assert!(matches!(document_file(&mut door, &promised).await, Err(Error::NotFound)));
    let mut read = door.read().await.unwrap();
    assert!(read.documents(&PageRequest::default()).await.unwrap().items.is_empty());
    drop(read);
    // The same request again makes it, under the id that was promised.
    lab.clock.forward(jiff::SignedDuration::from_mins(1));
    let again = crate::support::ticket::<Document>(&mut door, "2").await;
    assert_eq!(again.id(), promised);
}

fn files(lab: &Lab) -> usize {
    walk(&lab.data_dir().join("files")).len()
}

#[tokio::test]
async fn a_missing_keyring_is_not_replaced() {
    let lab = Lab::new().await;
    lab.office("a").await;
    lab.store.close().await;
    let keyring = lab.data_dir().join("keyring.json");
    std::fs::remove_file(&keyring).unwrap();
    assert!(matches!(lab.try_open().await, Err(Error::Keyring { .. })));
    assert!(!keyring.exists());
}

#[tokio::test]
async fn another_keyring_opens_nothing() {
    let (lab, other) = (Lab::new().await, Lab::new().await);
    lab.office("a").await;
    lab.store.close().await;
    std::fs::copy(other.data_dir().join("keyring.json"), lab.data_dir().join("keyring.json")).unwrap();
    let store = lab.try_open().await.unwrap();
    let roles = Role::Lawyer.into();
    let identity = Identity { issuer: ISSUER, tid: "a", subject: "lotte", name: "Lotte", roles };
    let error = store.gate().sign_in(identity, std::time::Duration::from_secs(1)).await.unwrap_err();
    assert!(error.to_string().contains("does not hold the key"), "{error}");
}

#[tokio::test]
async fn a_database_of_a_newer_release_opens_only_when_it_says_so() {
    let lab = Lab::new().await;
    lab.store.close().await;
    let lab = &lab;
    let set =
        |sql: &'static str| async move { sqlx::query(sql).execute(&mut lab.raw().await).await.unwrap() };
    set("UPDATE schema_meta SET version = 99").await;
    set("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         SELECT 99, 'x', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1")
    .await;
    lab.try_open().await.unwrap().close().await;
    set("UPDATE schema_meta SET min_binary = 99").await;
    let error = lab.try_open().await.unwrap_err();
    assert!(matches!(error, Error::TooNew { needed: 99, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_starting_at_once_agree() {
    let lab = Lab::new().await;
    lab.store.close().await;
    std::fs::remove_dir_all(lab.data_dir()).unwrap();
    let (one, two) = tokio::join!(lab.try_open(), lab.try_open());
    let (one, two) = (one.unwrap(), two.unwrap());
    let tenant = one.gate().enrol(ISSUER, "a", "Firm").await.unwrap();
    assert_eq!(two.gate().enrol(ISSUER, "a", "Firm").await.unwrap(), tenant);
    two.publish_sample(&tenant, "nda", template("NDA", b"x")).await.unwrap();
}
