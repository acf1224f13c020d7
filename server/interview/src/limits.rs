//! What a definition and a set of answers may hold at most. Everything from outside is hostile until it fits in here.

/// Bytes of a definition's JSON text.
pub const DEFINITION_BYTES: usize = 1024 * 1024;
/// Questions of one definition, those inside groups and lists counted.
pub const QUESTIONS: usize = 2_000;
/// Levels of groups and lists inside each other in a definition.
pub const QUESTION_DEPTH: usize = 8;
/// Pages of one definition.
pub const PAGES: usize = 200;
/// Rules of one definition.
pub const RULES: usize = 1_000;
/// Repeats that one definition says something of.
pub const REPEATS: usize = 1_000;
/// Template tests of one definition.
pub const TESTS: usize = 1_000;
/// Expectations of one template test.
pub const EXPECTATIONS: usize = 100;
/// Bytes that one pattern of a template test may take in memory.
pub const PATTERN_BYTES: usize = 256 * 1024;
/// Options of one choice.
pub const OPTIONS: usize = 1_000;
/// Checks of one question.
pub const CHECKS: usize = 50;
/// Characters of a label, help text, placeholder, title or message.
pub const WORDING_CHARS: usize = 4_000;
/// Segments of a question's name.
pub const NAME_STEPS: usize = 16;
/// Items that lists in lists show together before any is answered: their least numbers multiplied.
pub const SHOWN_ITEMS: usize = 100;
/// Items of a list answer.
pub const LIST_ITEMS: usize = 1_000;
/// Characters of one text answer.
pub const TEXT_CHARS: usize = 100_000;
/// Levels of lists and objects inside each other in the answers.
pub const ANSWER_DEPTH: usize = 32;
/// Values in all answers together, lists and objects counted.
pub const ANSWER_VALUES: usize = 50_000;
/// Changes in one call of [`crate::apply`].
pub const CHANGES: usize = 1_000;
