//! For the tests of this crate: a template as a line of mark-up, and what to fill it with.

use std::sync::Arc;

use akte_expr::{Diagnostic, Language, Place, Settings, Usage, Use, civil, parse, parse_repeat, parse_set};
use serde_json::{Map, Value as Json};

use crate::{Definition, Interview, State};

/// The usage of a template, from its tags: `{% if a %}{{ b }}{% endif %}`. Each tag is a paragraph of its own.
pub(crate) fn usage(template: &str) -> Usage {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let close = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
        let end = start + rest[start..].find(close).expect("a closed tag");
        tags.push((close == "}}", rest[start + 2..end].trim().to_owned()));
        rest = &rest[end + 2..];
    }
    let mut at = 0;
    let nodes = nodes(&tags, &mut at);
    assert_eq!(at, tags.len(), "a tag too many in {template}");
    Usage { nodes }
}

fn place(paragraph: usize, text: &str) -> Arc<Place> {
    Arc::new(Place { story: "body".into(), paragraph, text: text.into(), occurrence: 1, ..Place::default() })
}

fn nodes(tags: &[(bool, String)], at: &mut usize) -> Vec<Use> {
    let mut nodes = Vec::new();
    while let Some((printed, text)) = tags.get(*at) {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        if !printed && matches!(word, "elif" | "else" | "endif" | "endfor") {
            break;
        }
        *at += 1;
        let place = place(*at, text);
        nodes.push(match (printed, word) {
            (true, _) => Use::Value { expr: parse(text).unwrap(), place },
            (_, "set") => {
                let (name, expr) = parse_set(rest).unwrap();
                Use::Set { name, expr, place }
            }
            (_, "for") => {
                let (targets, over) = parse_repeat(rest).unwrap();
                let body = self::nodes(tags, at);
                *at += 1;
                Use::For { targets, over, place, body }
            }
            (_, "if") => {
                let mut branches = vec![(parse(rest).unwrap(), place, self::nodes(tags, at))];
                let mut otherwise = Vec::new();
                while let Some((_, text)) = tags.get(*at) {
                    *at += 1;
                    match text.split_once(' ').unwrap_or((text, "")) {
                        ("elif", rest) => {
                            let place = self::place(*at, text);
                            branches.push((parse(rest).unwrap(), place, self::nodes(tags, at)));
                        }
                        ("else", _) => otherwise = self::nodes(tags, at),
                        _ => break,
                    }
                }
                Use::If { branches, otherwise }
            }
            other => panic!("no such tag: {other:?}"),
        });
    }
    nodes
}

/// An interview, and what its author is told.
pub(crate) fn interview(template: &str, definition: Json) -> (Interview, Vec<Diagnostic>) {
    let definition = (!definition.is_null()).then(|| Definition::read(&definition.to_string()).unwrap());
    Interview::new(&usage(template), definition)
}

/// An interview whose definition has one page with these questions; none to infer everything.
pub(crate) fn with_questions(template: &str, questions: Json) -> Interview {
    let (interview, diagnostics) = interview(template, definition(questions));
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == akte_expr::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    interview
}

/// A definition with one page with these questions; null for no questions.
pub(crate) fn definition(questions: Json) -> Json {
    match questions {
        Json::Null => Json::Null,
        questions => serde_json::json!({
            "schema": 1,
            "pages": [{ "id": "main", "title": "Main", "questions": questions }]
        }),
    }
}

pub(crate) fn map(answers: Json) -> Map<String, Json> {
    match answers {
        Json::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

pub(crate) fn settings() -> Settings {
    let today = civil::date(2026, 2, 3);
    Settings { language: Language::En, today, now: today.at(10, 30, 0, 0) }
}

pub(crate) fn state(interview: &Interview, answers: Json) -> State {
    interview.state(&map(answers), &settings(), Language::En)
}
