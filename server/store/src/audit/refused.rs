//! Requests that were refused: counted in memory, and a line a minute for each person and address. So nobody can fill the trail with
//! them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use akte_model::{Id, Person, Tenant, Verdict};

use super::{Deed, append};
use crate::error::Result;
use crate::gate::Actor;
use crate::store::Store;

/// How many addresses are told apart between two writings; of more it is only known that there were.
const MOST: usize = 1000;

/// What was refused to whom.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Refusal {
    action: &'static str,
    tenant: Id<Tenant>,
    /// None where it is not known who it was.
    person: Option<Id<Person>>,
    /// None where it is not known from where.
    address: Option<IpAddr>,
}

/// How often each was refused since the last lines.
#[derive(Default)]
pub(crate) struct Refusals(Mutex<HashMap<Refusal, i64>>);

impl Refusals {
    fn add(&self, refusal: Refusal, times: i64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_room = counted.len() < MOST || counted.contains_key(&refusal);
        let refusal = Refusal { address: refusal.address.filter(|_| is_room), ..refusal };
        *counted.entry(refusal).or_default() += times;
    }

    fn take(&self) -> HashMap<Refusal, i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store {
    /// A request of `actor` was refused: not allowed, or nothing there by that name. It is counted. The address is none where it is
    /// not known.
    pub fn refused(&self, actor: &Actor, address: Option<IpAddr>) {
        let (tenant, person) = (actor.tenant(), Some(actor.person()));
        self.refusals().add(Refusal { action: "refused", tenant, person, address }, 1);
    }

    /// A request came from where the firm lets nobody in: it was refused, or would be. It is counted.
    pub(crate) fn refused_from(&self, tenant: &Id<Tenant>, address: Option<IpAddr>, verdict: Verdict) {
        let action = if verdict == Verdict::Refuse { "refuse_address" } else { "would_refuse_address" };
        self.refusals().add(Refusal { action, tenant: *tenant, person: None, address }, 1);
    }

    /// Writes the refusals down, one line for each person and address, and gives how many lines; to be called every minute, and at the
    /// end.
    pub async fn record_refusals(&self) -> Result<usize> {
        let counted: Vec<_> = self.refusals().take().into_iter().collect();
        for (done, (refusal, times)) in counted.iter().enumerate() {
            if let Err(error) = self.record_refusal(*refusal, *times).await {
                // They are for the next time.
                counted[done..].iter().for_each(|(refusal, times)| self.refusals().add(*refusal, *times));
                return Err(error);
            }
        }
        Ok(counted.len())
    }

    async fn record_refusal(&self, refusal: Refusal, times: i64) -> Result<()> {
        let Refusal { action, tenant, person, address } = refusal;
        let mut tx = self.database().write(&tenant).await?;
        let deed = Deed::from_address(action, address).times(times);
        append(&mut tx, &tenant, person, deed, self.new_id()?).await?;
        tx.commit().await?;
        Ok(())
    }
}
