//! Keys renewed while serving: nothing is unreadable in between, and the former keys are not needed afterwards.

use std::collections::BTreeSet;
use std::fs;

use akte_model::*;
use akte_store::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sqlx::Row;

use crate::support::*;

/// As long as requests may take that know the keys of before.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

fn keyring(lab: &Lab) -> Value {
    serde_json::from_slice(&fs::read(lab.data_dir().join("keyring.json")).unwrap()).unwrap()
}

/// The ids under `part` of the keyring.
fn masters(lab: &Lab, part: &str) -> Vec<String> {
    keyring(lab)[part].as_object().into_iter().flatten().map(|(id, _)| id.clone()).collect()
}

/// Does a piece of work; waits as long as it asks for.
async fn piece(lab: &Lab, store: &Store) -> Option<Worked> {
    match store.work().await.unwrap() {
        Some(worked) => Some(worked),
        None if lab.store.rotation().await.unwrap().is_empty() => None,
        None => {
            lab.clock.forward(PAUSE);
            Some(store.work().await.unwrap().unwrap())
        }
    }
}

/// Does everything there is to do.
async fn finish(lab: &Lab) {
    while let Some(worked) = piece(lab, &lab.store).await {
        assert!(matches!(worked.outcome, Outcome::Done | Outcome::GoesOn), "{worked:?}");
    }
}

/// A firm that has everything, with its lawyer and what is to be readable at any moment.
struct Full {
    office: Office,
    set: Id<AnswerSet>,
    file: Id<AnswerFile>,
    document: Id<Document>,
    matter: Id<Matter>,
}

async fn full(lab: &Lab, tid: &str) -> Full {
    let office = lab.office(tid).await;
    let mut author = lab.store.door(lab.sign_in(tid, "karim", Role::KnowledgeManager).await);
    let uploaded = upload(&mut author, "draft", template("Draft", b"draft")).await.unwrap();
    let draft = versions(&mut author, &uploaded).await.remove(0);
    take(&mut author, NewStep { comment: Some("look".into()), ..step(Step::Submit, &draft) }).await.unwrap();
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "set", &office.template, answers(json!({"x": 1}))).await.unwrap();
    let file = add_file(&mut door, "file", &set, "logo.png", b"a picture").await.unwrap();
    let read = answer_set(&mut door, &set).await.unwrap();
    let document = generate(&mut door, "document", read, b"the document").await.unwrap();
    let matter = begin(&mut door, "1", true).await.unwrap();
    let mut anna = lab.store.door(lab.sign_in(tid, "anna", Role::Administrator).await);
    make_team(&mut anna, "team", "Team").await.unwrap();
    Full { office, set, file, document, matter }
}

/// Everything can be read by someone who comes in now.
async fn is_readable(store: &Store, tid: &str, full: &Full) {
    let identity = Identity { issuer: ISSUER, tid, subject: "lotte", name: "Name of lotte", roles: Role::Lawyer.into() };
    let SignedIn { actor, .. } = store.gate().sign_in(identity, std::time::Duration::from_secs(60)).await.unwrap();
    let mut door = store.door(actor);
    assert_eq!(door.me().await.unwrap().tenant.name, format!("Firm {tid}"));
    answer_set(&mut door, &full.set).await.unwrap();
    let file = answer_file(&mut door, &full.set, &full.file).await.unwrap();
    assert_eq!((file.name.as_str(), file.bytes.as_slice()), ("logo.png", &b"a picture"[..]));
    assert!(matter(&mut door, &full.matter).await.unwrap().title.is_some());
    assert_eq!(document_file(&mut door, &full.document).await.unwrap().bytes, b"the document");
    assert_eq!(template_file(&mut door, &full.office.template.version).await.unwrap().bytes, b"nda 1");
}

/// Under which keys the rows of a table lie.
async fn keys_of(lab: &Lab, table: &str) -> BTreeSet<String> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT DISTINCT key_id FROM {table} WHERE key_id IS NOT NULL"));
    sqlx::query(sql).fetch_all(&mut lab.raw().await).await.unwrap().iter().map(|row| row.get(0)).collect()
}

/// The tables whose rows lie under a key: as the schema says, so that a new one is not forgotten.
async fn tables(lab: &Lab) -> Vec<String> {
    let sql = match lab.database {
        Some(_) => "SELECT table_name::text AS name FROM information_schema.columns
                    WHERE table_schema = 'public' AND column_name = 'sealed_key'",
        None => "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'sealed_key'
                 WHERE m.type = 'table'",
    };
    sqlx::query(sql).fetch_all(&mut lab.raw().await).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn everything_comes_under_the_new_keys_and_the_former_are_not_needed() {
    let lab = Lab::new().await;
    let (one, two) = (full(&lab, "a").await, full(&lab, "b").await);
    lab.store.gate().session_save(&TokenHash::of(b"v"), b"kept", Timestamp::MAX).await.unwrap();
    lab.store.seal_audit().await.unwrap();
    lab.store.checkpoint_audit().await.unwrap();
    let tables = tables(&lab).await;
    assert!(tables.len() >= 10, "{tables:?}");
    let mut before = BTreeSet::new();
    for table in &tables {
        let keys = keys_of(&lab, table).await;
        assert!(!keys.is_empty(), "nothing in {table}: make something there, or the test sees nothing");
        before.extend(keys);
    }
    let old = masters(&lab, "keys");

    lab.store.rotate_keys().await.unwrap();
    assert_eq!(masters(&lab, "keys").len(), 2);
    assert_eq!(lab.store.retire_master_keys().await.unwrap(), 0, "it is still needed");
    finish(&lab).await;
    for table in &tables {
        let keys = keys_of(&lab, table).await;
        assert!(keys.is_disjoint(&before), "{table} still lies under a former key");
    }
    assert_eq!(lab.store.retire_master_keys().await.unwrap(), 1);
    assert_eq!(masters(&lab, "retired"), old);
    assert!(!masters(&lab, "keys").contains(&old[0]));

    // With nothing in memory, and the former keys nowhere.
    let lab = lab.restart().await;
    is_readable(&lab.store, "a", &one).await;
    is_readable(&lab.store, "b", &two).await;
    assert_eq!(lab.store.gate().session_load(&TokenHash::of(b"v")).await.unwrap().as_deref(), Some(&b"kept"[..]));
    lab.store.seal_audit().await.unwrap();
    assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings, [], "what the former key signed holds");
}

#[tokio::test]
async fn hashes_stay_so_that_the_same_is_found_again() {
    let lab = Lab::new().await;
    let full = full(&lab, "a").await;
    let mut door = lab.store.door(full.office.lawyer.clone());
    let mac = door.mac(&[b"body"]);
    let key = Key::new("POST /things", "document").unwrap();
    assert!(matches!(door.claim::<Document>(&key, &mac).await.unwrap(), Claim::Done(_)));
    lab.store.rotate_keys().await.unwrap();
    finish(&lab).await;

    let lawyer = lab.sign_in("a", "lotte", Role::Lawyer).await;
    let mut door = lab.store.door(lawyer);
    let mac = door.mac(&[b"body"]);
    assert!(matches!(door.claim::<Document>(&key, &mac).await.unwrap(), Claim::Done(id) if id == full.document));
    assert!(!lab.store.publish_sample(&full.office.tenant, "nda", template("NDA", b"nda 1")).await.unwrap(), "it is there");
    let mut author = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    upload(&mut author, "another", template("Another", b"another")).await.unwrap();
    let rows = sqlx::query("SELECT id FROM category").fetch_all(&mut lab.raw().await).await.unwrap();
    assert_eq!(rows.len(), 1, "a category is found by its hash");
}

#[tokio::test]
async fn whatever_is_written_meanwhile_can_be_read_on_every_server() {
    let lab = Lab::new().await;
    let full = full(&lab, "a").await;
    // Another server, which took its keys to memory before.
    let other = lab.try_open().await.unwrap();
    is_readable(&other, "a", &full).await;
    lab.store.rotate_keys().await.unwrap();
    let mut step = 0;
    loop {
        // Between any two pieces of work: who came in before it writes after it, on one server and on the other.
        let mut doors = Vec::new();
        for store in [&lab.store, &other] {
            let SignedIn { token, .. } = lab.session("a", "lotte", Role::Lawyer).await;
            doors.push(store.door(store.gate().session(&token.hash()).await.unwrap().unwrap()));
        }
        if piece(&lab, &lab.store).await.is_none() {
            break;
        }
        for (at, mut door) in doors.into_iter().enumerate() {
            let set = answer_set(&mut door, &full.set).await.unwrap();
            change(&mut door, &set, answers(json!({"x": step}))).await.unwrap();
            let set = answer_set(&mut door, &full.set).await.unwrap();
            assert_eq!(set.answers, answers(json!({"x": step})));
            generate(&mut door, &format!("{step} {at}"), set, b"meanwhile").await.unwrap();
            step += 1;
        }
        is_readable(&lab.store, "a", &full).await;
        is_readable(&other, "a", &full).await;
    }
    assert!(step > 20, "{step}");
    assert_eq!(lab.store.retire_master_keys().await.unwrap(), 1);
    let lab = lab.restart().await;
    let mut door = lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await);
    let mut read = door.read().await.unwrap();
    let page = read.documents(&PageRequest { limit: Some(200), cursor: None }).await.unwrap();
    drop(read);
    let documents = door.open_page(page).await.unwrap().items;
    assert_eq!(documents.len(), step + 1);
    for document in documents {
        document_file(&mut door, &document.id).await.unwrap();
    }
}

#[tokio::test]
async fn who_is_later_than_the_pause_tries_again_and_loses_nothing() {
    let lab = Lab::new().await;
    let full = full(&lab, "a").await;
    let mut late = lab.store.door(full.office.lawyer.clone());
    let set = answer_set(&mut late, &full.set).await.unwrap();
    lab.store.rotate_keys().await.unwrap();
    finish(&lab).await;
    let error = change(&mut late, &set, answers(json!({"x": 2}))).await.unwrap_err();
    assert!(matches!(error, Error::KeysChanged), "{error:?}");
    let mut again = lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await);
    change(&mut again, &set, answers(json!({"x": 2}))).await.unwrap();
    assert_eq!(answer_set(&mut again, &full.set).await.unwrap().answers, answers(json!({"x": 2})));
}

#[tokio::test]
async fn a_renewal_that_was_cut_off_anywhere_goes_on_where_it_was() {
    let mut lab = Lab::new().await;
    let full = full(&lab, "a").await;
    lab.store.rotate_keys().await.unwrap();
    let mut pieces = 0;
    loop {
        // The process ends with a job in hand, and another goes on when the lease is over; told to begin again, it does not.
        let in_hand = lab.store.gate().lease().await.unwrap();
        lab = lab.restart().await;
        if in_hand.is_some() {
            sqlx::query("UPDATE job SET lease_until = 0").execute(&mut lab.raw().await).await.unwrap();
        }
        lab.store.rotate_keys().await.unwrap();
        assert_eq!(masters(&lab, "keys").len(), 2);
        is_readable(&lab.store, "a", &full).await;
        if lab.store.rotation().await.unwrap().iter().all(|rotation| rotation.tenant.is_none()) {
            break;
        }
        piece(&lab, &lab.store).await;
        pieces += 1;
    }
    assert!(pieces > 10, "{pieces}");
    finish(&lab).await;
    assert_eq!(lab.store.retire_master_keys().await.unwrap(), 1);
    let kept = sqlx::query("SELECT id FROM firm_key").fetch_all(&mut lab.raw().await).await.unwrap();
    assert_eq!(kept.len(), 1, "the former key of the firm is gone");
    let lab = lab.restart().await;
    is_readable(&lab.store, "a", &full).await;
}

#[tokio::test]
async fn many_rows_go_in_batches_and_progress_is_shown() {
    let lab = Lab::new().await;
    let full = full(&lab, "a").await;
    let mut door = lab.store.door(full.office.lawyer.clone());
    for number in 0..250 {
        start(&mut door, &format!("set {number}"), &full.office.template, answers(json!({}))).await.unwrap();
    }
    lab.store.rotate_keys().await.unwrap();
    let mut seen = Vec::new();
    while piece(&lab, &lab.store).await.is_some() {
        let of_firm = lab.store.rotation().await.unwrap().into_iter().find(|rotation| rotation.tenant.is_some());
        seen.extend(of_firm);
    }
    assert!(seen.iter().any(|rotation| rotation.table.is_none()));
    let rows: Vec<_> = seen.iter().filter(|rotation| rotation.table == Some("answer_set")).map(|one| one.rows).collect();
    assert!(rows.windows(2).any(|two| two[1] == two[0] + 200), "{rows:?}");
    assert_eq!(all_sets(&mut lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await)).await.len(), 200);
}
