//! The name of an answer: `client.name`, `parties[0].name`, `claims["illegal lockout"].date`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The field of a record.
    Name(Arc<str>),
    /// The item of a list, from 0.
    Index(usize),
}

/// The name of an answer, from the first name down to a field or an item. Never empty, and the first
/// step is always a name. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Arc<[Step]>);

/// Why a text is not a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not the name of an answer: {reason}")]
pub struct PathError {
    /// What was given.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Path {
    /// The path of one name. The name is taken as it is: dots in it are part of the name.
    pub fn name(name: impl Into<Arc<str>>) -> Path {
        Path(Arc::from([Step::Name(name.into())]))
    }

    /// The steps, at least one.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path of a field of this record.
    pub fn child(&self, name: impl Into<Arc<str>>) -> Path {
        self.step(Step::Name(name.into()))
    }

    /// The path of an item of this list, from 0.
    pub fn item(&self, index: usize) -> Path {
        self.step(Step::Index(index))
    }

    /// The path with one more step.
    pub fn step(&self, step: Step) -> Path {
        Path(self.0.iter().cloned().chain([step]).collect())
    }

    /// The path of the record or list that holds this; none for a single name.
    pub fn parent(&self) -> Option<Path> {
        let (_, steps) = self.0.split_last()?;
        (!steps.is_empty()).then(|| Path(steps.into()))
    }

    /// Whether this is `other` or lies inside it.
    pub fn starts_with(&self, other: &Path) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The name it starts with: `parties` of `parties[0].name`.
    pub fn first_name(&self) -> &str {
        match self.0.first() {
            Some(Step::Name(name)) => name,
            _ => "",
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Name(name) if is_name(name) => {
                    write!(f, "{}{name}", if at == 0 { "" } else { "." })?;
                }
                Step::Name(name) => {
                    f.write_str("[\"")?;
                    for c in name.chars() {
                        match c {
                            '"' | '\\' => write!(f, "\\{c}")?,
                            _ => write!(f, "{c}")?,
                        }
                    }
                    f.write_str("\"]")?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a text can stand in an expression as a name without brackets.
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

pub(crate) fn starts_name(c: char) -> bool {
    (c.is_alphabetic() && !is_blank(c)) || c == '_'
}

pub(crate) fn continues_name(c: char) -> bool {
    (c.is_alphanumeric() && !is_blank(c)) || c == '_'
}

/// Whether it is a letter that shows nothing (the Hangul fillers): with these two names could look the same.
pub fn is_blank(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Path, PathError> {
        let fail = |reason| PathError { text: text.to_owned(), reason };
        let mut steps = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('[') {
                let (step, after) = bracket(inside).map_err(fail)?;
                steps.push(step);
                rest = after;
            } else {
                let name = match rest.strip_prefix('.') {
                    Some(name) if !steps.is_empty() => name,
                    None if steps.is_empty() => rest,
                    _ => return Err(fail("a dot stands between two names")),
                };
                let end = name.find(|c| !continues_name(c)).unwrap_or(name.len());
                let (name, after) = name.split_at(end);
                if !is_name(name) {
                    return Err(fail("a name starts with a letter and has letters, digits and _"));
                }
                steps.push(Step::Name(name.into()));
                rest = after;
            }
        }
        match steps.first() {
            Some(Step::Name(_)) => Ok(Path(steps.into())),
            Some(Step::Index(_)) => Err(fail("it starts with a number in brackets")),
            None => Err(fail("it is empty")),
        }
    }
}

/// What stands after `[`: a number, or a name in quotes, up to and including `]`.
fn bracket(inside: &str) -> Result<(Step, &str), &'static str> {
    let Some(quote) = inside.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let (index, after) = inside.split_once(']').ok_or("a `]` is missing")?;
        let index = index.trim().parse().map_err(|_| "in brackets stands a number, or a name in quotes")?;
        return Ok((Step::Index(index), after));
    };
    let mut name = String::new();
    let mut chars = inside.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            name.extend(chars.next().map(|(_, c)| c));
        } else if c == quote {
            let after = inside.get(at + 1..).unwrap_or_default();
            let after = after.strip_prefix(']').ok_or("a `]` is missing")?;
            return Ok((Step::Name(name.into()), after));
        } else {
            name.push(c);
        }
    }
    Err("a closing quote is missing")
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Path, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_prints() {
        for text in [
            "client",
            "client.name.first",
            "parties[0].name",
            "claims[\"illegal lockout\"].date",
            "a[\"quote \\\" and \\\\\"][12]",
            "één.naam",
        ] {
            let path: Path = text.parse().unwrap();
            assert_eq!(path.to_string(), text);
        }
        assert_eq!("a['b'].c".parse::<Path>().unwrap().to_string(), "a.b.c");
    }

    #[test]
    fn refuses_what_is_not_a_name() {
        for text in ["", ".", "a.", ".a", "a..b", "[0]", "a[", "a[x]", "a[\"x]", "a b", "1a", "a[-1]"] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
    }

    #[test]
    fn knows_its_ancestors() {
        let path: Path = "parties[0].name".parse().unwrap();
        assert!(path.starts_with(&Path::name("parties")));
        assert!(path.starts_with(&path));
        assert!(!path.starts_with(&Path::name("part")));
        assert_eq!(path.first_name(), "parties");
        assert_eq!(path.parent(), Some(Path::name("parties").item(0)));
        assert_eq!(Path::name("parties").parent(), None);
    }
}
