//! What one version of a template has and another has not: in its text, its mark-up, its questions and its rules.

use std::collections::BTreeMap;
use std::time::Duration;

use akte_expr::{Place, Usage, Use};
use serde::Serialize;
use serde_json::{Map, Value};
use similar::{ChangeTag, DiffOp, TextDiff};
use utoipa::ToSchema;

use super::Ready;
use super::text::paragraphs;

/// How long the search for the smallest difference of texts may take; after that a larger one does.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest paragraph of which words are compared, in bytes.
const PARAGRAPH: usize = 16 * 1024;

/// What changed from one version to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Difference {
    /// Paragraphs, in the order of headers, body, notes and footers.
    pub text: Vec<ParagraphChange>,
    /// Tags, in the order of the document.
    pub markup: Vec<TagChange>,
    /// Questions, by name.
    pub questions: Vec<PartChange>,
    /// Rules, by name.
    pub rules: Vec<PartChange>,
}

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It is there in both, and not the same.
    Changed,
}

/// A paragraph that is not the same.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParagraphChange {
    /// What happened to it.
    pub change: ChangeKind,
    /// Its text before.
    #[schema(required = true)]
    pub before: Option<String>,
    /// Its text now.
    #[schema(required = true)]
    pub after: Option<String>,
    /// The text of a changed one in stretches: those of both, those of before only, those of now only. Not of very long ones.
    pub words: Vec<Stretch>,
}

/// A stretch of text.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Stretch {
    /// Whether it was added or removed; null when it is in both.
    #[schema(required = true)]
    pub change: Option<ChangeKind>,
    /// The text.
    pub text: String,
}

/// A tag that is in one version only.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TagChange {
    /// Added or removed.
    pub change: ChangeKind,
    /// The tag, as it is written.
    #[schema(example = "{{ client.name }}")]
    pub tag: String,
    /// The stretch of text that it stands in.
    #[schema(example = "body")]
    pub story: String,
    /// The paragraph there, from 1.
    pub paragraph: usize,
}

/// A question or rule that is not the same.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct PartChange {
    /// What happened to it.
    pub change: ChangeKind,
    /// Its name.
    pub name: String,
    /// What of it is not the same.
    pub properties: Vec<PropertyChange>,
}

/// A property that is not the same.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct PropertyChange {
    /// Its name in the definition.
    #[schema(example = "required")]
    pub name: String,
    /// Its value before; null when it had none.
    #[schema(required = true)]
    pub before: Option<Value>,
    /// Its value now; null when it has none.
    #[schema(required = true)]
    pub after: Option<Value>,
}

/// A version with its file.
pub struct Side {
    /// The compiled template.
    pub ready: Ready,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What changed from `before` to `after`. Takes as long as the documents are large.
///
/// # Errors
/// A file that cannot be read.
pub fn difference(before: Side, after: Side) -> Result<Difference, akte_ooxml::Error> {
    let markup = markup(before.ready.template.usage(), after.ready.template.usage());
    let (questions_before, rules_before) = parts(&before.ready);
    let (questions_after, rules_after) = parts(&after.ready);
    Ok(Difference {
        text: text(&paragraphs(before.bytes)?, &paragraphs(after.bytes)?),
        markup,
        questions: compare(&questions_before, &questions_after),
        rules: compare(&rules_before, &rules_after),
    })
}

fn text(before: &[String], after: &[String]) -> Vec<ParagraphChange> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&old, &new);
    let mut changes = Vec::new();
    for op in diff.ops() {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        for index in 0..old.len().max(new.len()) {
            changes.push(paragraph(old.get(index), new.get(index)));
        }
    }
    changes
}

fn paragraph(before: Option<&String>, after: Option<&String>) -> ParagraphChange {
    let (change, words) = match (before, after) {
        (Some(before), Some(after)) => (ChangeKind::Changed, words(before, after)),
        (None, _) => (ChangeKind::Added, Vec::new()),
        (_, None) => (ChangeKind::Removed, Vec::new()),
    };
    ParagraphChange { change, before: before.cloned(), after: after.cloned(), words }
}

fn words(before: &str, after: &str) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    if before.len().max(after.len()) > PARAGRAPH {
        return stretches;
    }
    for part in TextDiff::from_words(before, after).iter_all_changes() {
        let change = kind(part.tag());
        match stretches.last_mut() {
            Some(last) if last.change == change => last.text.push_str(part.value()),
            _ => stretches.push(Stretch { change, text: part.value().to_owned() }),
        }
    }
    stretches
}

fn kind(tag: ChangeTag) -> Option<ChangeKind> {
    match tag {
        ChangeTag::Equal => None,
        ChangeTag::Insert => Some(ChangeKind::Added),
        ChangeTag::Delete => Some(ChangeKind::Removed),
    }
}

fn markup(before: &Usage, after: &Usage) -> Vec<TagChange> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    tags(&before.nodes, &mut old);
    tags(&after.nodes, &mut new);
    let texts = |places: &[&Place]| places.iter().map(|place| place.text.clone()).collect::<Vec<_>>();
    let (old_texts, new_texts) = (texts(&old), texts(&new));
    let (old_texts, new_texts): (Vec<&str>, Vec<&str>) =
        (old_texts.iter().map(String::as_str).collect(), new_texts.iter().map(String::as_str).collect());
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&old_texts, &new_texts);
    let change = |part: similar::Change<&str>| {
        let place = match part.tag() {
            ChangeTag::Insert => new.get(part.new_index()?),
            _ => old.get(part.old_index()?),
        }?;
        let (tag, story) = (part.value().to_owned(), place.story.clone());
        Some(TagChange { change: kind(part.tag())?, tag, story, paragraph: place.paragraph })
    };
    diff.iter_all_changes().filter_map(change).collect()
}

/// The tags that use answers, in the order of the document.
fn tags<'u>(uses: &'u [Use], into: &mut Vec<&'u Place>) {
    for one in uses {
        match one {
            Use::Value { place, .. } | Use::Set { place, .. } => into.push(place),
            Use::If { branches, otherwise } => {
                for (_, place, inner) in branches {
                    into.push(place);
                    tags(inner, into);
                }
                tags(otherwise, into);
            }
            Use::For { place, body, .. } => {
                into.push(place);
                tags(body, into);
            }
        }
    }
}

/// Questions or rules with their properties.
type Parts = BTreeMap<String, Map<String, Value>>;

/// The questions, defined or asked because a tag uses them, and the rules.
fn parts(ready: &Ready) -> (Parts, Parts) {
    let (mut questions, mut rules) = (Parts::new(), Parts::new());
    for asked in ready.interview.questions() {
        let kind = Value::from(asked.kind.as_str());
        questions.insert(asked.name, Map::from_iter([("type".to_owned(), kind)]));
    }
    let definition = ready.template.definition().and_then(|json| serde_json::from_str::<Value>(json).ok());
    let definition = definition.unwrap_or_default();
    for page in definition["pages"].as_array().into_iter().flatten() {
        defined(&page["questions"], "", &mut questions);
    }
    defined(&definition["rules"], "", &mut rules);
    (questions, rules)
}

/// Reads what is defined in a list, and in the lists of fields inside.
fn defined(list: &Value, within: &str, into: &mut Parts) {
    for part in list.as_array().into_iter().flatten() {
        let (Some(part), Some(name)) = (part.as_object(), part["name"].as_str()) else { continue };
        let name = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        let mut properties = part.clone();
        properties.remove("name");
        if let Some(fields) = properties.remove("fields") {
            defined(&fields, &name, into);
        }
        into.entry(name).or_default().extend(properties);
    }
}

fn compare(before: &Parts, after: &Parts) -> Vec<PartChange> {
    let (none, mut names) = (Map::new(), before.keys().chain(after.keys()).collect::<Vec<_>>());
    names.sort_unstable();
    names.dedup();
    let change = |name: &String| {
        let (old, new) = (before.get(name), after.get(name));
        let change = match (old, new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let properties = properties(old.unwrap_or(&none), new.unwrap_or(&none));
        let same = change == ChangeKind::Changed && properties.is_empty();
        (!same).then(|| PartChange { change, name: name.clone(), properties })
    };
    names.into_iter().filter_map(change).collect()
}

fn properties(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<PropertyChange> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differs = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &String| PropertyChange {
        name: name.clone(),
        before: before.get(name).cloned(),
        after: after.get(name).cloned(),
    };
    differs.map(change).collect()
}
