//! Looking whether the trail is still what was sealed.

use std::collections::BTreeMap;
use std::fmt;

use akte_model::{Id, Tenant};
use serde::Serialize;

use super::chain::Line;
use super::checkpoint::{Checkpoint, list_checkpoints, list_heads};
use crate::database::RowExt;
use crate::error::Result;
use crate::store::Store;

/// How many places of the chain are read at once.
const BATCH: i64 = 1000;

/// What verifying found.
#[derive(Debug, Default, Serialize)]
pub struct AuditReport {
    /// How many firms there are.
    pub firms: usize,
    /// How many events are in their chains.
    pub events: i64,
    /// How many wait for the chain.
    pub waiting: i64,
    /// How many checkpoints were held against the chains.
    pub checkpoints: usize,
    /// What is wrong; nothing when the trail is sound.
    pub findings: Vec<Finding>,
}

/// Something that is wrong with the trail of one firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The firm.
    pub tenant: Id<Tenant>,
    /// What.
    #[serde(flatten)]
    pub fault: Fault,
}

/// What can be wrong with a trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// An event is not what was sealed, or not in its place.
    Changed {
        /// Its number.
        seq: i64,
        /// Its id.
        event: String,
        /// What it says now was done.
        action: String,
    },
    /// An event that was sealed is gone.
    Removed {
        /// Its number.
        seq: i64,
        /// Its id.
        event: String,
    },
    /// Places in the middle of the chain are gone.
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The end of the chain is gone, as a checkpoint shows.
    Truncated {
        /// The first that is gone.
        from: i64,
        /// The last that the checkpoint saw.
        to: i64,
    },
    /// The chain holds together and is not the one that a checkpoint saw: somewhere from here to there it was made anew.
    Rewritten {
        /// The first that no good checkpoint covers.
        from: i64,
        /// The place of the checkpoint.
        to: i64,
    },
    /// An event is not in the chain and does not wait for it: it was put in, or taken out of the chain.
    Unchained {
        /// Its id.
        event: String,
    },
    /// A checkpoint, or the head of a trail that was pruned, was changed, or not made with a key of this keyring.
    Forged {
        /// Its place in the chain.
        seq: i64,
    },
    /// A checkpoint that is held elsewhere is gone from the database.
    Lost {
        /// Its place in the chain.
        seq: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq, event, action } => write!(
                f,
                "event {seq} ({event}, now {action:?}) is not what was sealed there: it was changed, or moved"
            ),
            Self::Removed { seq, event } => write!(f, "event {seq} ({event}) was removed"),
            Self::Missing { from, to } => write!(f, "events {from} to {to} are gone from the chain"),
            Self::Truncated { from, to } => {
                write!(f, "the end is gone: events {from} to {to}, which a checkpoint saw")
            }
            Self::Rewritten { from, to } => {
                write!(f, "events {from} to {to} were made anew: they are not what a checkpoint saw")
            }
            Self::Unchained { event } => {
                write!(f, "event {event} is not in the chain: it was put in, or taken out of the chain")
            }
            Self::Forged { seq } => {
                write!(f, "the checkpoint or head at event {seq} was changed, or is not ours")
            }
            Self::Lost { seq } => write!(f, "the checkpoint at event {seq} is held elsewhere and gone here"),
        }
    }
}

impl Store {
    /// Holds the trail of every firm against its chain and its checkpoints: those of the database, and those in `held`, which were kept
    /// elsewhere. What lies after the last checkpoint is covered by the chain alone.
    pub async fn verify_audit(&self, held: &[Checkpoint]) -> Result<AuditReport> {
        let mut report = AuditReport::default();
        let mut firms = self.tenants().await?;
        report.firms = firms.len();
        // A firm of which nothing is left but a checkpoint elsewhere was here once.
        firms.extend(held.iter().map(|checkpoint| checkpoint.tenant));
        firms.sort_unstable();
        firms.dedup();
        for tenant in firms {
            let held = held.iter().filter(|checkpoint| checkpoint.tenant == tenant).cloned().collect();
            self.verify_firm(&tenant, held, &mut report).await?;
        }
        Ok(report)
    }

    async fn verify_firm(
        &self,
        tenant: &Id<Tenant>,
        held: Vec<Checkpoint>,
        report: &mut AuditReport,
    ) -> Result<()> {
        let mut tx = self.database().read(tenant).await?;
        let kept = list_checkpoints(&mut tx, tenant).await?;
        let heads = list_heads(&mut tx, tenant).await?;
        drop(tx);
        let mut faults = Vec::new();
        let lost = held.iter().filter(|one| !kept.iter().any(|other| other.seq == one.seq));
        let lost: Vec<i64> = lost.map(|checkpoint| checkpoint.seq).collect();
        let keyring = self.keyring();
        let (genuine, forged): (Vec<_>, Vec<_>) =
            kept.into_iter().chain(held).partition(|checkpoint| checkpoint.is_genuine(&keyring));
        faults.extend(forged.iter().map(|checkpoint| Fault::Forged { seq: checkpoint.seq }));
        let (heads, forged): (Vec<_>, Vec<_>) = heads.into_iter().partition(|head| head.is_head(&keyring));
        faults.extend(forged.iter().map(|head| Fault::Forged { seq: head.seq }));
        faults.extend(lost.into_iter().map(|seq| Fault::Lost { seq }));
        report.checkpoints += genuine.len();

        let mut walk = Walk::new(tenant, heads.into_iter().next_back(), genuine);
        while self.read_places(&mut walk).await? {}
        report.events += walk.events;
        faults.extend(walk.end());

        let mut tx = self.database().read(tenant).await?;
        let rows = sqlx::query(
            "SELECT e.id FROM audit_event e
             LEFT JOIN audit_seal s ON s.tenant_id = e.tenant_id AND s.event_id = e.id
             LEFT JOIN audit_unsealed u ON u.tenant_id = e.tenant_id AND u.event_id = e.id
             WHERE e.tenant_id = $1 AND s.seq IS NULL AND u.event_id IS NULL ORDER BY e.id",
        )
        .bind(tenant.to_string())
        .fetch_all(&mut *tx)
        .await?;
        for row in rows {
            faults.push(Fault::Unchained { event: row.text("id")? });
        }
        let waiting = sqlx::query("SELECT COUNT(*) AS waiting FROM audit_unsealed WHERE tenant_id = $1");
        report.waiting += waiting.bind(tenant.to_string()).fetch_one(&mut *tx).await?.number("waiting")?;
        report.findings.extend(faults.into_iter().map(|fault| Finding { tenant: *tenant, fault }));
        Ok(())
    }

    /// Walks on over the next places of the chain; false at its end.
    async fn read_places(&self, walk: &mut Walk<'_>) -> Result<bool> {
        let mut tx = self.database().read(walk.tenant).await?;
        let rows = sqlx::query(
            "SELECT s.seq, s.event_id, s.hash, e.id, e.at, e.actor_id, e.action, e.object_kind, e.object_id,
                e.member_kind, e.member_id, e.times
             FROM audit_seal s LEFT JOIN audit_event e ON e.tenant_id = s.tenant_id AND e.id = s.event_id
             WHERE s.tenant_id = $1 AND s.seq > $2 ORDER BY s.seq LIMIT $3",
        )
        .bind(walk.tenant.to_string())
        .bind(walk.seq)
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        for row in &rows {
            walk.step(row.number("seq")?, row.text("event_id")?, Line::read(row)?, row.text("hash")?);
        }
        Ok(!rows.is_empty())
    }
}

/// A walk along one chain.
struct Walk<'t> {
    tenant: &'t Id<Tenant>,
    /// What checkpoints saw at each place; they agree unless one is of another history.
    seen: BTreeMap<i64, Vec<String>>,
    /// The last place.
    seq: i64,
    /// The hash there: as it is kept, and as it should be. Where one was tampered with, the next place tells by the other.
    hashes: [String; 2],
    /// The first place that no good checkpoint covers yet.
    uncovered: i64,
    /// Whether nothing was wrong since there.
    sound: bool,
    events: i64,
    faults: Vec<Fault>,
}

impl<'t> Walk<'t> {
    /// From the last head on: what lies before it was taken away, or is about to be. Without a head from the first event on.
    fn new(tenant: &'t Id<Tenant>, head: Option<Checkpoint>, checkpoints: Vec<Checkpoint>) -> Self {
        let (seq, hash) = head.map_or((0, String::new()), |head| (head.seq, head.hash));
        let mut seen: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for checkpoint in checkpoints.into_iter().filter(|checkpoint| checkpoint.seq >= seq) {
            seen.entry(checkpoint.seq).or_default().push(checkpoint.hash);
        }
        let (uncovered, events, faults) = (seq + 1, 0, Vec::new());
        let hashes = [hash.clone(), hash];
        let mut walk = Self { tenant, seen, seq, hashes, uncovered, sound: true, events, faults };
        walk.hold_against_checkpoints();
        walk
    }

    fn step(&mut self, seq: i64, event: String, line: Option<Line>, kept: String) {
        let gap = seq != self.seq + 1;
        if gap {
            self.fault(Fault::Missing { from: self.seq + 1, to: seq - 1 });
        }
        let should = match line {
            None => {
                self.fault(Fault::Removed { seq, event });
                kept.clone()
            }
            // After a gap nothing is known of the hash before: the places that follow tell.
            Some(_) if gap => kept.clone(),
            Some(line) => {
                let should = line.hash(self.tenant, seq, &self.hashes[1]);
                if should != kept && line.hash(self.tenant, seq, &self.hashes[0]) != kept {
                    self.fault(Fault::Changed { seq, event, action: line.action });
                }
                should
            }
        };
        self.events += 1;
        (self.seq, self.hashes) = (seq, [kept, should]);
        self.hold_against_checkpoints();
    }

    /// Whether the checkpoints of this place saw the same.
    fn hold_against_checkpoints(&mut self) {
        let Some(seen) = self.seen.remove(&self.seq) else { return };
        if seen.iter().any(|hash| *hash != self.hashes[0]) && self.sound {
            self.fault(Fault::Rewritten { from: self.uncovered, to: self.seq });
        }
        (self.uncovered, self.sound) = (self.seq + 1, true);
    }

    fn fault(&mut self, fault: Fault) {
        self.sound = false;
        self.faults.push(fault);
    }

    /// At the end of the chain: whatever checkpoint is still ahead saw more of it. Those that lie in a gap were told.
    fn end(mut self) -> Vec<Fault> {
        if let Some((&last, _)) = self.seen.last_key_value()
            && last > self.seq
        {
            self.fault(Fault::Truncated { from: self.seq + 1, to: last });
        }
        self.faults
    }
}
