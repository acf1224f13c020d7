//! A firm's key that was destroyed stays destroyed, and nobody else notices.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use akte_model::*;
use akte_store::*;
use serde_json::json;
use sqlx::Row;

use crate::support::*;

fn log(lab: &Lab) -> PathBuf {
    lab.data_dir().join("tombstones.jsonl")
}

/// The keys of a firm as they lie in the database.
async fn kept(lab: &Lab, tenant: &Id<Tenant>) -> Vec<(String, String, Vec<u8>)> {
    let rows = sqlx::query("SELECT id, master_id, wrapped_key FROM firm_key WHERE tenant_id = $1")
        .bind(tenant.to_string())
        .fetch_all(&mut lab.raw().await)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

/// Puts keys back, as a restored copy of the database has them.
async fn put_back(lab: &Lab, tenant: &Id<Tenant>, keys: &[(String, String, Vec<u8>)]) {
    for (id, master, wrapped) in keys {
        sqlx::query("INSERT INTO firm_key (tenant_id, id, master_id, wrapped_key) VALUES ($1, $2, $3, $4)")
            .bind(tenant.to_string())
            .bind(id)
            .bind(master)
            .bind(wrapped)
            .execute(&mut lab.raw().await)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn destroying_a_key_blinds_that_firm_only() {
    let lab = Lab::new().await;
    let (one, two) = (lab.office("a").await, lab.office("b").await);
    let SignedIn { token, actor } = lab.session("a", "lotte", Role::Lawyer).await;
    let mut door = lab.store.door(one.lawyer.clone());
    let set = start(&mut door, "1", &one.template, answers(json!({"x": 1}))).await.unwrap();
    // Another server on the same database, which has the key in memory.
    let other = lab.try_open().await.unwrap();
    assert!(other.gate().session(&token.hash()).await.unwrap().is_some());

    let tombstone = lab.store.destroy_key(&one.tenant).await.unwrap();
    assert_eq!(tombstone.tenant, one.tenant);
    for store in [&lab.store, &other] {
        let error = store.gate().session(&token.hash()).await.unwrap_err();
        assert!(matches!(error, Error::KeyDestroyed), "{error:?}");
    }
    // A request that was under way writes nothing that nobody could read.
    let mut late = other.door(actor);
    assert!(matches!(late.write().await.unwrap_err(), Error::KeysChanged));
    assert!(matches!(change(&mut door, &answer_set(&mut late, &set).await.unwrap(), Answers::new()).await, Err(Error::KeysChanged)));
    let identity =
        Identity { issuer: ISSUER, tid: "a", subject: "lotte", name: "Lotte", roles: Role::Lawyer.into() };
    let error = other.gate().sign_in(identity, Duration::from_secs(60)).await.unwrap_err();
    assert!(matches!(error, Error::KeyDestroyed), "{error:?}");

    let lawyer = lab.sign_in("b", "lotte", Role::Lawyer).await;
    let mut door = lab.store.door(lawyer);
    start(&mut door, "1", &two.template, answers(json!({}))).await.unwrap();
    assert_eq!(template_file(&mut door, &two.template.version).await.unwrap().bytes, b"nda 1");
}

#[tokio::test]
async fn it_is_in_the_trail_and_happens_once() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    lab.store.destroy_key(&office.tenant).await.unwrap();
    assert!(matches!(lab.store.destroy_key(&office.tenant).await, Err(Error::KeyDestroyed)));
    let nobody = Id::new(1, [1; 10]);
    assert!(matches!(lab.store.destroy_key(&nobody).await, Err(Error::NotFound)));
    assert_eq!(fs::read_to_string(log(&lab)).unwrap().lines().count(), 1);

    let rows = sqlx::query("SELECT object_id FROM audit_event WHERE action = 'destroy_key' AND actor_id IS NULL")
        .fetch_all(&mut lab.raw().await)
        .await
        .unwrap();
    assert_eq!(rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(), [office.tenant.to_string()]);
    lab.store.seal_audit().await.unwrap();
    lab.store.checkpoint_audit().await.unwrap();
    assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings, []);
    lab.store.sweep().await.unwrap();
}

#[tokio::test]
async fn an_old_copy_of_the_database_does_not_bring_it_back() {
    let lab = Lab::new().await;
    let (office, other) = (lab.office("a").await, lab.office("b").await);
    let SignedIn { token, .. } = lab.session("a", "lotte", Role::Lawyer).await;
    let keys = kept(&lab, &office.tenant).await;
    assert_eq!(keys.len(), 1);
    lab.store.destroy_key(&office.tenant).await.unwrap();
    assert_eq!(kept(&lab, &office.tenant).await, []);

    put_back(&lab, &office.tenant, &keys).await;
    let lab = lab.restart().await;
    assert_eq!(kept(&lab, &office.tenant).await, []);
    assert!(matches!(lab.store.gate().session(&token.hash()).await, Err(Error::KeyDestroyed)));

    // Restored elsewhere, where the log is not: it is given.
    let held = lab.dir.path().join("held.jsonl");
    fs::rename(log(&lab), &held).unwrap();
    put_back(&lab, &office.tenant, &keys).await;
    let lab = lab.restart().await;
    assert_eq!(kept(&lab, &office.tenant).await, keys, "without the log nobody knows");
    assert_eq!(lab.store.replay_tombstones(&held).await.unwrap(), [office.tenant]);
    assert_eq!(lab.store.replay_tombstones(&held).await.unwrap(), []);
    assert_eq!(fs::read(log(&lab)).unwrap(), fs::read(&held).unwrap(), "the log is where it belongs again");
    assert_eq!(kept(&lab, &office.tenant).await, []);
    assert_eq!(kept(&lab, &other.tenant).await.len(), 1);
}

#[tokio::test]
async fn a_log_that_was_changed_is_refused_and_one_cut_off_is_not() {
    let lab = Lab::new().await;
    let (one, two) = (lab.office("a").await, lab.office("b").await);
    lab.store.destroy_key(&one.tenant).await.unwrap();
    let text = fs::read_to_string(log(&lab)).unwrap();

    let forged = text.replace(&one.tenant.to_string(), &two.tenant.to_string());
    let given = lab.dir.path().join("given.jsonl");
    for changed in [forged.as_str(), "{}\n", &format!("{text}\n")] {
        fs::write(&given, changed).unwrap();
        let error = lab.store.replay_tombstones(&given).await.unwrap_err();
        assert!(matches!(error, Error::Tombstone { .. }), "{error:?}");
    }
    assert_eq!(kept(&lab, &two.tenant).await.len(), 1, "nothing was done");
    fs::write(log(&lab), &forged).unwrap();
    assert!(matches!(lab.try_open().await.unwrap_err(), Error::Tombstone { line: 1, .. }));

    // The power went while the next line was being written: that key was not destroyed yet.
    fs::write(log(&lab), format!("{text}{{\"tenant\":")).unwrap();
    let lab = lab.restart().await;
    lab.store.destroy_key(&two.tenant).await.unwrap();
    let whole = fs::read_to_string(log(&lab)).unwrap();
    assert!(whole.starts_with(&text) && whole.lines().count() == 2, "{whole}");
    lab.restart().await;
}
