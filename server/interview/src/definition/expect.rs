//! Template tests of a definition.

use akte_expr::{Code, Path, civil};
use regex::RegexBuilder;
use serde_json::{Map, Value as Json};

use super::json::{At, noun, short};
use super::question::Reader;
use crate::limits;
use crate::template_test::{Expectation, TemplateTest};

/// The keys of a template test.
pub(super) const KEYS: &[&str] = &["name", "answers", "today", "expect"];

impl Reader {
    pub(super) fn tests(&mut self, map: &Map<String, Json>) -> Vec<TemplateTest> {
        let at = At::Top.key("tests");
        let mut tests: Vec<TemplateTest> = Vec::new();
        for (i, json) in self.mistakes.list(map, "tests", &At::Top, limits::TESTS).iter().enumerate() {
            let at = at.item(i);
            let Some(test) = self.test(json, &at) else { continue };
            if tests.iter().any(|other| other.name == test.name) {
                let message = format!("another test is called “{}” already", short(&test.name));
                self.mistakes.add(Code::DuplicateName, &at, message);
            } else {
                tests.push(test);
            }
        }
        tests
    }

    fn test(&mut self, json: &Json, at: &At<'_>) -> Option<TemplateTest> {
        let map = self.mistakes.object(json, at, KEYS)?;
        let name = self.mistakes.text(map, "name", at);
        let name = self.mistakes.need(name, map, "name", at);
        let answers = match map.get("answers") {
            None | Some(Json::Null) => Map::new(),
            Some(Json::Object(answers)) => answers.clone(),
            Some(other) => {
                let what = noun(other);
                self.mistakes
                    .bad(&at.key("answers"), format_args!("this is {what}, and an object is expected"));
                return None;
            }
        };
        let today = self.mistakes.text(map, "today", at).and_then(|text| {
            let day = text.parse::<civil::Date>().ok();
            if day.is_none() {
                self.mistakes.bad(&at.key("today"), "this should be a day, such as 2026-01-31");
            }
            day
        });
        let list = self.mistakes.list(map, "expect", at, limits::EXPECTATIONS);
        let expect_at = at.key("expect");
        let expect =
            list.iter().enumerate().filter_map(|(i, json)| self.expectation(json, &expect_at.item(i)));
        let expect: Vec<Expectation> = expect.collect();
        if list.is_empty() {
            self.mistakes.bad(at, "“expect” is missing: a test that expects nothing shows nothing");
        }
        Some(TemplateTest { name: name?.to_owned(), answers, today, expect })
    }

    fn expectation(&mut self, json: &Json, at: &At<'_>) -> Option<Expectation> {
        let map = self.mistakes.object(json, at, &Expectation::KEYS)?;
        let (Some((key, value)), 1) = (map.iter().next(), map.len()) else {
            self.mistakes.bad(at, format_args!("give one of {}", Expectation::KEYS.join(", ")));
            return None;
        };
        if key == "text" {
            return self.whole_text(value, &at.key("text"));
        }
        let text = self.mistakes.text(map, key, at);
        if text.is_none_or(str::is_empty) {
            self.mistakes.bad(&at.key(key), "give a text");
            return None;
        }
        let text = text?;
        match key.as_str() {
            "contains" => Some(Expectation::Contains(text.to_owned())),
            "absent" => Some(Expectation::Absent(text.to_owned())),
            "matches" => self.pattern(text, &at.key(key)),
            "asked" => Some(Expectation::Asked(self.asked_name(text, &at.key(key))?)),
            "not_asked" => Some(Expectation::NotAsked(self.asked_name(text, &at.key(key))?)),
            "error" => Some(Expectation::Error(self.asked_name(text, &at.key(key))?)),
            _ => None,
        }
    }

    fn whole_text(&mut self, json: &Json, at: &At<'_>) -> Option<Expectation> {
        let lines = json.as_array().and_then(|lines| {
            lines.iter().map(|line| line.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if lines.is_none() {
            self.mistakes.bad(at, "give the paragraphs of the document: a list of texts");
        }
        lines.map(Expectation::Text)
    }

    /// Matching takes time that grows with the text only; the size of what is compiled is bounded here.
    fn pattern(&mut self, text: &str, at: &At<'_>) -> Option<Expectation> {
        match RegexBuilder::new(text).size_limit(limits::PATTERN_BYTES).build() {
            Ok(pattern) => Some(Expectation::Matches(pattern)),
            Err(error) => {
                let last = error.to_string();
                let last = last.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.mistakes.bad(at, format_args!("“{}” is not a pattern: {last}", short(text)));
                None
            }
        }
    }

    fn asked_name(&mut self, text: &str, at: &At<'_>) -> Option<Path> {
        let name = text.parse::<Path>();
        if let Err(error) = &name {
            self.mistakes.bad(at, format_args!("“{}” is not a name: {}", short(text), error.reason));
        }
        name.ok()
    }
}
