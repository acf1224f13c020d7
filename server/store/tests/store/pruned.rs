//! The beginning of the trail taken away: the rest is proved as before, and who has the database in hand cannot pass off a cut of
//! their own.

use akte_store::*;
use jiff::SignedDuration;
use sqlx::{Executor, Row};

use crate::chain::{events, tamper, trail};
use crate::support::*;

fn only(faults: &[Finding]) -> Vec<Fault> {
    faults.iter().map(|finding| finding.fault.clone()).collect()
}

#[tokio::test]
async fn what_is_left_is_verified_from_the_head_on_also_by_checkpoints_held_elsewhere() {
    let lab = Lab::new().await;
    let (early, b) = (trail(&lab, "a", 5).await, trail(&lab, "b", 2).await);
    let mut held = lab.store.checkpoint_audit().await.unwrap();
    lab.clock.forward(SignedDuration::from_hours(1));
    let cut = lab.store.door(lab.sign_in("a", "x", akte_model::Role::Lawyer).await).now();
    trail(&lab, "a", 3).await;
    held.extend(lab.store.checkpoint_audit().await.unwrap());

    let pruned = lab.store.prune_audit(cut, &held).await.unwrap();
    // Of the other firm the last place stays, so that its chain goes on.
    assert_eq!((pruned.events, pruned.report.findings), (5 + 1, vec![]));
    assert_eq!(lab.store.prune_audit(cut, &held).await.unwrap().events, 0, "it is done");
    lab.store.seal_audit().await.unwrap();
    held.extend(lab.store.checkpoint_audit().await.unwrap());
    let lab = lab.restart().await;
    let report = lab.store.verify_audit(&held).await.unwrap();
    assert_eq!((report.findings, report.waiting), (vec![], 0));
    let raw = &mut lab.raw().await;
    for (tenant, actions) in [
        (early, vec!["sign_in", "sign_in", "sign_in", "sign_in", "prune_audit"]),
        (b, vec!["sign_in", "prune_audit"]),
    ] {
        let rows = sqlx::query("SELECT action FROM audit_event WHERE tenant_id = $1 ORDER BY id")
            .bind(tenant.to_string())
            .fetch_all(&mut *raw)
            .await
            .unwrap();
        assert_eq!(rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(), actions);
    }
    // Another hour later more goes: the last head counts.
    lab.clock.forward(SignedDuration::from_hours(1));
    trail(&lab, "a", 2).await;
    let now = lab.store.door(lab.sign_in("a", "x", akte_model::Role::Lawyer).await).now();
    assert!(lab.store.prune_audit(now, &held).await.unwrap().events > 0);
    assert_eq!(lab.store.verify_audit(&held).await.unwrap().findings, []);
}

#[tokio::test]
async fn only_what_lies_before_a_head_goes_and_only_a_signed_one_counts() {
    let lab = Lab::new().await;
    let a = trail(&lab, "a", 6).await;
    lab.clock.forward(SignedDuration::from_hours(1));
    let cut = lab.store.door(lab.sign_in("a", "x", akte_model::Role::Lawyer).await).now();
    trail(&lab, "a", 3).await;
    lab.store.prune_audit(cut, &[]).await.unwrap();
    for sql in ["DELETE FROM audit_seal", "DELETE FROM audit_event", "DELETE FROM audit_head", "UPDATE audit_head SET seq = 9"] {
        let error = lab.raw().await.execute(sql).await.unwrap_err();
        assert!(error.to_string().contains("never"), "{sql}: {error}");
    }

    // A line that is left and was changed, and a head moved on over it.
    let ids = events(&lab, &a).await;
    tamper(&lab, &format!("UPDATE audit_event SET action = 'nothing' WHERE id = '{}'", ids[0])).await;
    let faults = only(&lab.store.verify_audit(&[]).await.unwrap().findings);
    assert_eq!(faults, [Fault::Changed { seq: 7, event: ids[0].clone(), action: "nothing".into() }]);
    assert_eq!(lab.store.prune_audit(cut, &[]).await.unwrap().report.findings.len(), 1, "nothing is pruned over it");
    tamper(&lab, "UPDATE audit_head SET seq = 7, hash = (SELECT hash FROM audit_seal WHERE seq = 7)").await;
    tamper(&lab, "DELETE FROM audit_seal WHERE seq = 7").await;
    tamper(&lab, &format!("DELETE FROM audit_event WHERE id = '{}'", ids[0])).await;
    let faults = only(&lab.store.verify_audit(&[]).await.unwrap().findings);
    assert_eq!(faults, [Fault::Forged { seq: 7 }, Fault::Missing { from: 1, to: 7 }]);
}

#[tokio::test]
async fn a_checkpoint_is_no_head() {
    let lab = Lab::new().await;
    trail(&lab, "a", 4).await;
    lab.store.checkpoint_audit().await.unwrap();
    trail(&lab, "a", 1).await;
    tamper(&lab, "INSERT INTO audit_head SELECT * FROM checkpoint").await;
    tamper(&lab, "DELETE FROM audit_seal WHERE seq <= 4").await;
    tamper(&lab, "DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)").await;
    let faults = only(&lab.store.verify_audit(&[]).await.unwrap().findings);
    assert_eq!(faults, [Fault::Forged { seq: 4 }, Fault::Missing { from: 1, to: 4 }]);
}
