//! Clues to questions: what the definition leaves out is added, and what does not go together is told.

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, suggest};

use super::clue::{Clues, fits, place_both};
use crate::kind::Kind;
use crate::known;
use crate::names;
use crate::question::{Choice, Origin, Question, Required};
use crate::tree::{Node, Part, Pattern};
use crate::wording::Wording;

#[derive(Default)]
pub(super) struct Settler {
    pub diagnostics: Vec<Diagnostic>,
    /// The inferred questions that are not part of another, in the order of first need.
    pub inferred: Vec<Pattern>,
}

impl Settler {
    /// Adds to the names in `node` what their use says.
    pub fn fields(&mut self, node: &mut Node, clues: &Clues, at: &Pattern, part_of_another: bool) {
        for (name, clues) in &clues.fields {
            let at = at.with(Part::Name(Arc::clone(name)));
            let field = node.fields.entry(Arc::clone(name)).or_default();
            self.name(field, clues, &at, part_of_another);
        }
    }

    fn name(&mut self, node: &mut Node, clues: &Clues, at: &Pattern, part_of_another: bool) {
        if node.question.is_some() {
            self.asked(node, clues, at);
        } else {
            self.infer(node, clues, at, part_of_another);
        }
        let Some(question) = &node.question else {
            return self.fields(node, clues, at, part_of_another);
        };
        if question.kind.is_record() {
            self.fields(node, clues, at, true);
        } else if question.kind == Kind::List
            && let Some(item_clues) = &clues.item
        {
            let at = at.with(Part::Each);
            self.name(node.item.get_or_insert_default(), item_clues, &at, true);
        }
    }

    /// A question that is asked already: its uses must fit.
    fn asked(&mut self, node: &Node, clues: &Clues, at: &Pattern) {
        let Some(question) = &node.question else { return };
        let asked = question.kind;
        for (used, place) in clues.kinds.iter().filter(|(used, _)| !fits(asked, *used)) {
            let message = format!("“{at}” is asked as {}, but used as {}.", asked.noun(), used.noun());
            let conflict = Diagnostic::error(Code::TypeConflict, message);
            self.diagnostics.push(place_both(conflict, place.as_ref(), None, ""));
        }
        if let Some((field, inside)) = clues.fields.first()
            && !asked.may_have_field(field)
        {
            let message =
                format!("“{at}” is asked as {}, but the document uses “{at}.{field}” of it.", asked.noun());
            let conflict = Diagnostic::error(Code::TypeConflict, message);
            self.diagnostics.push(place_both(conflict, inside.place.as_ref(), None, ""));
        }
        if asked.has_options() && question.options_from.is_none() {
            self.options(question, clues, at);
        }
    }

    /// Texts that an answer can never be.
    fn options(&mut self, question: &Question, clues: &Clues, at: &Pattern) {
        let options = || question.options.iter().map(|option| &*option.value);
        for text in clues.texts.iter().filter(|text| options().all(|option| option != &***text)) {
            let message = format!("“{at}” is compared with “{text}”, which is none of its options.");
            let dead = Diagnostic::warning(Code::DeadClause, message).suggest(suggest(text, options()));
            let place = clues.place_of(question.kind).or(clues.place.as_ref());
            self.diagnostics.push(place_both(dead, place, None, ""));
        }
    }

    /// A name that the definition does not ask.
    fn infer(&mut self, node: &mut Node, clues: &Clues, at: &Pattern, part_of_another: bool) {
        let kind = clues.settle().unwrap_or_else(|(first, second)| {
            let message = format!("“{at}” is used as {} and as {}.", first.noun(), second.noun());
            let advice = "Use another name for one of the two, or ask for it in the definition.";
            let conflict = Diagnostic::warning(Code::TypeConflict, message).suggest(Some(advice));
            let (first, second) = (clues.place_of(first), clues.place_of(second));
            self.diagnostics.push(place_both(conflict, first, second, "The other use."));
            clues.kinds.first().map_or(Kind::Text, |(kind, _)| *kind)
        });
        let has_fields = !clues.fields.is_empty() || node.asks();
        let more_than_fields = clues.fields.keys().any(|field| !kind.may_have_field(field));
        if more_than_fields && kind != Kind::Text {
            self.record_and(kind, clues, at);
        }
        let only_fields = clues.kinds.is_empty() || more_than_fields;
        if has_fields && only_fields && !kind.is_record() && kind != Kind::List {
            if at.0.last() == Some(&Part::Each) {
                node.question = Some(self.question(Kind::Group, clues, at));
            }
            return;
        }
        node.question = Some(self.question(kind, clues, at));
        if kind == Kind::List && clues.item.is_none() {
            self.infer(node.item.get_or_insert_default(), &Clues::default(), &at.with(Part::Each), true);
        }
        for (field, known) in known::fields(kind) {
            let here = node.fields.entry(field).or_default();
            let defined = std::mem::replace(here, known);
            here.merge(defined);
        }
        if let (Some(gender), Some(clues)) = (node.fields.get_mut("gender"), clues.fields.get("gender")) {
            widen(gender, &clues.texts);
        }
        if !part_of_another {
            self.inferred.push(at.clone());
        }
    }

    fn record_and(&mut self, kind: Kind, clues: &Clues, at: &Pattern) {
        let field = clues.fields.values().find_map(|field| field.place.as_ref());
        let message = format!("“{at}” is used as {} and has fields as well.", kind.noun());
        let advice = "Use another name for one of the two.";
        let conflict = Diagnostic::warning(Code::TypeConflict, message).suggest(Some(advice));
        let place = clues.place_of(kind).or(clues.place.as_ref());
        self.diagnostics.push(place_both(conflict, place, field, "A field of it."));
    }

    fn question(&self, kind: Kind, clues: &Clues, at: &Pattern) -> Question {
        let mut question = Question::new(kind, Wording::same(label(clues, at)), Origin::Inferred);
        question.shown_items = usize::from(kind == Kind::List);
        if kind.has_options() {
            question.options = options(kind, &clues.texts);
        }
        let filled_or_not = clues.condition && !matches!(kind, Kind::YesNo | Kind::List);
        if filled_or_not || clues.optional {
            question.required = Required::No;
        }
        question
    }
}

/// Adds to the options of a field of a known record the texts that it is compared with: that something is a person is
/// a guess, which makes no clause dead.
fn widen(field: &mut Node, texts: &[Arc<str>]) {
    let Some(question) = field.question.as_mut().filter(|question| question.origin == Origin::Known) else {
        return;
    };
    for text in texts {
        if question.options.iter().all(|option| option.value != *text) {
            question.options.push(option(text));
        }
    }
}

fn option(text: &Arc<str>) -> Choice {
    Choice { value: Arc::clone(text), label: Wording::same(names::title(text)) }
}

/// The texts that an answer is compared with, as options. Where there is only one, it must be possible to answer
/// otherwise as well.
fn options(kind: Kind, texts: &[Arc<str>]) -> Vec<Choice> {
    let mut options: Vec<Choice> = texts.iter().map(option).collect();
    if let (Kind::Choice, [only]) = (kind, texts) {
        let value = if &**only == "other" { "another" } else { "other" };
        options.push(Choice { value: value.into(), label: known::other() });
    }
    options
}

/// The label of an inferred question: of its whole name, or of its part of the item it lies in.
fn label(clues: &Clues, at: &Pattern) -> String {
    let after_item = at.0.iter().rposition(|part| *part == Part::Each);
    match after_item {
        Some(each) if each + 1 == at.0.len() => {
            let list = at.0.iter().rev().find_map(Part::name);
            names::title(clues.name.as_deref().or(list).unwrap_or_default())
        }
        Some(each) => names::label_of(at.0.iter().skip(each + 1).filter_map(Part::name)),
        None => names::label_of(at.0.iter().filter_map(Part::name)),
    }
}
