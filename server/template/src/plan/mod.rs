//! From tags to edits of the source.

mod cut;
mod edit;
mod guard;
mod pair;
mod region;

pub(crate) use cut::cuts;
pub(crate) use edit::{Edit, Kind, Op, Piece, edits};
pub(crate) use guard::{Mark, MarkKind, guards};
pub(crate) use pair::pair;
pub(crate) use region::check;
