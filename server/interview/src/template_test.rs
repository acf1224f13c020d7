//! Template tests: answers, and what must come of them.

use akte_expr::{Path, civil};
use regex::Regex;
use serde_json::{Map, Value as Json};

/// One template test, as its author wrote it.
#[derive(Clone, Debug)]
pub struct TemplateTest {
    /// What it shows; unique in the definition.
    pub name: String,
    /// The answers that the document is made with. What is missing becomes a blank.
    pub answers: Map<String, Json>,
    /// What `today` is in the test; the day on which it runs when it does not say.
    pub today: Option<civil::Date>,
    /// All of them must hold.
    pub expect: Vec<Expectation>,
}

/// What is expected of the document, or of the interview.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// A paragraph has this text.
    Contains(String),
    /// No paragraph has it.
    Absent(String),
    /// A paragraph matches.
    Matches(Regex),
    /// The question is shown.
    Asked(Path),
    /// It is not.
    NotAsked(Path),
    /// The answer is refused: of a wrong type, not valid, or failing a check.
    Error(Path),
    /// All paragraphs of the document.
    Text(Vec<String>),
}

impl Expectation {
    /// The keys of the kinds of expectation in JSON.
    pub const KEYS: [&str; 7] = ["contains", "absent", "matches", "asked", "not_asked", "error", "text"];
}
