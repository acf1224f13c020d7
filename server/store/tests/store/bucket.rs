//! Files in a bucket, at a real server that speaks S3 (npm `s3rver`): what holds for a directory holds there.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::*;

/// The server, until dropped.
struct S3 {
    process: Child,
    port: String,
}

impl S3 {
    fn start(directory: &Path) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/s3/server.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(directory).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap();
        Self { process, port }
    }

    fn bucket(&self, prefix: &str, key: &str) -> FileStore {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let options = [
            ("AWS_ACCESS_KEY_ID", key),
            ("AWS_SECRET_ACCESS_KEY", "S3RVER"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ENDPOINT", &endpoint),
        ];
        let options = options.map(|(key, value)| (key.to_owned(), value.to_owned()));
        FileStore::Bucket(Bucket::new(&format!("s3://akte/{prefix}"), options).unwrap())
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}

#[tokio::test]
async fn files_lie_in_a_bucket_and_are_swept_backed_up_and_put_back_from_there() {
    let directory = tempfile::tempdir().unwrap();
    let s3 = S3::start(&directory.path().join("s3"));
    let lab = Lab::with_files(s3.bucket("production/one", "S3RVER")).await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let large = vec![7; 9 << 20];
    let kept = generate(&mut door, "2", set.clone(), &large).await.unwrap();
    assert!(!lab.data_dir().join("files").exists(), "nothing lies in the data directory");
    assert!(document_file(&mut door, &kept).await.unwrap().bytes == large);

    // A request that was cut short.
    let ticket = ticket(&mut door, "3").await;
    drop(door.stage(ticket, new_document(set.clone(), "cut short", b"cut short")).await.unwrap());
    lab.clock.forward(SignedDuration::from_hours(24) + SignedDuration::from_millis(1));
    assert_eq!(lab.store.sweep().await.unwrap().files, 1);
    assert_eq!(lab.store.sweep().await.unwrap().files, 0);

    let backup = directory.path().join("backup");
    let made = Store::backup(&lab.owner_config(), &backup).await.unwrap();
    assert_eq!((made.files, made.missing), (3, vec![]), "the database, the template and the document");
    let report = Store::verify_backup(&backup, Some(&lab.data_dir())).await.unwrap();
    assert_eq!((report.opened, report.findings), (2, vec![]));
    if lab.database.is_none() {
        let data_dir = directory.path().join("again");
        std::fs::create_dir(&data_dir).unwrap();
        std::fs::copy(lab.data_dir().join("keyring.json"), data_dir.join("keyring.json")).unwrap();
        let config = |files| StoreConfig { data_dir: data_dir.clone(), files, ..lab.owner_config() };
        let full = Store::restore(&config(s3.bucket("production/one", "S3RVER")), &backup, "").await;
        assert!(matches!(full, Err(Error::NotEmpty { .. })), "{full:?}");
        let other = config(s3.bucket("production/two", "S3RVER"));
        assert_eq!(Store::restore(&other, &backup, "").await.unwrap().findings, []);
        let again = Store::open(other).await.unwrap();
        let mut door = again.door(office.lawyer.clone());
        assert!(document_file(&mut door, &kept).await.unwrap().bytes == large);
        again.close().await;
    }

    // The server is gone: that passes, and nothing is half made.
    drop(s3);
    let read = document_file(&mut door, &kept).await.unwrap_err();
    assert!(matches!(read, Error::Files(_)), "{read:?}");
    let made = generate(&mut door, "4", set, b"x").await.unwrap_err();
    assert!(matches!(made, Error::Files(_)), "{made:?}");
    assert_eq!(door.read().await.unwrap().documents(&PageRequest::default()).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn who_is_not_known_to_the_bucket_gets_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let s3 = S3::start(directory.path());
    let lab = Lab::with_files(s3.bucket("one", "stranger")).await;
    let tenant = lab.firm("a").await;
    let refused = lab.store.publish_sample(&tenant, "nda", template("NDA", b"x")).await.unwrap_err();
    assert!(matches!(refused, Error::Files(_)), "{refused:?}");
}
