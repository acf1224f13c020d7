//! A store to try things on, and the short way to everything in it.

mod answer_sets;
mod documents;
mod lab;
mod matters;
mod templates;

use akte_model::Kind;
use akte_store::{Claim, Door, Key, Ticket};

pub use self::answer_sets::*;
pub use self::documents::*;
pub use self::lab::*;
pub use self::matters::*;
pub use self::templates::*;

/// Claims a key that nobody used.
pub async fn ticket<K: Kind>(door: &mut Door, key: &str) -> Ticket<K> {
    let (key, mac) = (Key::new("POST /things", key).unwrap(), door.mac(&[b"body"]));
    match door.claim(&key, &mac).await.unwrap() {
        Claim::New(ticket) => ticket,
        _ => panic!("the key {key:?} was used before"),
    }
}
