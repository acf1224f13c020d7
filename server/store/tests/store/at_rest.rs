//! Nothing readable on disk.

use std::fs;
use std::path::Path;
use std::time::Duration;

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

const CANARY: &str = "Project-Nachtegaal-7f3a";

#[tokio::test]
async fn no_confidential_text_is_found_in_the_data_directory() {
    let lab = Lab::new().await;
    let gate = lab.store.gate();
    let tenant = gate.enrol(ISSUER, "a", CANARY).await.unwrap();
    let name = format!("Karim {CANARY}");
    let roles = Role::OF_PEOPLE.into_iter().collect();
    let identity = Identity { issuer: ISSUER, tid: "a", subject: "karim", name: &name, roles };
    let SignedIn { actor, token } = gate.sign_in(identity, Duration::from_secs(60)).await.unwrap();
    let visitor = TokenHash::of(CANARY.as_bytes());
    gate.session_save(&visitor, CANARY.as_bytes(), jiff::Timestamp::MAX).await.unwrap();

    let mut new = template(CANARY, CANARY.as_bytes());
    new.category = Some(CANARY.into());
    lab.store.publish_sample(&tenant, CANARY, new.clone()).await.unwrap();
    let mut door = lab.store.door(actor);
    let id = upload(&mut door, CANARY, new).await.unwrap();
    let mut read = door.read().await.unwrap();
    let sealed = read.template(&id).await.unwrap();
    drop(read);
    let uploaded = door.open(sealed).await.unwrap();
    let draft = version(&mut door, &uploaded.version).await.unwrap();
    let submit = NewStep { comment: Some(CANARY.into()), ..step(Step::Submit, &draft) };
    take(&mut door, submit).await.unwrap();
    let ticket = ticket(&mut door, "set").await;
    let new = NewAnswerSet {
        version: uploaded.version,
        name: Some(CANARY.into()),
        answers: answers(json!({CANARY: CANARY})),
        files: None,
    };
    let staged = door.stage(ticket, new).await.unwrap();
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<StartInterview>(&id).await.unwrap();
    let set = write.create_answer_set(permit, None, None, staged).await.unwrap();
    let _ = write.commit(()).await.unwrap();
    let file = add_file(&mut door, "file", &set, CANARY, CANARY.as_bytes()).await.unwrap();
    assert_eq!(answer_file(&mut door, &set, &file).await.unwrap().name, CANARY, "it was there");
    let set = answer_set(&mut door, &set).await.unwrap();
    change(&mut door, &set, answers(json!({"x": CANARY}))).await.unwrap();
    let set = answer_set(&mut door, &set.id).await.unwrap();
    let document = generate(&mut door, "document", set, CANARY.as_bytes()).await.unwrap();
    assert_eq!(document_file(&mut door, &document).await.unwrap().bytes, CANARY.as_bytes(), "it was there");

    begin(&mut door, CANARY, true).await.unwrap();
    make_team(&mut door, "team", CANARY).await.unwrap();
    make_category(&mut door, "category", &format!("{CANARY} 2")).await.unwrap();

    // While open: the database, its write-ahead log and the files. The issuer is public, and shows that the search sees.
    let secrets = [CANARY, token.expose()];
    assert_eq!(found(&lab, ISSUER, &secrets), [ISSUER]);
    // And after everything moved from the log to the database.
    let lab = lab.restart().await;
    if let Some(database) = &lab.database {
        database.run("CHECKPOINT");
    }
    assert_eq!(found(&lab, ISSUER, &secrets), [ISSUER]);
}

#[tokio::test]
async fn a_file_that_was_changed_on_disk_is_named_and_not_given_out() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let id = generate(&mut door, "2", set, b"the document").await.unwrap();
    assert_eq!(document_file(&mut door, &id).await.unwrap().document.size, 12);
    for path in walk(&lab.data_dir().join("files")) {
        let mut bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 20;
        bytes[last] ^= 1;
        fs::write(&path, bytes).unwrap();
    }
    let error = document_file(&mut door, &id).await.unwrap_err();
    assert!(matches!(error, Error::Damaged { table: "blob", .. }), "{error:?}");
}

#[tokio::test]
async fn a_row_moved_to_another_place_does_not_open() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let one = start(&mut door, "1", &office.template, answers(json!({"x": 1}))).await.unwrap();
    let two = start(&mut door, "2", &office.template, answers(json!({"x": 2}))).await.unwrap();
    let mut raw = lab.raw().await;
    let copied = sqlx::query(
        "UPDATE answer_set SET (answers, sealed_key) =
            (SELECT s.answers, s.sealed_key FROM answer_set s WHERE s.id = $1) WHERE id = $2",
    )
    .bind(one.to_string())
    .bind(two.to_string())
    .execute(&mut raw)
    .await
    .unwrap();
    assert_eq!(copied.rows_affected(), 1);
    assert!(matches!(answer_set(&mut door, &two).await, Err(Error::Damaged { table: "answer_set", .. })));
    assert!(answer_set(&mut door, &one).await.is_ok());
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_enter_the_data_directory() {
    use std::os::unix::fs::PermissionsExt;
    let lab = Lab::new().await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&lab.data_dir()), 0o700);
    assert_eq!(mode(&lab.data_dir().join("keyring.json")), 0o600);
}

/// Which of these texts are in the data directory, or in the files of PostgreSQL: its tables, its write-ahead log, its own log.
fn found<'t>(lab: &Lab, public: &'t str, secrets: &[&'t str]) -> Vec<&'t str> {
    let database = lab.database.as_ref().map(|database| walk(&database.files()));
    let files: Vec<_> = walk(&lab.data_dir()).into_iter().chain(database.into_iter().flatten()).collect();
    let contents: Vec<_> = files.iter().filter_map(|path| fs::read(path).ok()).collect();
    let is_found = |text: &&str| {
        let text = text.as_bytes();
        let named = files.iter().any(|path| holds(path.as_os_str().as_encoded_bytes(), text));
        named || contents.iter().any(|bytes| holds(bytes, text))
    };
    [public].into_iter().chain(secrets.iter().copied()).filter(is_found).collect()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}
