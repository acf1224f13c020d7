//! Part names, and what a relationship's target means.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use crate::{Error, Refusal};

/// The name of a part: absolute, like `/word/document.xml` (ECMA-376-2, 6.2.2). It is kept as it was written; two names
/// are equal when they differ only in the case of ASCII letters or in percent-encoding, as Word too takes them for one.
#[derive(Clone)]
pub struct PartName {
    name: Arc<str>,
    /// Decoded and in lower case: what is compared.
    key: Arc<str>,
}

impl PartName {
    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// What stands behind the last dot of the last segment, in lower case; "" without a dot.
    pub(crate) fn extension(&self) -> &str {
        let file = self.key.rsplit('/').next().unwrap_or_default();
        file.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The part with the relationships of this one (ECMA-376-2, 6.5.2.3): `/word/_rels/document.xml.rels`.
    pub(crate) fn relationships(&self) -> Self {
        let (folder, file) = self.name.rsplit_once('/').unwrap_or(("", &self.name));
        Self::spelled(&format!("{folder}/_rels/{file}.rels"))
    }

    /// The part whose relationships this one holds, if it holds any: `Some(None)` for the package's own.
    pub(crate) fn relationships_of(&self) -> Option<Option<Self>> {
        let name = self.key.strip_suffix(".rels")?;
        let (folder, file) = name.rsplit_once('/')?;
        let folder = folder.strip_suffix("/_rels")?;
        Some((!file.is_empty()).then(|| Self::spelled(&format!("{folder}/{file}"))))
    }

    /// What `target`, in a relationship of `source` (`None`: the package), points at. White space around it, a query
    /// and a fragment mean nothing here; without a path it is the source itself.
    pub(crate) fn resolve(source: Option<&Self>, target: &str) -> Result<Self, Error> {
        let path = target.trim().split(['#', '?']).next().unwrap_or_default();
        let source = source.map_or("/", Self::as_str);
        if path.is_empty() {
            return source.parse();
        }
        let mut segments: Vec<&str> = match path.strip_prefix('/') {
            Some(_) => vec![],
            None => source.split('/').skip(1).collect(),
        };
        if !path.starts_with('/') {
            segments.pop();
        }
        for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
            match segment {
                "." => {}
                ".." => {
                    segments.pop().ok_or_else(|| Refusal::UnsafeName(target.to_owned()))?;
                }
                segment => segments.push(segment),
            }
        }
        format!("/{}", segments.join("/")).parse()
    }

    fn spelled(name: &str) -> Self {
        let key = decode(name).to_ascii_lowercase();
        Self { name: name.into(), key: key.into() }
    }
}

impl FromStr for PartName {
    type Err = Error;

    /// Refuses what no part can be called: not absolute, an empty segment, one that is `.` or `..` or ends with a dot
    /// (percent-encoded or not), a backslash, a colon or a control character.
    fn from_str(name: &str) -> Result<Self, Error> {
        let part = Self::spelled(name);
        let encoded_slash = part.key.matches('/').count() != name.matches('/').count();
        let good_segment = |segment: &str| !segment.is_empty() && !segment.ends_with('.');
        let good = name.len() <= 1024
            && !encoded_slash
            && !part.key.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
            && part.key.strip_prefix('/').is_some_and(|path| path.split('/').all(good_segment));
        if good { Ok(part) } else { Err(Refusal::UnsafeName(name.to_owned()).into()) }
    }
}

/// Percent-encoding undone; what is not percent-encoding, or not UTF-8 behind it, stays.
fn decode(name: &str) -> String {
    let hex = |at: usize| name.get(at..at + 1).and_then(|digit| u8::from_str_radix(digit, 16).ok());
    let mut bytes = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&byte) = name.as_bytes().get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                at += 3;
            }
            _ => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl PartialEq for PartName {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for PartName {}

impl Hash for PartName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for PartName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}
