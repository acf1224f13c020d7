//! Who is asking: signing in at an issuer, the session afterwards, and the tokens that stand for either.

mod access;
mod bearer;
mod claims;
mod identifier;
mod issuer;
mod issuers;
mod outgoing;
mod published;
mod session;
mod token;
mod visits;

pub use access::Api;
pub use bearer::{Pane, PaneToken, SignedIn, Visitor, bearer};
pub use claims::Claims;
pub use identifier::Identifier;
pub use issuer::{Issuer, IssuerConfig, Start};
pub use issuers::Issuers;
pub use session::{ABSOLUTE, Attempt, Visit};
pub use visits::Visits;
