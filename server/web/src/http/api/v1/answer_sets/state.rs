//! The state of an interview as the API writes it.

use serde::Serialize;
use serde_json::Value;
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
    pub min: Option<Value>,
    /// The most: a number, or how many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Value>,
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
