//! Who is asking: signing in at an issuer, and the session afterwards.

mod claims;
mod issuer;
mod outgoing;
mod session;
mod visits;

pub use claims::Claims;
pub use issuer::{Issuer, IssuerConfig, Start};
pub use outgoing::Outgoing;
pub use session::{ABSOLUTE, Attempt, IDLE, SignedIn, Visit};
pub use visits::Visits;
