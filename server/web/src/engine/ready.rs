//! A template that can be answered and filled.

use akte_expr::{Language, Path, Settings, World};
use akte_interview::{AnswerError, Interview, State, TemplateTest};
use akte_template::{FillError, Missing, MissingAnswer, Mistake, Pictures, Stamp, Template};
use serde_json::{Map, Value};

/// A compiled template with its interview: immutable, shared, used any number of times.
pub struct Ready {
    pub(super) template: Template,
    pub(super) interview: Interview,
    pub(super) language: Language,
    pub(super) title: Option<String>,
    pub(super) tests: Vec<TemplateTest>,
}

/// A document that was made.
pub struct Made {
    /// The .docx.
    pub bytes: Vec<u8>,
    /// The answers that were missing, unless missing ones were refused.
    pub missing: Vec<MissingAnswer>,
}

/// Why no document was made.
pub enum Unfit {
    /// The answers are at fault.
    Answers {
        /// Answers of a wrong type, under an unknown name, or not valid.
        wrong: Vec<AnswerError>,
        /// Answers that are needed and not there.
        missing: Vec<MissingAnswer>,
        /// Places where the document cannot be worked out with these answers.
        places: Vec<Mistake>,
    },
    /// The result could not be written.
    Package(akte_ooxml::Error),
}

impl Ready {
    /// The language of a template that does not name one.
    pub const DEFAULT_LANGUAGE: Language = Language::Nl;

    /// The questions.
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// How many questions there are.
    pub fn count(&self) -> i64 {
        i64::try_from(self.interview.questions().len()).unwrap_or(i64::MAX)
    }

    /// The language of the document.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The title that the definition gives, in the document's language.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The interview as it stands with these answers.
    pub fn state(&self, answers: &Map<String, Value>, settings: &Settings, labels: Language) -> State {
        self.interview.state(answers, settings, labels)
    }

    /// Makes the document, which shows those of the pictures that are answers. Whatever is wrong with the answers is found in one go, so that it can be put right in one go.
    ///
    /// # Errors
    /// [`Unfit::Answers`], [`Unfit::Package`].
    pub fn fill(
        &self,
        answers: &Map<String, Value>,
        settings: &Settings,
        missing: Missing,
        pictures: &Pictures,
    ) -> Result<Made, Unfit> {
        self.fill_stamped(answers, settings, missing, pictures, None)
    }

    /// As [`Ready::fill`]; where the template has anchors, the document carries the stamp.
    ///
    /// # Errors
    /// As [`Ready::fill`].
    pub fn fill_stamped(
        &self,
        answers: &Map<String, Value>,
        settings: &Settings,
        missing: Missing,
        pictures: &Pictures,
        stamp: Option<&Stamp>,
    ) -> Result<Made, Unfit> {
        let (record, wrong) = self.interview.read(answers, settings);
        let world = World { answers: &record, rules: self.interview.rules(), settings };
        let label = |name: &Path| self.interview.label(name, self.language);
        let (missing, places) = match self.template.fill_with(&world, missing, &label, pictures, stamp) {
            Ok(filled) if wrong.is_empty() => {
                return Ok(Made { bytes: filled.bytes, missing: filled.missing });
            }
            Ok(_) => (Vec::new(), Vec::new()),
            Err(FillError::Missing(missing)) => (missing, Vec::new()),
            Err(FillError::Answers(places)) => (Vec::new(), places),
            Err(FillError::Package(error)) => return Err(Unfit::Package(error)),
        };
        // What is there and wrong is said once, not as missing as well.
        let missing = missing
            .into_iter()
            .filter(|answer| !wrong.iter().any(|error| answer.path.starts_with(&error.name)));
        Err(Unfit::Answers { missing: missing.collect(), wrong, places })
    }
}
