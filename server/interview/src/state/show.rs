//! One question as it is shown, with everything in it that is asked.

use std::sync::Arc;

use akte_expr::{Path, Step, Value};
use serde_json::{Map, Value as Json};

use super::build::Builder;
use super::touched::Touched;
use super::why::why;
use super::{Missing, OptionState, QuestionState};
use crate::answers::json;
use crate::kind::Kind;
use crate::question::{Question, Required};
use crate::tree::Node;
use crate::wording::Wording;

/// Where a question is met: its name with all that is known there.
#[derive(Clone)]
struct Met<'a> {
    path: Path,
    json: Option<&'a Json>,
    value: Option<&'a Value>,
    touched: Option<&'a Touched>,
    /// Asked whether or not it was looked at.
    forced: bool,
    /// It lies in something that the document can do without.
    optional: bool,
    /// The label of what it lies in.
    inside: Arc<str>,
    /// Why that is asked.
    why: Option<Arc<str>>,
}

impl<'a> Met<'a> {
    fn field(&self, name: &Arc<str>) -> Met<'a> {
        let value = match self.value {
            Some(Value::Record(record)) => record.fields.get(name),
            Some(Value::None) => self.value,
            _ => None,
        };
        Met {
            path: self.path.child(Arc::clone(name)),
            json: self.json.and_then(|json| json.get(&**name)),
            value,
            touched: self.touched.and_then(|touched| touched.step(&Step::Name(Arc::clone(name)))),
            inside: Arc::clone(&self.inside),
            why: self.why.clone(),
            ..*self
        }
    }

    fn item(&self, index: usize, value: &'a Value) -> Met<'a> {
        Met {
            path: self.path.item(index),
            json: self.json.and_then(|json| json.get(index)),
            value: Some(value),
            touched: self.touched.and_then(|touched| touched.step(&Step::Index(index))),
            inside: format!("{} {}", self.inside, index + 1).into(),
            why: self.why.clone(),
            ..*self
        }
    }

    /// Looked at as a whole, where only what lies in it can be asked.
    fn whole(&self) -> bool {
        self.touched.is_some_and(|touched| touched.whole)
    }

    /// An answer that can be used.
    fn is_known(&self) -> bool {
        self.value.is_some_and(|value| !matches!(value, Value::Unanswered(_) | Value::None))
    }
}

impl<'a> Builder<'a> {
    /// A question of a page; none when it is not asked now.
    pub fn entry(&mut self, name: &Path, answers: &'a Map<String, Json>) -> Option<QuestionState> {
        let (Step::Name(first), rest) = name.steps().split_first()? else { return None };
        let mut node = self.interview.root.fields.get(first)?;
        let mut met = Met {
            path: Path::name(Arc::clone(first)),
            json: answers.get(&**first),
            value: self.record.fields.get(first),
            touched: self.followed.touched.step(&Step::Name(Arc::clone(first))),
            forced: false,
            optional: false,
            inside: "".into(),
            why: None,
        };
        for step in rest {
            let Step::Name(field) = step else { return None };
            met.forced |= node.question.is_none() && met.whole();
            met = met.field(field);
            node = node.fields.get(field)?;
        }
        self.question(node, met)
    }

    fn question(&mut self, node: &'a Node, met: Met<'a>) -> Option<QuestionState> {
        let question = node.question.as_ref()?;
        let reached = met.touched.is_some() || met.forced || question.always;
        let always = question.kind.is_record() && node.asks_always();
        if !(reached || always) {
            return None;
        }
        let state = self.shown(node, question, met);
        let empty = state.fields.as_ref().is_some_and(Vec::is_empty) && state.error.is_none();
        (!empty).then_some(state)
    }

    fn shown(&mut self, node: &'a Node, question: &'a Question, met: Met<'a>) -> QuestionState {
        let mut state = self.about(question, &met);
        let label = match met.path.steps().last() {
            // Its number says enough.
            Some(Step::Index(_)) => met.inside.to_string(),
            _ if met.inside.is_empty() => state.label.clone(),
            _ => format!("{}: {}", met.inside, state.label),
        };
        let optional = met.optional || self.is_optional(question, &met);
        let forced = met.forced || question.always;
        let needed = forced || met.touched.is_some_and(|touched| touched.needed);
        let why = state.why.as_deref().map(Arc::from);
        let inner = Met { forced, optional, inside: label.into(), why, ..met };
        match question.kind {
            Kind::List => {
                state.required = !optional && question.min_items() > 0;
                let needed = Met { optional: false, ..inner.clone() };
                state.items = Some(self.items(node, &needed));
            }
            kind if kind.is_record() => {
                let mut fields = Vec::new();
                self.fields(node, &inner, kind, &mut fields);
                state.required = fields.iter().any(|field| field.required);
                state.fields = Some(fields);
            }
            _ => {
                state.required = needed && !optional;
                self.count(&state, &inner);
            }
        }
        if inner.why == met.why {
            state.why = None;
        }
        self.all_right &= state.error.is_none();
        state
    }

    /// What a question says by itself, whatever is in it.
    fn about(&self, question: &Question, met: &Met<'a>) -> QuestionState {
        let text = |wording: &Wording| wording.get(self.labels).to_owned();
        let options = question.kind.has_options().then(|| match self.options.get(&met.path) {
            Some(texts) => texts
                .iter()
                .map(|text| OptionState { value: text.to_string(), label: text.to_string() })
                .collect(),
            None => question
                .options
                .iter()
                .map(|option| OptionState { value: option.value.to_string(), label: text(&option.label) })
                .collect(),
        });
        let default =
            || if question.kind.is_composite() { Json::Null } else { met.value.map_or(Json::Null, json) };
        let error = self.wrong.get(&met.path).map(|wrong| wrong.say(self.labels));
        let reason = met.touched.and_then(|touched| *self.reasons.get(touched.first)?);
        QuestionState {
            name: met.path.clone(),
            kind: question.kind,
            label: text(&question.label),
            help: question.help.as_ref().map(text),
            placeholder: question.placeholder.as_ref().map(text),
            required: false,
            value: met.json.filter(|json| !json.is_null()).cloned().unwrap_or_else(default),
            error: error.or_else(|| self.followed.failing.get(&met.path).cloned()),
            options,
            fields: None,
            items: None,
            min: question.min.as_ref().map(|min| min.json.clone()),
            max: question.max.as_ref().map(|max| max.json.clone()),
            why: reason
                .map(|reason| why(reason, self.interview, self.record, &self.followed.touched, self.labels)),
        }
    }

    fn is_optional(&self, question: &Question, met: &Met<'a>) -> bool {
        match question.required {
            Required::Yes => false,
            Required::No => true,
            // A record that turned out to be optional needs the rest of itself once something of it is answered.
            Required::When(_) if question.kind.is_record() && met.json.is_some() => false,
            Required::When(_) => self.required.get(&met.path) == Some(&false),
        }
    }

    /// The fields of a record that are asked. Of a person or organisation that is asked as a whole that is the name.
    fn fields(&mut self, node: &'a Node, met: &Met<'a>, kind: Kind, into: &mut Vec<QuestionState>) {
        let known = matches!(kind, Kind::Person | Kind::Organisation);
        for (name, field) in &node.fields {
            let mut inner = met.field(name);
            inner.forced = met.forced && (!known || &**name == "name");
            match &field.question {
                Some(question) if question.stands_alone() => {}
                Some(_) => into.extend(self.question(field, inner)),
                None => {
                    inner.forced |= inner.whole() && !known;
                    self.fields(field, &inner, Kind::Group, into);
                }
            }
        }
    }

    /// All items of a list, asked or not: one that needs nothing is there too.
    fn items(&mut self, node: &'a Node, met: &Met<'a>) -> Vec<QuestionState> {
        let (Some(item), Some(Value::List(values))) = (&node.item, met.value) else { return Vec::new() };
        let Some(question) = &item.question else { return Vec::new() };
        let mut items = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let mut inner = met.item(index, value);
            inner.forced |= !question.kind.is_record();
            let mut state = self.shown(item, question, inner);
            state.why = None;
            items.push(state);
        }
        items
    }

    fn count(&mut self, state: &QuestionState, met: &Met<'a>) {
        let right = state.error.is_none();
        if !met.is_known() || !right {
            self.asked.insert(met.path.clone());
        }
        if !state.required {
            return;
        }
        self.progress.needed += 1;
        if met.is_known() && right {
            self.progress.answered += 1;
        } else if right {
            self.missing.push(Missing { name: met.path.clone(), label: met.inside.to_string() });
        }
    }
}
