//! Backups: made under load, looked at, put back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use akte_postgres::{APP, Database, OWNER};
use akte_tests::browser::{LAWYER, read};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::load::{Load, sha256};
use super::once::interview;
use super::place::Place;
use crate::workshop::{Done, Workshop};

const DOCUMENTS: &str = "/api/v1/documents";

/// Runs the binary, told which database.
fn run(place: &Place, arguments: &[&str], database: Option<String>) -> Done {
    let database = database.iter().flat_map(|url| ["--database", url]);
    place.workshop.run(&arguments.iter().copied().chain(database).collect::<Vec<_>>())
}

fn back_up(place: &Place, database: Option<&Database>) {
    let arguments = ["backup", "backup", "--data-dir", "data"];
    let done = run(place, &arguments, database.map(|database| database.url(OWNER)));
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
}

/// What verifying says, as JSON, with the keyring of the data directory.
fn verify(workshop: &Workshop) -> (i32, Value) {
    let done = workshop.run(&["verify-backup", "backup", "--data-dir", "data", "--format", "json"]);
    (done.code, serde_json::from_str(&done.out).unwrap_or_else(|_| panic!("{}{}", done.out, done.err)))
}

fn restore(place: &Place, database: Option<&Database>) -> Done {
    let arguments = ["restore", "backup", "--data-dir", "data", "--role", APP];
    run(place, &arguments, database.map(|database| database.url(OWNER)))
}

/// The machine is lost: of the data directory only copies of these are left.
fn lose(workshop: &Workshop, kept: &[&str]) {
    let lost = workshop.path("lost");
    if !lost.exists() {
        fs::rename(workshop.path("data"), &lost).unwrap();
    } else {
        fs::remove_dir_all(workshop.path("data")).unwrap();
    }
    fs::create_dir(workshop.path("data")).unwrap();
    for name in kept {
        fs::copy(lost.join(name), workshop.path("data").join(name)).unwrap();
    }
}

/// The files below a directory, by name.
fn files(dir: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let (path, name) =
            (entry.as_ref().unwrap().path(), entry.unwrap().file_name().into_string().unwrap());
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, path)| (format!("{name}/{below}"), path)));
        } else {
            found.insert(name, path);
        }
    }
    found
}

fn flip(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn made_under_load_on_a_file_it_comes_back_with_the_same_bytes() {
    comes_back([None, None]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn made_under_load_on_postgresql_it_comes_back_with_the_same_bytes() {
    comes_back([Some(Database::new()), Some(Database::new())]).await;
}

async fn comes_back([database, other]: [Option<Database>; 2]) {
    let mut place = Place::new(database.as_ref()).await;
    let body = json!({ "answer_set": interview(&place).await, "draft": true });
    let mut before = Vec::new();
    for key in ["one", "two"] {
        let made = place.browser.create(DOCUMENTS, key, body.clone()).await;
        before.push((made.id().to_owned(), place.file(made.id()).await));
    }
    let session = place.browser.sign_in(LAWYER).await;
    let mut load = Load::start(&place, "load").await;
    load.acknowledged(30).await;
    back_up(&place, database.as_ref());
    place.kill();
    let told = load.end().await;

    let (code, report) = verify(&place.workshop);
    assert_eq!((code, &report["findings"]), (0, &json!([])), "{report}");
    let copied = files(&place.workshop.path("backup"));
    // All but the database and the list.
    assert_eq!((copied.len() - 2).to_string(), report["opened"].to_string(), "{report}");
    let keyring: Value = serde_json::from_slice(&place.workshop.get("data/keyring.json")).unwrap();
    for secret in keyring["keys"].as_object().unwrap().values() {
        let secret = secret.as_str().unwrap().as_bytes();
        let holds = |path: &PathBuf| fs::read(path).unwrap().windows(secret.len()).any(|part| part == secret);
        assert!(!copied.values().any(holds), "a master key is in the backup");
    }

    lose(&place.workshop, &["keyring.json"]);
    let done = restore(&place, other.as_ref());
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    place.moved(other.as_ref());
    place.browser.sign_in(LAWYER).await;
    let of_before = place.another().await.request(Method::GET, "/api/v1/me").header("cookie", session);
    assert_eq!(read(of_before).await.status, StatusCode::UNAUTHORIZED, "sessions of before have ended");
    for (id, bytes) in &before {
        assert_eq!(&place.file(id).await, bytes);
    }
    let documents = place.all(DOCUMENTS).await;
    assert!(documents.len() >= before.len());
    for document in &documents {
        let id = document["id"].as_str().unwrap();
        assert_eq!(document["sha256"], sha256(&place.file(id).await).as_str(), "{id} is whole");
    }
    println!("{told}; {} documents in the backup", documents.len());
    place.is_sound();

    restore(&place, other.as_ref()).complains(2, &["is not empty"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_one_is_named_and_it_is_not_put_back() {
    wrong(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_one_from_postgresql_is_named_and_it_is_not_put_back() {
    wrong(Some(Database::new())).await;
}

async fn wrong(database: Option<Database>) {
    let mut place = Place::new(database.as_ref()).await;
    place.kill();
    let workshop = &place.workshop;
    if let Some(database) = &database {
        // Who serves does not see all firms.
        let done = workshop.run(&["backup", "backup", "--database", &database.url(APP)]);
        done.complains(2, &["akte_app", "owner"]);
        assert!(!workshop.path("backup/manifest.jsonl").exists());
        fs::remove_dir_all(workshop.path("backup")).unwrap();
    }
    // Damaged before it was backed up, as disks do.
    let data = files(&workshop.path("data/files"));
    let (damaged, path) = data.first_key_value().unwrap();
    flip(path, 40);
    back_up(&place, database.as_ref());
    let (code, report) = verify(workshop);
    let closed = json!([{ "fault": "closed", "name": format!("files/{damaged}") }]);
    assert_eq!((code, &report["findings"]), (1, &closed));
    let silent = workshop.run(&["verify-backup", "backup"]);
    assert_eq!(silent.code, 0, "without the keyring it cannot be seen: {}", silent.out);
    assert!(silent.out.contains("for want of a keyring"), "{}", silent.out);
    flip(path, 40);
    fs::remove_dir_all(workshop.path("backup")).unwrap();
    back_up(&place, database.as_ref());

    let copied = files(&workshop.path("backup"));
    let (blob, blob_path) = copied.iter().find(|(name, _)| name.starts_with("files/")).unwrap();
    let kind = if database.is_some() { "akte.dump" } else { "akte.db" };
    let finds = |fault: &str, name: &str| {
        let done = workshop.run(&["verify-backup", "backup", "--format", "json"]);
        let report: Value = serde_json::from_str(&done.out).unwrap();
        let found = json!({ "fault": fault, "name": name });
        assert!(report["findings"].as_array().unwrap().contains(&found), "{found} in {report}");
        assert_eq!(done.code, 1);
    };
    for (name, path) in [(blob.as_str(), blob_path), (kind, &copied[kind])] {
        let size = fs::read(path).unwrap().len();
        for place in [0, size / 2, size - 1] {
            flip(path, place);
            finds("changed", name);
            flip(path, place);
        }
    }
    fs::rename(blob_path, workshop.path("aside")).unwrap();
    finds("missing", blob);
    fs::rename(workshop.path("aside"), blob_path).unwrap();
    workshop.put("backup/files/more", "x");
    finds("extra", "files/more");
    fs::remove_file(workshop.path("backup/files/more")).unwrap();

    // The list itself: a hash made to fit.
    let list = String::from_utf8(workshop.get("backup/manifest.jsonl")).unwrap();
    let bytes = fs::read(blob_path).unwrap();
    flip(blob_path, 40);
    let fitted = list.replace(&sha256(&bytes), &sha256(&fs::read(blob_path).unwrap()));
    workshop.put("backup/manifest.jsonl", &fitted);
    let (code, report) = verify(workshop);
    assert_eq!(code, 1);
    assert_eq!(report["findings"][0], json!({ "fault": "forged" }), "{report}");

    lose(workshop, &["keyring.json"]);
    let refused = restore(&place, database.as_ref());
    let empty = |done: &Done| done.err.contains("is not empty");
    if database.is_some() {
        // Its database is still there.
        assert!(refused.code == 2 && empty(&refused), "{}{}", refused.out, refused.err);
    } else {
        assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
        assert!(refused.out.contains("Nothing was put back"), "{}", refused.out);
        assert_eq!(workshop.names_in("data"), ["keyring.json"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_one_does_not_bring_back_a_firm_whose_key_was_destroyed() {
    destroyed([None, None]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_one_from_postgresql_does_not_bring_back_a_firm_whose_key_was_destroyed() {
    destroyed([Some(Database::new()), Some(Database::new())]).await;
}

async fn destroyed([database, other]: [Option<Database>; 2]) {
    let mut place = Place::new(database.as_ref()).await;
    back_up(&place, database.as_ref());
    let url = || database.as_ref().map(|database| database.url(APP));
    let listed = run(&place, &["tenant", "list", "--data-dir", "data"], url());
    let firms: Value = serde_json::from_str(&listed.out).unwrap();
    let firm = firms[0]["id"].as_str().unwrap();
    let done = run(&place, &["tenant", "destroy-key", firm, "--irrevocably", "--data-dir", "data"], url());
    assert_eq!(done.code, 0, "{}", done.err);
    place.kill();

    lose(&place.workshop, &["keyring.json", "tombstones.jsonl"]);
    let done = restore(&place, other.as_ref());
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(!done.out.contains("tombstones.jsonl"), "{}", done.out);
    place.moved(other.as_ref());
    let page = place.browser.begin("/auth/sign-in").await;
    let back = place.browser.choose(&page, LAWYER).await;
    let refused = place.browser.open(&back).await.text().await.unwrap();
    assert!(refused.contains("destroyed") || refused.contains("vernietigd"), "{refused}");
    place.is_sound();
    if other.is_some() {
        return;
    }

    // It is in the backup, and would be back: the log is what keeps it away, and without the log that is said.
    place.kill();
    lose(&place.workshop, &["keyring.json"]);
    let done = restore(&place, None);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("no tombstones.jsonl"), "{}", done.out);
    place.moved(None);
    place.browser.sign_in(LAWYER).await;
}

#[test]
fn it_goes_into_an_empty_place_only_and_comes_back_with_its_keyring_only() {
    let workshop = Workshop::new();
    workshop.run(&["backup", "backup"]).complains(2, &["data is no directory"]);
    workshop.run(&["verify-backup", "nothing"]).complains(2, &["nothing is no backup"]);
    crate::serve::Serving::start(&workshop, &["--demo"]).kill();
    fs::create_dir(workshop.path("full")).unwrap();
    workshop.put("full/mine", "x");
    workshop.run(&["backup", "full"]).complains(2, &["full is not empty"]);
    assert_eq!(workshop.names_in("full"), ["mine"]);
    assert_eq!(workshop.run(&["backup", "backup"]).code, 0);
    workshop.run(&["restore", "backup"]).complains(2, &["data/akte.db is not empty"]);
    workshop.run(&["restore", "backup", "--data-dir", "new"]).complains(2, &["new/keyring.json: is missing"]);
    assert!(!workshop.path("new").exists());
    let database = Database::new();
    let url = database.url(OWNER);
    workshop
        .run(&["restore", "backup", "--data-dir", "new", "--database", &url])
        .complains(2, &["--database"]);
}
