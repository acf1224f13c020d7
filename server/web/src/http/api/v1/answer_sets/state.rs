//! The state of an interview as the API writes it.

use akte_interview as interview;
use serde::Serialize;
use serde_json::{Number, Value};
use utoipa::ToSchema;

/// The interview as it stands: only the questions that matter for these answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct State {
    /// The pages, in order; a page without relevant questions is left out.
    pub pages: Vec<PageState>,
    /// How far the person is.
    pub progress: Progress,
    /// Whether the document can be made.
    pub complete: bool,
    /// What is still needed, in order.
    pub missing: Vec<Missing>,
    /// Why the document cannot be worked out with these answers, apart from single wrong answers.
    pub problems: Vec<String>,
}

/// A page of questions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PageState {
    /// Its name in the definition.
    pub id: String,
    /// Its title in the language asked for.
    pub title: String,
    /// Its questions, in order.
    pub questions: Vec<QuestionState>,
}

/// How far the person is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Progress {
    /// How many of the needed questions have an answer.
    pub answered: usize,
    /// How many questions need an answer, as far as known now.
    pub needed: usize,
}

/// An answer that is still needed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Missing {
    /// The dotted name.
    pub name: String,
    /// The question's label.
    pub label: String,
}

/// A question with its answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuestionState {
    /// The dotted name; an item of a list is `list[i]`.
    #[schema(example = "client.name")]
    pub name: String,
    /// What sort of answer it takes.
    pub kind: QuestionKind,
    /// The question, in the language asked for.
    pub label: String,
    /// A sentence of help.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub help: Option<String>,
    /// An example in the empty field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub placeholder: Option<String>,
    /// Whether the document cannot be made without it.
    pub required: bool,
    /// The answer as it was given; null without one.
    #[schema(required = true)]
    pub value: Value,
    /// What is wrong with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub error: Option<String>,
    /// What can be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub options: Option<Vec<Choice>>,
    /// The fields that matter, of a person, organisation, address or group.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, nullable = false)]
    pub fields: Option<Vec<QuestionState>>,
    /// The items of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, nullable = false)]
    pub items: Option<Vec<QuestionState>>,
    /// The least: a number, or how many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = f64, required = false)]
    pub min: Option<Number>,
    /// The most: a number, or how many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = f64, required = false)]
    pub max: Option<Number>,
    /// Why this is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub why: Option<String>,
}

/// One of the things that can be chosen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Option)]
pub struct Choice {
    /// What is answered.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

/// What sort of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the mark-up reference")]
pub enum QuestionKind {
    Text,
    Paragraph,
    Number,
    Money,
    Date,
    Period,
    YesNo,
    Choice,
    MultipleChoice,
    Person,
    Organisation,
    Address,
    Group,
    List,
    Postcode,
    Kvk,
    Rsin,
    Bsn,
    Iban,
    Vat,
    Image,
    File,
}

impl From<interview::State> for State {
    fn from(state: interview::State) -> Self {
        let interview::State { pages, progress, complete, missing, problems } = state;
        Self {
            pages: pages.into_iter().map(PageState::from).collect(),
            progress: Progress { answered: progress.answered, needed: progress.needed },
            complete,
            missing: missing.into_iter().map(Missing::from).collect(),
            problems,
        }
    }
}

impl From<interview::Missing> for Missing {
    fn from(missing: interview::Missing) -> Self {
        Self { name: missing.name.to_string(), label: missing.label }
    }
}

impl From<interview::PageState> for PageState {
    fn from(page: interview::PageState) -> Self {
        let interview::PageState { id, title, questions } = page;
        Self { id, title, questions: all(questions) }
    }
}

impl From<interview::QuestionState> for QuestionState {
    fn from(question: interview::QuestionState) -> Self {
        Self {
            name: question.name.to_string(),
            kind: question.kind.into(),
            label: question.label,
            help: question.help,
            placeholder: question.placeholder,
            required: question.required,
            value: question.value,
            error: question.error,
            options: question.options.map(|options| options.into_iter().map(Choice::from).collect()),
            fields: question.fields.map(all),
            items: question.items.map(all),
            min: question.min,
            max: question.max,
            why: question.why,
        }
    }
}

fn all(questions: Vec<interview::QuestionState>) -> Vec<QuestionState> {
    questions.into_iter().map(QuestionState::from).collect()
}

impl From<interview::OptionState> for Choice {
    fn from(option: interview::OptionState) -> Self {
        Self { value: option.value, label: option.label }
    }
}

impl From<interview::Kind> for QuestionKind {
    fn from(kind: interview::Kind) -> Self {
        use interview::Kind;
        match kind {
            Kind::Text => Self::Text,
            Kind::Paragraph => Self::Paragraph,
            Kind::Number => Self::Number,
            Kind::Money => Self::Money,
            Kind::Date => Self::Date,
            Kind::Period => Self::Period,
            Kind::YesNo => Self::YesNo,
            Kind::Choice => Self::Choice,
            Kind::MultipleChoice => Self::MultipleChoice,
            Kind::Person => Self::Person,
            Kind::Organisation => Self::Organisation,
            Kind::Address => Self::Address,
            Kind::Group => Self::Group,
            Kind::List => Self::List,
            Kind::Postcode => Self::Postcode,
            Kind::Kvk => Self::Kvk,
            Kind::Rsin => Self::Rsin,
            Kind::Bsn => Self::Bsn,
            Kind::Iban => Self::Iban,
            Kind::Vat => Self::Vat,
            Kind::Image => Self::Image,
            Kind::File => Self::File,
        }
    }
}
