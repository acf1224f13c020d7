//! Requests that are cut off at any point leave no transaction behind, and take no acknowledged change with them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use akte_model::{AnswerSet, Id};
use akte_store::Result;
use serde_json::json;
use sqlx::{Connection, Row};

use crate::support::*;

/// As many at once as measurements of the store use.
const CLIENTS: u32 = 16;
/// One after the other, of each client.
const REQUESTS: u32 = 150;
/// As many connections as the laboratory gives to readers; on PostgreSQL these and more.
const READERS: usize = 4;

/// A future that is dropped after so many polls, as a request whose client goes away. Gives how many of them are left too.
struct CutOff<F>(Pin<Box<F>>, u32);

impl<F: Future> Future for CutOff<F> {
    type Output = Option<(F::Output, u32)>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.1 == 0 {
            return Poll::Ready(None);
        }
        self.1 -= 1;
        let left = self.1;
        self.0.as_mut().poll(context).map(|done| Some((done, left)))
    }
}

/// Numbers that look random and are the same in every run.
struct Seeded(u32);

impl Seeded {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % limit
    }
}

/// Three writes, two reads, and work on threads of their own between them.
async fn request(lab: &Lab, office: &Office, key: String) -> Result<Id<AnswerSet>> {
    let mut door = lab.store.door(office.lawyer.clone());
    let set = start(&mut door, &key, &office.template, answers(json!({ "key": key }))).await?;
    let set = answer_set(&mut door, &set).await?;
    change(&mut door, &set, answers(json!({ "key": key, "changed": true }))).await?;
    Ok(set.id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acknowledged_changes_survive_thousands_of_requests_that_are_cut_off() {
    let lab = Arc::new(Lab::new().await);
    let office = Arc::new(lab.office("a").await);
    // The fewest polls that a request comes through with: the others are cut off somewhere before.
    let mut needed = u32::MAX;
    for warm in 0..CLIENTS {
        let alone = CutOff(Box::pin(request(&lab, &office, format!("alone {warm}"))), u32::MAX).await;
        needed = alone.map_or(needed, |(_, left)| needed.min(u32::MAX - left));
    }
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (lab, office) = (lab.clone(), office.clone());
        clients.spawn(async move {
            let mut random = Seeded(client);
            let mut acknowledged = Vec::new();
            for number in 0..REQUESTS {
                // One of ten is left alone.
                let polls = if random.below(10) == 0 { u32::MAX } else { 1 + random.below(needed) };
                let request = Box::pin(request(&lab, &office, format!("{client} {number}")));
                if let Some((done, _)) = CutOff(request, polls).await {
                    acknowledged.push(done.unwrap());
                }
            }
            acknowledged
        });
    }
    let mut acknowledged: Vec<_> = clients.join_all().await.concat();
    let cut = (CLIENTS * REQUESTS) as usize - acknowledged.len();
    println!("{} came through, {cut} were cut off within {needed} polls", acknowledged.len());
    assert!(acknowledged.len() >= 100 && cut >= 1500, "{} came through, {cut} did not", acknowledged.len());

    // Every connection at once begins a transaction, which one that is in a transaction cannot.
    let mut doors: Vec<_> = (0..READERS).map(|_| lab.store.door(office.lawyer.clone())).collect();
    let mut reads = Vec::new();
    for door in &mut doors {
        reads.push(door.read().await.unwrap());
    }
    drop(reads);
    assert_eq!(left_open(&lab).await, 0);

    // Were a transaction still open, this would be lost in it, and with the restart all that was acknowledged in it.
    acknowledged.push(request(&lab, &office, "after".into()).await.unwrap());
    drop((doors, office));
    let lab = Arc::into_inner(lab).unwrap().restart().await;
    let mut door = lab.store.door(lab.sign_in("a", "lotte", akte_model::Role::Lawyer).await);
    for id in acknowledged {
        assert_eq!(answer_set(&mut door, &id).await.unwrap().answers["changed"], true);
    }
}

/// How many transactions the database knows of that nobody ended, once connections had the time to come back.
async fn left_open(lab: &Lab) -> i64 {
    let mut raw = lab.raw().await;
    let mut open = 1;
    for _ in 0..1000 {
        open = if crate::POSTGRES {
            let sql = "SELECT COUNT(*) FROM pg_stat_activity
                       WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
            sqlx::query(sql).fetch_one(&mut raw).await.unwrap().get(0)
        } else {
            // A checkpoint that empties the log needs that nobody reads or writes: the first column says whether somebody does.
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut raw).await.unwrap().get(0)
        };
        if open == 0 {
            break;
        }
    }
    raw.close().await.unwrap();
    open
}
