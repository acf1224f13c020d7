//! The gate: the only code that works before the firm is known. It holds no content, and gives an [`Actor`].

mod actor;
mod admit;
mod bearer;
mod enrol;
mod invite;
mod machine;
mod networks;
mod on_behalf;
mod people;
mod roles;
mod session;
mod sessions;
mod sign_in;
mod token;
mod visitor;

pub use actor::Actor;
pub use bearer::Bearer;
pub use enrol::{Enrolment, Firm};
pub use machine::KeySecret;
pub use networks::CONFIRM;
pub use roles::{Claim, RoleClaims};
pub use session::IDLE;
pub use sign_in::{Identity, SignedIn};
pub use token::{NoHash, Token, TokenHash};

pub(crate) use networks::{Origin, change_networks, find_networks};
pub(crate) use session::silent_since;
pub(crate) use visitor::Visitor;

use crate::store::Store;

/// The way in.
#[derive(Debug)]
pub struct Gate<'s> {
    store: &'s Store,
    origin: Origin,
}

impl<'s> Gate<'s> {
    pub(crate) fn new(store: &'s Store, origin: Origin) -> Self {
        Self { store, origin }
    }

    pub(crate) fn store(&self) -> &'s Store {
        self.store
    }
}
