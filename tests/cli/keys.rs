//! `akte tenant destroy-key`, `akte rotate-keys`, `akte jobs`: the keys of firms, as an operator handles them.

#![cfg(unix)]

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::serve::Serving;
use crate::workshop::{Workshop, akte};

/// The one firm.
fn listed(workshop: &Workshop) -> Value {
    let listed = workshop.run(&["tenant", "list", "--data-dir", "data"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    let firms: Vec<Value> = serde_json::from_str(&listed.out).unwrap();
    let [firm] = firms.try_into().unwrap();
    firm
}

fn firm(workshop: &Workshop) -> String {
    listed(workshop)["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_firm_s_key_is_destroyed_when_that_is_really_meant() {
    let workshop = Workshop::new();
    assert_eq!(Serving::start(&workshop, &["--demo"]).terminate(), 0);
    let firm = firm(&workshop);
    workshop
        .run(&["tenant", "destroy-key", &firm, "--data-dir", "data"])
        .complains(2, &["never be read again", "--irrevocably"]);
    assert!(!workshop.path("data/tombstones.jsonl").exists());

    let arguments = ["tenant", "destroy-key", &firm, "--irrevocably", "--data-dir", "data"];
    let done = workshop.run(&arguments);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains(&firm) && done.out.contains("is destroyed"), "{}", done.out);
    assert!(String::from_utf8(workshop.get("data/tombstones.jsonl")).unwrap().contains(&firm));
    workshop.run(&arguments).complains(2, &["was destroyed"]);
    assert_eq!(listed(&workshop)["status"], "destroyed");
    assert_eq!(listed(&workshop)["name"], "", "nobody can read it any more");
    let sound = workshop.run(&["verify-audit", "--data-dir", "data"]);
    assert_eq!(sound.code, 0, "{}", sound.out);
}

#[test]
fn a_firm_that_is_not_there_is_told() {
    let workshop = Workshop::new();
    assert_eq!(Serving::start(&workshop, &[]).terminate(), 0);
    let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    workshop
        .run(&["tenant", "destroy-key", nobody, "--irrevocably", "--data-dir", "data"])
        .complains(2, &["there is no firm"]);
}

#[test]
fn keys_are_renewed_while_serving_and_after_being_cut_off() {
    let workshop = Workshop::new();
    let serving = Serving::start(&workshop, &["--demo"]);
    let before = String::from_utf8(workshop.get("data/keyring.json")).unwrap();
    // Ended as soon as it began: the server goes on with it.
    let mut begun = akte()
        .args(["rotate-keys", "--data-dir", "data"])
        .current_dir(workshop.path("."))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(begun.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("begins"), "{said}");
    begun.kill().unwrap();
    begun.wait().unwrap();

    let done = workshop.run(&["rotate-keys", "--data-dir", "data"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("1 master key left the keyring"), "{}", done.out);
    let after = String::from_utf8(workshop.get("data/keyring.json")).unwrap();
    let secret = |text: &str| text.split('"').find(|word| word.len() == 64).unwrap().to_owned();
    assert!(!after.contains(&secret(&before)), "the former secret is gone");
    assert_eq!(workshop.run(&["jobs", "--data-dir", "data"]).code, 0);
    assert_eq!(serving.terminate(), 0);
    assert_eq!(Serving::start(&workshop, &["--demo"]).terminate(), 0);
    let sound = workshop.run(&["verify-audit", "--data-dir", "data"]);
    assert_eq!(sound.code, 0, "{}", sound.out);
}

#[test]
fn a_job_that_is_not_dead_is_not_tried_again() {
    let workshop = Workshop::new();
    assert_eq!(Serving::start(&workshop, &[]).terminate(), 0);
    let listed = workshop.run(&["jobs", "--format", "json", "--data-dir", "data"]);
    assert_eq!((listed.code, listed.out.trim()), (0, "[]"), "{}", listed.err);
    let nothing = "01890a5d-ac96-774b-bcce-b302099a8057";
    workshop.run(&["jobs", "--retry", nothing, "--data-dir", "data"]).complains(1, &["there is no dead job"]);
}
