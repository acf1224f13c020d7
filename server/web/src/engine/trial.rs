//! Template tests, run: what the author expects held against what comes.

use akte_expr::{Language, Path, Settings, World};
use akte_interview::{AnswerError, Expectation, Kind, QuestionState, State, TemplateTest};
use akte_template::{FillError, Missing, Picture, Pictures};
use jiff::Timestamp;
use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};

use super::text::paragraphs;
use super::{Ready, settings};

/// One template test that was run. It holds when nothing failed.
pub struct Trial {
    /// The name of the test.
    pub name: String,
    /// What did not come as expected.
    pub failures: Vec<Failure>,
}

/// An expectation that did not come true.
pub struct Failure {
    /// What was expected, and what came, in a sentence.
    pub message: String,
    /// The lines of the document that it is about; those that differ begin with `-` (expected) or `+` (found).
    pub lines: Vec<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), lines: Vec::new() }
    }
}

/// Most lines that a failure shows.
const LINES: usize = 40;

impl Ready {
    /// Runs the template tests of the definition, in order. `now` is the clock of tests that name no day.
    pub fn trials(&self, now: Timestamp) -> Vec<Trial> {
        self.tests
            .iter()
            .map(|test| Trial { name: test.name.clone(), failures: self.failures(test, now) })
            .collect()
    }

    fn failures(&self, test: &TemplateTest, now: Timestamp) -> Vec<Failure> {
        let mut settings = settings(self.language(), now);
        if let Some(today) = test.today {
            settings = Settings { today, now: today.at(12, 0, 0, 0), ..settings };
        }
        let state = self.interview().state(&test.answers, &settings, self.language());
        let (record, wrong) = self.interview().read(&test.answers, &settings);
        let expected = |name: &Path| {
            test.expect.iter().any(|one| matches!(one, Expectation::Error(error) if error == name))
        };
        let stray = wrong.iter().filter(|error| !expected(&error.name));
        let mut failures: Vec<Failure> = stray
            .map(|error| {
                Failure::new(format!(
                    "the answer of “{}” is refused: {}",
                    error.name,
                    error.message(Language::En)
                ))
            })
            .collect();
        let world = World { answers: &record, rules: self.interview().rules(), settings: &settings };
        let label = |name: &Path| self.interview().label(name, self.language());
        let text = match self.template.fill_with(
            &world,
            Missing::Mark,
            &label,
            &self.stand_ins(&test.answers),
            None,
        ) {
            Ok(filled) => paragraphs(filled.bytes).map_err(|error| error.to_string()),
            Err(FillError::Answers(places)) => {
                Err(places.iter().map(|place| place.message(Language::En)).collect::<Vec<_>>().join(" "))
            }
            Err(error) => Err(error.to_string()),
        };
        match text {
            Ok(text) => {
                failures.extend(test.expect.iter().filter_map(|one| fails(one, &text, &state, &wrong)));
            }
            Err(why) => failures.push(Failure::new(format!("no document can be made: {why}"))),
        }
        failures
    }

    /// A point for every picture that the answers of a test name: tests look at text.
    fn stand_ins(&self, answers: &Map<String, Value>) -> Pictures {
        let files = self.interview().files(answers);
        let named = files.iter().filter(|file| file.kind == Kind::Image);
        named.filter_map(|file| Some((file.reference.into(), Picture::read(POINT).ok()?))).collect()
    }
}

/// A PNG of one white pixel.
const POINT: &[u8] = include_bytes!("point.png");

fn fails(expected: &Expectation, text: &[String], state: &State, wrong: &[AnswerError]) -> Option<Failure> {
    match expected {
        Expectation::Contains(phrase) => {
            let found = text.iter().any(|line| line.contains(phrase));
            (!found).then(|| not_found(&format!("“{phrase}” is not in the document"), phrase, text))
        }
        Expectation::Matches(pattern) => {
            let found = text.iter().any(|line| pattern.is_match(line));
            (!found).then(|| not_found(&format!("nothing matches “{pattern}”"), pattern.as_str(), text))
        }
        Expectation::Absent(phrase) => {
            let lines: Vec<String> = text
                .iter()
                .filter(|line| line.contains(phrase))
                .take(LINES)
                .map(|line| format!("+ {line}"))
                .collect();
            (!lines.is_empty())
                .then(|| Failure { message: format!("“{phrase}” is in the document"), lines })
        }
        Expectation::Asked(name) => {
            find(state, name).is_none().then(|| Failure::new(format!("“{name}” is not asked")))
        }
        Expectation::NotAsked(name) => find(state, name).map(|question| {
            let why = question.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            Failure::new(format!("“{name}” is asked{why}"))
        }),
        Expectation::Error(name) => {
            let refused = wrong.iter().any(|error| error.name == *name)
                || find(state, name).is_some_and(|question| question.error.is_some());
            (!refused).then(|| Failure::new(format!("the answer of “{name}” is not refused")))
        }
        Expectation::Text(lines) => differs(lines, text),
    }
}

/// A failure with the line that comes nearest.
fn not_found(message: &str, phrase: &str, text: &[String]) -> Failure {
    let words: Vec<String> = words(phrase).collect();
    let common = |line: &&String| {
        let of_line: Vec<String> = self::words(line).collect();
        words.iter().filter(|word| of_line.contains(word)).count()
    };
    let nearest = text.iter().rev().max_by_key(common).filter(|line| common(line) * 2 >= words.len().max(1));
    let lines = nearest.map(|line| vec![format!("- {phrase}"), format!("+ {line}")]).unwrap_or_default();
    let near = if lines.is_empty() { "." } else { "; the nearest paragraph is:" };
    Failure { message: format!("{message}{near}"), lines }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn differs(expected: &[String], found: &[String]) -> Option<Failure> {
    if expected == found {
        return None;
    }
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.iter().map(String::as_str).collect(), found.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&expected, &found);
    let changes =
        diff.grouped_ops(1).into_iter().flatten().flat_map(|op| diff.iter_changes(&op).collect::<Vec<_>>());
    let line = |change: similar::Change<&str>| {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        format!("{sign} {}", change.value())
    };
    let mut lines: Vec<String> = changes.map(line).collect();
    if lines.len() > LINES {
        let more = lines.len() - LINES;
        lines.truncate(LINES);
        lines.push(format!("… and {more} more lines"));
    }
    Some(Failure { message: "the text of the document differs:".to_owned(), lines })
}

/// A question that is shown, at any depth.
fn find<'s>(state: &'s State, name: &Path) -> Option<&'s QuestionState> {
    fn within<'s>(questions: &'s [QuestionState], name: &Path) -> Option<&'s QuestionState> {
        questions.iter().find_map(|question| {
            let inner =
                || question.fields.iter().chain(&question.items).find_map(|inner| within(inner, name));
            if question.name == *name { Some(question) } else { inner() }
        })
    }
    state.pages.iter().find_map(|page| within(&page.questions, name))
}
