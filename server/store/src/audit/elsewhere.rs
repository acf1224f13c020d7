//! Requests from networks that a firm does not let in: counted in memory, and a line for each address a minute. So nobody can fill
//! the trail with them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use akte_model::{Id, Tenant, Verdict};

use super::{Deed, append};
use crate::error::Result;
use crate::store::Store;

/// How many addresses are told apart between two writings; of more it is only known that there were.
const MOST: usize = 1000;

/// Which firm, from which address, and whether that was refused or would be.
type Who = (Id<Tenant>, Option<IpAddr>, bool);

/// How often each asked since the last lines.
#[derive(Default)]
pub(crate) struct Elsewhere(Mutex<HashMap<Who, i64>>);

impl Elsewhere {
    fn add(&self, (tenant, address, refused): Who, times: i64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_room = counted.len() < MOST || counted.contains_key(&(tenant, address, refused));
        *counted.entry((tenant, address.filter(|_| is_room), refused)).or_default() += times;
    }

    fn take(&self) -> HashMap<Who, i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store {
    /// A request came from where the firm lets nobody in: it was refused, or would be. It is counted.
    pub(crate) fn refused_from(&self, tenant: &Id<Tenant>, address: Option<IpAddr>, verdict: Verdict) {
        self.elsewhere().add((*tenant, address, verdict == Verdict::Refuse), 1);
    }

    /// Writes down what came from elsewhere, one line for each address, and gives how many lines; to be called every minute, and at
    /// the end.
    pub async fn record_elsewhere(&self) -> Result<usize> {
        let counted: Vec<_> = self.elsewhere().take().into_iter().collect();
        for (done, (who, _)) in counted.iter().enumerate() {
            if let Err(error) = self.record_one_from(*who).await {
                // They are for the next time.
                counted[done..].iter().for_each(|(who, times)| self.elsewhere().add(*who, *times));
                return Err(error);
            }
        }
        Ok(counted.len())
    }

    async fn record_one_from(&self, (tenant, address, refused): Who) -> Result<()> {
        let action = if refused { "refuse_address" } else { "would_refuse_address" };
        let mut tx = self.database().write(&tenant).await?;
        append(&mut tx, &tenant, None, Deed::from_address(action, address), self.new_id()?).await?;
        tx.commit().await?;
        Ok(())
    }
}
