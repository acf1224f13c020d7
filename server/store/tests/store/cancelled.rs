//! Requests that are cut off at any point leave no transaction behind, and take no acknowledged change with them.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde_json::json;

use crate::support::*;

/// A future that is dropped after so many polls, as a request whose client goes away.
struct CutOff<F>(Pin<Box<F>>, u32);

impl<F: Future> Future for CutOff<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.1 == 0 {
            return Poll::Ready(None);
        }
        self.1 -= 1;
        self.0.as_mut().poll(context).map(Some)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acknowledged_changes_survive_the_requests_that_are_cut_off() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut random = 42_u32;
    let tasks: Vec<_> = (0..250)
        .map(|i| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let polls = 1 + (random >> 16) % 40;
            let (mut door, template) = (lab.store.door(office.lawyer.clone()), office.template.clone());
            tokio::spawn(CutOff(
                Box::pin(async move {
                    let set =
                        start(&mut door, &format!("key {i}"), &template, answers(json!({"i": i}))).await?;
                    let set = answer_set(&mut door, &set).await?;
                    change(&mut door, &set, answers(json!({"i": i, "changed": true}))).await?;
                    Ok::<_, akte_store::Error>(set.id)
                }),
                polls,
            ))
        })
        .collect();
    let (mut acknowledged, mut cut) = (Vec::new(), 0);
    for task in tasks {
        match task.await.unwrap() {
            Some(result) => acknowledged.push(result.unwrap()),
            None => cut += 1,
        }
    }
    assert!(acknowledged.len() >= 20 && cut >= 20, "{} came through, {cut} were cut off", acknowledged.len());

    // Were a transaction still open, nothing more could be written, and the restart would undo what was acknowledged.
    let mut door = lab.store.door(office.lawyer.clone());
    acknowledged.push({
        let set = start(&mut door, "after", &office.template, answers(json!({}))).await.unwrap();
        let set = answer_set(&mut door, &set).await.unwrap();
        change(&mut door, &set, answers(json!({"changed": true}))).await.unwrap();
        set.id
    });
    lab.store.ready().await.unwrap();
    let lab = lab.restart().await;
    let mut door = lab.store.door(lab.sign_in("a", "lotte", akte_model::Role::Lawyer).await);
    for id in acknowledged {
        assert_eq!(answer_set(&mut door, &id).await.unwrap().answers["changed"], true);
    }
}
