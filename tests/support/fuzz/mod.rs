//! What the fuzz targets do with their bytes: never a panic, and what comes out keeps its promises.
//!
//! The same functions run under the fuzzer (`tests/fuzz`) and in the tests, on the seeds and on mutations of them.

mod expression;
mod package;
mod template;

pub use expression::expression;
pub use package::package;
pub use template::template;

/// A target: its name, which is that of the folder of its seeds, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[("package", package), ("expression", expression), ("template", template)];
