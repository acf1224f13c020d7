//! `akte verify-audit`

#![cfg(unix)]

use std::fs;
use std::path::Path;

use akte_postgres::{APP, Database, OWNER};
use serde_json::Value;

use crate::serve::Serving;
use crate::workshop::Workshop;

const VERIFY: [&str; 5] = ["verify-audit", "--data-dir", "data", "--checkpoints", "held.jsonl"];

/// Serves for a moment, and ends well.
fn serve(workshop: &Workshop, database: Option<&str>) {
    let held = workshop.path("held.jsonl").display().to_string();
    let mut arguments = vec!["--demo", "--checkpoints", &held];
    arguments.extend(database.into_iter().flat_map(|url| ["--database", url]));
    assert_eq!(Serving::start(workshop, &arguments).terminate(), 0);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, &to).map(drop).unwrap() }
    }
}

#[test]
fn a_sound_trail_an_old_copy_and_a_changed_checkpoint_are_told_apart() {
    let workshop = Workshop::new();
    serve(&workshop, None);
    let sound = workshop.run(&VERIFY);
    assert_eq!(sound.code, 0, "{}{}", sound.out, sound.err);
    assert!(sound.out.contains("the trail is sound") && sound.out.contains("0 waiting"), "{}", sound.out);

    // What was restored from before the last checkpoint misses what that saw.
    copy(&workshop.path("data"), &workshop.path("old"));
    serve(&workshop, None);
    assert_eq!(workshop.run(&VERIFY).code, 0);
    let old = workshop.run(&["verify-audit", "--data-dir", "old", "--checkpoints", "held.jsonl"]);
    assert_eq!(old.code, 1, "{}{}", old.out, old.err);
    assert!(old.out.contains("the end is gone"), "{}", old.out);
    assert_eq!(workshop.run(&["verify-audit", "--data-dir", "old"]).code, 0, "by itself it holds together");

    let held = String::from_utf8(workshop.get("held.jsonl")).unwrap();
    workshop.put("held.jsonl", held.replacen("\"seq\":", "\"seq\":1", 1));
    let forged = workshop.run(&[&VERIFY[..], &["--format", "json"]].concat());
    assert_eq!(forged.code, 1);
    let report: Value = serde_json::from_str(&forged.out).unwrap();
    assert_eq!(report["findings"][0]["fault"], "forged", "{report}");
}

#[test]
fn what_cannot_be_looked_at_is_said() {
    let workshop = Workshop::new();
    workshop.run(&VERIFY).complains(2, &["data is no directory"]);
    assert!(!workshop.path("data").exists());
    serve(&workshop, None);
    workshop.put("held.jsonl", "{}\n");
    workshop.run(&VERIFY).complains(2, &["held.jsonl, line 1"]);
    let nowhere = workshop.path("not/there.jsonl").display().to_string();
    workshop
        .run(&["serve", "--port", "0", "--data-dir", "data", "--checkpoints", &nowhere])
        .complains(2, &["the checkpoints cannot be added to", "there.jsonl"]);
}

#[test]
fn a_line_that_was_changed_in_postgresql_is_named() {
    let (workshop, database) = (Workshop::new(), Database::new());
    let (owner, app) = (database.url(OWNER), database.url(APP));
    assert_eq!(workshop.run(&["migrate", "--database", &owner, "--role", APP]).code, 0);
    serve(&workshop, Some(&app));
    let verify = [&VERIFY[..], &["--database", &app]].concat();
    assert_eq!(workshop.run(&verify).code, 0);
    database.run(
        "SET session_replication_role = replica;
         UPDATE audit_event SET action = 'nothing' WHERE id = (SELECT MIN(id) FROM audit_event)",
    );
    let changed = workshop.run(&verify);
    assert_eq!(changed.code, 1, "{}", changed.err);
    assert!(changed.out.contains("now \"nothing\"") && changed.out.contains("event 1 "), "{}", changed.out);
}
