//! From tags to edits of the source.

mod cut;
mod edit;
mod guard;
mod pair;
mod patch;
mod ranges;
mod region;
mod seam;
mod section;

pub(crate) use cut::{Cut, cuts};
pub(crate) use edit::{Edit, Kind, Op, Piece, Ragged, edits};
pub(crate) use guard::{Mark, MarkKind, guards};
pub(crate) use pair::{Group, GroupKind, pair};
pub(crate) use patch::{Change, Patch, take_away, weave};
pub(crate) use ranges::ranges;
pub(crate) use region::{check, covered};
pub(crate) use seam::{Seams, seams};
pub(crate) use section::{REFERENCES, SectionId, Sections, Slot, own_break, sections};
