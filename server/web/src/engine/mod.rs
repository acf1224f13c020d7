//! Bytes → template → questions → answers → document: the one way, for the command line and the server alike.

mod cache;
mod check;
mod difference;
mod floor;
mod measure;
mod moment;
mod ready;
mod sheet;
mod text;
mod trial;
mod warnings;

pub use cache::{Templates, Version};
pub use check::{Checked, check, check_with};
pub use difference::{Difference, Side, difference};
pub use measure::{Measured, Times, measure};
pub use moment::settings;
pub use ready::{Made, Ready, Unfit};
pub use sheet::{About, sheet, sheet_title};
pub use trial::{Failure, Trial};
pub use warnings::sentence;
