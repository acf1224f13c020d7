//! How much one may ask, and how much is done at once: so that nobody takes what is there for everybody.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akte_model::{Id, Person, Tenant};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::Client;
use crate::http::error::Error;

/// How long a request waits for its turn behind others of its firm.
const WAIT: Duration = Duration::from_secs(5);
/// When to come again after that, in seconds.
const SOON: u64 = 1;

/// How much one may ask, as the configuration says it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quotas {
    /// From one address; of IPv6 from one network of /64, which is what one customer gets.
    pub address: Rate,
    /// By one person or machine.
    pub person: Rate,
    /// By one firm.
    pub firm: Turns,
    /// Requests of everybody that are under way at once.
    pub at_once: NonZeroU32,
}

/// Requests over time.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// So many a second, in the long run.
    pub per_second: NonZeroU32,
    /// So many at a stretch.
    pub burst: NonZeroU32,
}

/// Requests at the same time.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turns {
    /// So many are under way.
    pub at_once: NonZeroU32,
    /// So many more wait for their turn.
    pub waiting: u32,
}

const fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(number - 1)
}

impl Default for Quotas {
    /// Far more than a firm of a thousand people asks from behind one address, and what one machine can bear.
    fn default() -> Self {
        Self {
            address: Rate { per_second: number(500), burst: number(5000) },
            person: Rate { per_second: number(100), burst: number(1000) },
            firm: Turns { at_once: number(32), waiting: 256 },
            at_once: number(1024),
        }
    }
}

/// The time since the server started, which the system's clock does not move.
#[derive(Debug, Clone)]
struct Elapsed(Instant);

impl Clock for Elapsed {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

struct Rates<K: Hash + Eq + Clone> {
    clock: Elapsed,
    limiter: RateLimiter<K, DashMapStateStore<K>, Elapsed, NoOpMiddleware<Duration>>,
}

impl<K: Hash + Eq + Clone> Rates<K> {
    fn new(Rate { per_second, burst }: Rate) -> Self {
        let clock = Elapsed(Instant::now());
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Self { limiter: RateLimiter::dashmap_with_clock(quota, clock.clone()), clock }
    }

    fn count(&self, of: &K) -> Result<(), Error> {
        self.limiter.check_key(of).map_err(|too_soon| {
            let wait = too_soon.wait_time_from(self.clock.now());
            Error::TooMany { retry_after: wait.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX) }
        })
    }

    fn forget(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

/// What a firm's requests go through: first a place, then a turn.
struct Queue {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// How much was asked, and is under way.
pub struct Limits {
    addresses: Rates<Option<IpAddr>>,
    people: Rates<Id<Person>>,
    firm: Turns,
    firms: Mutex<HashMap<Id<Tenant>, Arc<Queue>>>,
    all: Semaphore,
}

/// A request's turn, from when its firm is known until it is answered.
#[derive(Clone, Default)]
pub struct Turn(Arc<Mutex<Option<[OwnedSemaphorePermit; 2]>>>);

impl Limits {
    /// Nothing was asked yet.
    pub fn new(quotas: Quotas) -> Self {
        Self {
            addresses: Rates::new(quotas.address),
            people: Rates::new(quotas.person),
            firm: quotas.firm,
            firms: Mutex::default(),
            all: Semaphore::new(quotas.at_once.get() as usize),
        }
    }

    /// Counts a request of `person`, and waits until it is its turn behind others of the firm.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub async fn take(&self, tenant: Id<Tenant>, person: Id<Person>, turn: &Turn) -> Result<(), Error> {
        self.people.count(&person)?;
        let queue = self.queue(tenant);
        let too_many = || Error::TooMany { retry_after: SOON };
        let place = queue.places.clone().try_acquire_owned().map_err(|_| too_many())?;
        let waited = timeout(WAIT, queue.turns.clone().acquire_owned()).await;
        let taken = waited.ok().and_then(Result::ok).ok_or_else(too_many)?;
        *turn.0.lock().unwrap_or_else(PoisonError::into_inner) = Some([place, taken]);
        Ok(())
    }

    fn queue(&self, tenant: Id<Tenant>) -> Arc<Queue> {
        let mut firms = self.firms.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = firms.entry(tenant).or_insert_with(|| {
            let (turns, waiting) = (self.firm.at_once.get() as usize, self.firm.waiting as usize);
            let [places, turns] = [turns + waiting, turns].map(|count| Arc::new(Semaphore::new(count)));
            Arc::new(Queue { places, turns })
        });
        queue.clone()
    }

    /// Forgets who asked nothing for so long that it no longer counts; to be called every minute or so.
    pub fn forget(&self) {
        self.addresses.forget();
        self.people.forget();
    }
}

/// Refuses what is too much, before anything is looked at.
pub async fn limit(
    State(limits): State<Arc<Limits>>,
    Client(address): Client,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    limits.addresses.count(&address.map(customer))?;
    let _under_way = limits.all.try_acquire().map_err(|_| Error::Overloaded { retry_after: SOON })?;
    let turn = Turn::default();
    request.extensions_mut().insert(turn.clone());
    let answer = next.run(request).await;
    // Whoever else holds it (a task that goes on) does not keep the firm's next request from its turn.
    *turn.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    Ok(answer)
}

/// The address by which one customer is known.
fn customer(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(firm: Turns) -> Limits {
        let rate = Rate { per_second: number(2), burst: number(3) };
        Limits::new(Quotas { address: rate, person: rate, firm, at_once: number(2) })
    }

    fn id<K>(number: u8) -> Id<K> {
        format!("01890a5d-ac96-774b-bcce-b302099a80{number:02x}").parse().unwrap()
    }

    fn wait(result: Result<(), Error>) -> u64 {
        match result {
            Err(Error::TooMany { retry_after }) => retry_after,
            other => panic!("{other:?}"),
        }
    }

    const WIDE: Turns = Turns { at_once: number(100), waiting: 0 };

    #[tokio::test(start_paused = true)]
    async fn who_asks_too_much_is_told_when_to_come_again() {
        let limits = limits(WIDE);
        let ask = async |person| limits.take(id(1), id(person), &Turn::default()).await;
        for _ in 0..3 {
            ask(1).await.unwrap();
        }
        assert_eq!(wait(ask(1).await), 1);
        ask(2).await.unwrap();
        tokio::time::advance(Duration::from_millis(499)).await;
        assert_eq!(wait(ask(1).await), 1);
        tokio::time::advance(Duration::from_millis(1)).await;
        ask(1).await.unwrap();
        assert_eq!(wait(ask(1).await), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_is_a_customers_and_is_forgotten() {
        let limits = limits(WIDE);
        let count = |address: &str| limits.addresses.count(&address.parse().ok().map(customer));
        for last in 1..=3 {
            count(&format!("2001:db8::{last}")).unwrap();
        }
        assert_eq!(wait(count("2001:db8::4")), 1, "of the same customer");
        count("2001:db8:0:1::4").unwrap();
        for _ in 0..3 {
            count("192.0.2.1").unwrap();
        }
        count("192.0.2.2").unwrap();
        assert_eq!(wait(count("192.0.2.1")), 1);
        assert_eq!(limits.addresses.limiter.len(), 4);
        limits.forget();
        assert_eq!(limits.addresses.limiter.len(), 4, "they still count");
        tokio::time::advance(Duration::from_secs(2)).await;
        limits.forget();
        assert_eq!(limits.addresses.limiter.len(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_firm_has_its_turns_and_leaves_those_of_others() {
        let limits = Arc::new(limits(Turns { at_once: number(2), waiting: 1 }));
        let turns: [Turn; 5] = Default::default();
        let take = |tenant, of: &Turn| {
            let (limits, turn) = (limits.clone(), of.clone());
            tokio::spawn(async move { limits.take(id(tenant), id(0xff - tenant), &turn).await })
        };
        take(1, &turns[0]).await.unwrap().unwrap();
        let by_another = limits.take(id(1), id(9), &turns[1]).await;
        by_another.unwrap();
        let third = take(1, &turns[2]);
        tokio::task::yield_now().await;
        assert!(!third.is_finished(), "it waits");
        assert_eq!(wait(limits.take(id(1), id(8), &turns[3]).await), SOON, "there is no place left");
        take(2, &turns[4]).await.unwrap().unwrap();

        *turns[0].0.lock().unwrap() = None;
        third.await.unwrap().unwrap();
        let start = Instant::now();
        assert_eq!(wait(limits.take(id(1), id(7), &turns[3]).await), SOON);
        assert_eq!(start.elapsed(), WAIT, "nobody waits for ever");
    }

    #[test]
    fn a_configuration_names_what_it_changes() {
        let quotas: Quotas = toml::from_str("person = { per_second = 5, burst = 50 }").unwrap();
        assert_eq!((quotas.person.burst.get(), quotas.address.burst.get()), (50, 5000));
        assert!(toml::from_str::<Quotas>("person = { per_second = 0, burst = 50 }").is_err());
        assert!(toml::from_str::<Quotas>("tenant = 3").is_err());
    }
}
