//! Reading JSON strictly: every key and every type is looked at, and what is not known is refused by name.

use std::fmt;

use akte_expr::{Code, Diagnostic, Language, suggest};
use serde_json::{Map, Value as Json};

use crate::limits;
use crate::wording::Wording;

/// Where in the definition something stands: `pages[0].questions[2].label`.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    Top,
    Key(&'a At<'a>, &'a str),
    Item(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }

    pub fn item(&'a self, index: usize) -> At<'a> {
        At::Item(self, index)
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Top => f.write_str("the definition"),
            At::Key(At::Top, key) => f.write_str(key),
            At::Key(of, key) => write!(f, "{of}.{key}"),
            At::Item(of, index) => write!(f, "{of}[{index}]"),
        }
    }
}

/// What is wrong so far. Reading goes on after a mistake, so that all of them are told at once.
#[derive(Default)]
pub(super) struct Mistakes(pub Vec<Diagnostic>);

impl Mistakes {
    /// More than this many help nobody.
    const MOST: usize = 100;

    pub fn add(&mut self, code: Code, at: &At<'_>, message: impl fmt::Display) {
        self.push(Diagnostic::error(code, format!("Definition, {at}: {message}.")));
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.0.len() < Mistakes::MOST {
            self.0.push(diagnostic);
        }
    }

    pub fn bad(&mut self, at: &At<'_>, message: impl fmt::Display) {
        self.add(Code::BadDefinition, at, message);
    }

    /// The object with its keys looked at: each must be one of `keys`.
    pub fn object<'j>(
        &mut self,
        json: &'j Json,
        at: &At<'_>,
        keys: &[&str],
    ) -> Option<&'j Map<String, Json>> {
        let Json::Object(map) = json else {
            self.bad(at, format_args!("this is {}, and an object is expected", noun(json)));
            return None;
        };
        for key in map.keys().filter(|key| !keys.contains(&key.as_str())) {
            let message = format!("Definition, {at}: there is no key “{}” here.", short(key));
            let near = suggest(key, keys.iter().copied()).map(str::to_owned);
            self.push(Diagnostic::error(Code::UnknownKey, message).suggest(near));
        }
        Some(map)
    }

    /// The items of a list of at most `most`; none of them when the key is absent or null.
    pub fn list<'j>(
        &mut self,
        map: &'j Map<String, Json>,
        key: &str,
        at: &At<'_>,
        most: usize,
    ) -> &'j [Json] {
        match map.get(key) {
            None | Some(Json::Null) => &[],
            Some(Json::Array(items)) if items.len() <= most => items,
            Some(Json::Array(items)) => {
                self.bad(&at.key(key), format_args!("{} are too many, {most} is the most", items.len()));
                &[]
            }
            Some(other) => {
                self.bad(&at.key(key), format_args!("this is {}, and a list is expected", noun(other)));
                &[]
            }
        }
    }

    /// A text; none when the key is absent or null.
    pub fn text<'j>(&mut self, map: &'j Map<String, Json>, key: &str, at: &At<'_>) -> Option<&'j str> {
        match map.get(key)? {
            Json::Null => None,
            Json::String(text) => self.short_text(text, &at.key(key)),
            other => {
                self.bad(&at.key(key), format_args!("this is {}, and a text is expected", noun(other)));
                None
            }
        }
    }

    /// A text, or one per language; none when the key is absent or null.
    pub fn wording(&mut self, map: &Map<String, Json>, key: &str, at: &At<'_>) -> Option<Wording> {
        let at = at.key(key);
        match map.get(key)? {
            Json::Null => None,
            Json::String(text) => Some(Wording::same(self.short_text(text, &at)?)),
            json @ Json::Object(_) => {
                let texts = self.object(json, &at, &Language::ALL.map(Language::as_str))?;
                let mut read = Vec::new();
                for language in Language::ALL {
                    if let Some(text) = self.text(texts, language.as_str(), &at) {
                        read.push((language, text.into()));
                    }
                }
                if read.is_empty() && texts.is_empty() {
                    self.bad(&at, "give a text, or one for each language");
                }
                Some(Wording::per_language(read))
            }
            other => {
                let what = noun(other);
                self.bad(
                    &at,
                    format_args!("this is {what}, and a text is expected, or one for each language"),
                );
                None
            }
        }
    }

    /// Required: reports when `value` is not there though the key was absent or null.
    pub fn need<T>(
        &mut self,
        value: Option<T>,
        map: &Map<String, Json>,
        key: &str,
        at: &At<'_>,
    ) -> Option<T> {
        if map.get(key).is_none_or(Json::is_null) {
            self.bad(at, format_args!("“{key}” is missing"));
        }
        value
    }

    fn short_text<'j>(&mut self, text: &'j str, at: &At<'_>) -> Option<&'j str> {
        if text.chars().count() > limits::WORDING_CHARS {
            self.bad(
                at,
                format_args!("this text is too long, {} characters is the most", limits::WORDING_CHARS),
            );
            return None;
        }
        Some(text)
    }
}

/// What a JSON value is, for a sentence.
pub(crate) fn noun(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// At most 60 characters of a name from outside, for a message.
pub(crate) fn short(name: &str) -> String {
    match name.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}
