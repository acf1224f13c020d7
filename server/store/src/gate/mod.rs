//! The gate: the only code that works before the firm is known. It holds no content, and gives an [`Actor`].

mod actor;
mod enrol;
mod session;
mod sign_in;
mod token;
mod visitor;

pub use actor::Actor;
pub use sign_in::{Identity, SignedIn};
pub use token::{Token, TokenHash};

use crate::store::Store;

/// The way in.
#[derive(Debug)]
pub struct Gate<'s> {
    store: &'s Store,
}

impl<'s> Gate<'s> {
    pub(crate) fn new(store: &'s Store) -> Self {
        Self { store }
    }
}
