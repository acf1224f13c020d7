//! What an expression may cost at most. The mark-up comes from outside, so each of these holds for
//! every template; a contract of hundreds of pages stays far below them.

/// Characters in one expression.
pub const EXPRESSION_CHARS: usize = 10_000;

/// Levels in the tree of one expression (brackets in brackets, long chains of operators).
pub const EXPRESSION_DEPTH: usize = 100;

/// Levels while evaluating, counted through rules that use rules.
pub const EVALUATION_DEPTH: usize = 200;

/// Steps of one [`crate::Scope`]: a node evaluated or an item visited is a step.
pub const STEPS: usize = 2_000_000;

/// Bytes of one text that an expression makes.
pub const TEXT_BYTES: usize = 1_000_000;

/// Bytes that one [`crate::Scope`] writes.
pub const OUTPUT_BYTES: usize = 64_000_000;

/// Items of one list that an expression makes.
pub const LIST_ITEMS: usize = 100_000;

/// Lists in lists and records in records of one value bound by `set`.
pub const VALUE_DEPTH: usize = 64;
