//! From tags to edits of the source.

mod cut;
mod edit;
mod guard;
mod pair;
mod region;
mod seam;
mod section;

pub(crate) use cut::cuts;
pub(crate) use edit::{Edit, Kind, Op, Piece, Ragged, edits};
pub(crate) use guard::{Mark, MarkKind, guards};
pub(crate) use pair::pair;
pub(crate) use region::check;
pub(crate) use seam::seams;
pub(crate) use section::{REFERENCES, SectionId, Sections, Slot, sections};
