//! The chain over the trail: whatever someone with the whole database in hand does to it, up to the last checkpoint it is named.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::support::*;

/// Runs SQL as nobody should be able to: without triggers, without foreign keys.
pub async fn tamper(lab: &Lab, sql: &str) {
    if let Some(database) = &lab.database {
        return database.run(&format!("SET session_replication_role = replica; {sql}"));
    }
    let mut raw = lab.raw().await;
    raw.execute("PRAGMA foreign_keys = OFF").await.unwrap();
    for table in ["audit_event", "audit_seal", "checkpoint", "audit_head"] {
        for trigger in ["never_changes", "never_goes"] {
            let drop = format!("DROP TRIGGER IF EXISTS {table}_{trigger}");
            raw.execute(AssertSqlSafe(drop)).await.unwrap();
        }
    }
    raw.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
}

/// A firm with a trail: `count` events, in the chain.
pub async fn trail(lab: &Lab, tid: &str, count: i64) -> Id<Tenant> {
    let tenant = lab.firm(tid).await;
    for _ in 0..count {
        lab.sign_in(tid, "lotte", Role::Lawyer).await;
        lab.clock.forward(SignedDuration::from_millis(1));
    }
    lab.store.seal_audit().await.unwrap();
    tenant
}

/// The ids of the events of a firm, by place in the chain.
pub async fn events(lab: &Lab, tenant: &Id<Tenant>) -> Vec<String> {
    let rows = sqlx::query("SELECT event_id FROM audit_seal WHERE tenant_id = $1 ORDER BY seq")
        .bind(tenant.to_string())
        .fetch_all(&mut lab.raw().await)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_sound_trail_is_found_sound_also_by_checkpoints_held_elsewhere() {
    let lab = Lab::new().await;
    let (a, b) = (trail(&lab, "a", 3).await, trail(&lab, "b", 2).await);
    let mut held = lab.store.checkpoint_audit().await.unwrap();
    held.sort_by_key(|checkpoint| checkpoint.seq);
    let places: Vec<_> = held.iter().map(|checkpoint| (checkpoint.tenant, checkpoint.seq)).collect();
    assert_eq!(places, [(b, 2), (a, 3)]);
    assert!(lab.store.checkpoint_audit().await.unwrap().is_empty(), "nothing went on since");
    let json = serde_json::to_string(&held).unwrap();
    let held: Vec<Checkpoint> = serde_json::from_str(&json).unwrap();
    assert_eq!(lab.store.seal_audit().await.unwrap(), 0);
    lab.sign_in("a", "lotte", Role::Lawyer).await;
    let lab = lab.restart().await;
    let report = lab.store.verify_audit(&held).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!((report.firms, report.events, report.waiting, report.checkpoints), (2, 5, 1, 4));
}

#[tokio::test]
async fn sealers_that_work_at_once_make_one_chain() {
    let lab = Lab::new().await;
    lab.firm("a").await;
    for _ in 0..10 {
        lab.sign_in("a", "lotte", Role::Lawyer).await;
    }
    let stores = [lab.store.clone(), lab.store.clone(), lab.store.clone()];
    let [a, b, c] = stores.each_ref().map(|store| store.seal_audit());
    let (a, b, c) = tokio::join!(a, b, c);
    assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 10);
    let report = lab.store.verify_audit(&[]).await.unwrap();
    assert_eq!((report.events, report.waiting, report.findings), (10, 0, vec![]));
}

#[tokio::test]
async fn a_long_chain_is_sealed_and_verified_in_parts() {
    let lab = Lab::new().await;
    let tenant = trail(&lab, "a", 1).await;
    let (id, at) = (&events(&lab, &tenant).await[0], lab.store.door(lab.sign_in("a", "x", Role::Lawyer).await).now());
    // As many events at once as no test can sign in for.
    let rows = (0..1100).map(|n| {
        let event = Id::<Event>::new(at.as_millisecond() as u64 + n, [7; 10]);
        format!("('{tenant}', '{event}', {}, NULL, 'x', 'person', '{id}')", at.as_millisecond())
    });
    let rows: Vec<String> = rows.collect();
    let columns = "(tenant_id, id, at, actor_id, action, object_kind, object_id)";
    for rows in rows.chunks(300) {
        tamper(&lab, &format!("INSERT INTO audit_event {columns} VALUES {}", rows.join(", "))).await;
    }
    assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings.len(), 1100, "put in: not in the chain");
    let queue = "INSERT INTO audit_unsealed SELECT tenant_id, id FROM audit_event WHERE action = 'x'";
    tamper(&lab, queue).await;
    assert_eq!(lab.store.seal_audit().await.unwrap(), 1101);
    let report = lab.store.verify_audit(&[]).await.unwrap();
    assert_eq!((report.events, report.findings), (1102, vec![]));
}

/// What someone does to a trail of ten events, checkpoints at five and eight, and what is said of it.
type Case = (&'static str, fn(&str, &[String]) -> String, fn(&[String]) -> Vec<Fault>);

const CASES: [Case; 13] = [
    (
        "edit",
        |firm, ids| format!("UPDATE audit_event SET action = 'x' WHERE tenant_id = '{firm}' AND id = '{}'", ids[2]),
        |ids| vec![Fault::Changed { seq: 3, event: ids[2].clone(), action: "x".into() }],
    ),
    (
        "edit of who",
        |firm, ids| format!("UPDATE audit_event SET actor_id = '' WHERE tenant_id = '{firm}' AND id = '{}'", ids[9]),
        |ids| vec![Fault::Changed { seq: 10, event: ids[9].clone(), action: "sign_in".into() }],
    ),
    (
        "who left out",
        |firm, ids| format!("UPDATE audit_event SET actor_id = NULL WHERE tenant_id = '{firm}' AND id = '{}'", ids[0]),
        |ids| vec![Fault::Changed { seq: 1, event: ids[0].clone(), action: "sign_in".into() }],
    ),
    (
        "edit of when",
        |firm, ids| format!("UPDATE audit_event SET at = at + 1 WHERE tenant_id = '{firm}' AND id = '{}'", ids[5]),
        |ids| vec![Fault::Changed { seq: 6, event: ids[5].clone(), action: "sign_in".into() }],
    ),
    (
        "removal of an event",
        |firm, ids| format!("DELETE FROM audit_event WHERE tenant_id = '{firm}' AND id = '{}'", ids[6]),
        |ids| vec![Fault::Removed { seq: 7, event: ids[6].clone() }],
    ),
    (
        "removal of events with their places",
        |firm, ids| {
            format!(
                "DELETE FROM audit_event WHERE tenant_id = '{firm}' AND id IN ('{}', '{}');
                 DELETE FROM audit_seal WHERE tenant_id = '{firm}' AND seq IN (3, 4)",
                ids[2], ids[3]
            )
        },
        |_| vec![Fault::Missing { from: 3, to: 4 }],
    ),
    (
        "removal of a place",
        |firm, _| format!("DELETE FROM audit_seal WHERE tenant_id = '{firm}' AND seq = 2"),
        |ids| vec![Fault::Missing { from: 2, to: 2 }, Fault::Unchained { event: ids[1].clone() }],
    ),
    (
        "reordering",
        |firm, _| {
            format!(
                "UPDATE audit_seal SET seq = -3 WHERE tenant_id = '{firm}' AND seq = 3;
                 UPDATE audit_seal SET seq = 3 WHERE tenant_id = '{firm}' AND seq = 4;
                 UPDATE audit_seal SET seq = 4 WHERE tenant_id = '{firm}' AND seq = -3"
            )
        },
        |ids| {
            let changed = |seq, id: usize| Fault::Changed { seq, event: ids[id].clone(), action: "sign_in".into() };
            vec![changed(3, 3), changed(4, 2), changed(5, 4)]
        },
    ),
    (
        "truncation",
        |firm, ids| {
            format!(
                "DELETE FROM audit_event WHERE tenant_id = '{firm}' AND id >= '{}';
                 DELETE FROM audit_seal WHERE tenant_id = '{firm}' AND seq >= 7",
                ids[6]
            )
        },
        |_| vec![Fault::Truncated { from: 7, to: 8 }],
    ),
    (
        "truncation with the checkpoints of the database",
        |firm, ids| {
            format!(
                "DELETE FROM audit_event WHERE tenant_id = '{firm}' AND id >= '{}';
                 DELETE FROM audit_seal WHERE tenant_id = '{firm}' AND seq >= 5;
                 DELETE FROM checkpoint WHERE tenant_id = '{firm}'",
                ids[4]
            )
        },
        |_| {
            vec![
                Fault::Lost { seq: 5 },
                Fault::Lost { seq: 8 },
                Fault::Truncated { from: 5, to: 8 },
            ]
        },
    ),
    (
        // The chain is made anew over the edit, by the sealer itself.
        "rewriting",
        |firm, ids| {
            format!(
                "UPDATE audit_event SET action = 'x' WHERE tenant_id = '{firm}' AND id = '{}';
                 DELETE FROM audit_seal WHERE tenant_id = '{firm}' AND seq >= 7;
                 INSERT INTO audit_unsealed SELECT tenant_id, id FROM audit_event
                    WHERE tenant_id = '{firm}' AND id >= '{}'",
                ids[6], ids[6]
            )
        },
        |_| vec![Fault::Rewritten { from: 6, to: 8 }],
    ),
    (
        "an event put in",
        |firm, _| {
            format!(
                "INSERT INTO audit_event (tenant_id, id, at, actor_id, action, object_kind, object_id, member_kind, member_id)
                 SELECT tenant_id, '01890a5d-ac96-774b-bcce-b302099a8057', at, actor_id, action,
                    object_kind, object_id, member_kind, member_id FROM audit_event WHERE tenant_id = '{firm}' LIMIT 1"
            )
        },
        |_| vec![Fault::Unchained { event: "01890a5d-ac96-774b-bcce-b302099a8057".into() }],
    ),
    (
        "a checkpoint moved",
        |firm, _| format!("UPDATE checkpoint SET seq = 4 WHERE tenant_id = '{firm}' AND seq = 5"),
        |_| vec![Fault::Forged { seq: 4 }, Fault::Lost { seq: 5 }],
    ),
];

#[tokio::test]
async fn what_is_done_to_a_trail_is_named() {
    let lab = Lab::new().await;
    let mut firms = Vec::new();
    for (name, ..) in CASES {
        firms.push(trail(&lab, name, 5).await);
    }
    let mut held = lab.store.checkpoint_audit().await.unwrap();
    for (name, ..) in CASES {
        trail(&lab, name, 3).await;
    }
    held.extend(lab.store.checkpoint_audit().await.unwrap());
    for (name, ..) in CASES {
        trail(&lab, name, 2).await;
    }
    assert_eq!(lab.store.verify_audit(&held).await.unwrap().findings, []);

    let mut expected = Vec::new();
    for ((_, sql, faults), tenant) in CASES.iter().zip(&firms) {
        let ids = events(&lab, tenant).await;
        assert_eq!(ids.len(), 10);
        tamper(&lab, &sql(&tenant.to_string(), &ids)).await;
        expected.push(faults(&ids));
    }
    lab.store.seal_audit().await.unwrap();
    let report = lab.store.verify_audit(&held).await.unwrap();
    for (((name, ..), tenant), expected) in CASES.iter().zip(&firms).zip(expected) {
        let found = report.findings.iter().filter(|finding| finding.tenant == *tenant);
        let found: Vec<_> = found.map(|finding| finding.fault.clone()).collect();
        assert_eq!(found, expected, "{name}");
        assert!(found.iter().all(|fault| fault.to_string().contains("event")), "{name}");
    }
}

#[tokio::test]
async fn the_trail_is_listed_from_its_end_and_copied_from_its_beginning() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    lab.clock.forward(SignedDuration::from_secs(1));
    let mut lawyer = lab.store.door(office.lawyer.clone());
    let start_at = lawyer.now();
    start(&mut lawyer, "1", &office.template, answers(json!({}))).await.unwrap();
    lab.store.seal_audit().await.unwrap();
    lab.clock.forward(SignedDuration::from_secs(1));
    let mut anna = lab.store.door(lab.sign_in("a", "anna", Role::Administrator).await);
    let span = EventSpan::default();
    let mut read = anna.read().await.unwrap();
    let newest = read.events(&span, &PageRequest { limit: Some(1), cursor: None }).await.unwrap();
    let next = PageRequest { limit: Some(9), cursor: newest.next_cursor.clone() };
    let rest = read.events(&span, &next).await.unwrap();
    let first = read.export(&span, &PageRequest { limit: Some(2), cursor: None }).await.unwrap();
    let then = PageRequest { limit: Some(9), cursor: first.next_cursor.clone() };
    let last = read.export(&span, &then).await.unwrap();
    let middle = EventSpan { from: Some(start_at), until: Some(start_at + SignedDuration::from_secs(1)) };
    let middle = read.events(&middle, &PageRequest::default()).await.unwrap();
    drop(read);
    let newest = anna.open_page(newest).await.unwrap().items.remove(0);
    assert_eq!((newest.action.as_str(), newest.seal), ("sign_in", None));
    assert_eq!(newest.actor.map(|person| person.name).as_deref(), Some("Name of anna"));
    let rest = anna.open_page(rest).await.unwrap();
    assert_eq!((rest.items.len(), rest.next_cursor), (3, None));
    let mut copied = anna.open_page(first).await.unwrap().items;
    copied.extend(anna.open_page(last).await.unwrap().items);
    assert_eq!(copied.len(), 4);
    copied.reverse();
    assert_eq!(copied[1..], rest.items);
    let middle = anna.open_page(middle).await.unwrap().items;
    assert_eq!(middle.iter().map(|event| event.action.as_str()).collect::<Vec<_>>(), ["start_interview"]);
    assert_eq!(middle[0].seal.as_ref().map(|seal| seal.seq), Some(3));

    let refused = lawyer.read().await.unwrap().events(&span, &PageRequest::default()).await.unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(Action::ReadAudit)));
}

#[tokio::test]
async fn whom_a_change_let_in_is_under_the_seal_as_well() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut lotte = lab.store.door(office.lawyer.clone());
    let matter = begin(&mut lotte, "1", true).await.unwrap();
    let piet = lab.sign_in("a", "piet", Role::Lawyer).await.person();
    let_in(&mut lotte, &matter, &piet).await.unwrap();
    lab.store.seal_audit().await.unwrap();
    assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings, []);
    for (column, other) in [("member_id", office.lawyer.person().to_string()), ("member_kind", "team".into())] {
        tamper(&lab, &format!("UPDATE audit_event SET {column} = '{other}' WHERE member_id = '{piet}'")).await;
        let findings = lab.store.verify_audit(&[]).await.unwrap().findings;
        assert!(matches!(findings[0].fault, Fault::Changed { .. }), "{findings:?}");
        tamper(&lab, &format!("UPDATE audit_event SET member_kind = 'person', member_id = '{piet}' WHERE action = 'add_to_matter'"))
            .await;
        assert_eq!(lab.store.verify_audit(&[]).await.unwrap().findings, []);
    }
}
