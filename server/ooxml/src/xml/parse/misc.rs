//! What is neither a tag nor a text: comments, CDATA sections, instructions and the XML declaration.

use memchr::memmem;

use super::super::attributes::{Attributes, name};
use super::super::tree::Kind;
use super::Parser;
use crate::{Error, Refusal};

impl Parser<'_> {
    /// What begins with `<!`. Where it ends.
    pub(super) fn comment_or_cdata(&mut self, start: usize) -> Result<usize, Error> {
        let rest = &self.source[start..];
        let find =
            |from: usize, what: &str| Some(from + memmem::find(&rest.as_bytes()[from..], what.as_bytes())?);
        if rest.starts_with("<!--") {
            let end = find(4, "--").ok_or_else(|| self.broken(start, "this comment does not end"))?;
            if rest.as_bytes().get(end + 2) != Some(&b'>') {
                return Err(self.broken(start + end, "“--” may not stand in a comment"));
            }
            self.leaf(Kind::Comment, start..start + end + 3)?;
            return Ok(start + end + 3);
        }
        if rest.starts_with("<![CDATA[") {
            if self.open.is_empty() {
                return Err(self.outside(start));
            }
            let end = find(9, "]]>").ok_or_else(|| self.broken(start, "this CDATA section does not end"))?;
            self.leaf(Kind::CData, start..start + end + 3)?;
            return Ok(start + end + 3);
        }
        if rest[2..].get(..7).is_some_and(|word| word.eq_ignore_ascii_case("DOCTYPE")) {
            return Err(Refusal::Dtd.into());
        }
        Err(self.broken(start, "“<!” begins a comment or a CDATA section"))
    }

    /// A processing instruction or the XML declaration, which stands at `first`. Where it ends.
    pub(super) fn instruction(&mut self, start: usize, first: usize) -> Result<usize, Error> {
        let rest = &self.source[start..];
        let Some(length) = memmem::find(rest.as_bytes(), b"?>") else {
            return Err(self.broken(start, "this instruction does not end"));
        };
        let end = start + length + 2;
        let inside = &rest[2.min(length)..length];
        let target = &inside[..inside.find([' ', '\t', '\n', '\r']).unwrap_or(inside.len())];
        if target == "xml" {
            self.declaration(&rest[..length], start, first)?;
            return Ok(end);
        }
        if name(target) != Some((target.len(), 0)) || target.eq_ignore_ascii_case("xml") {
            return Err(self.broken(start, "this is not the name of an instruction"));
        }
        self.leaf(Kind::Instruction, start..end)?;
        Ok(end)
    }

    /// The XML declaration: first of all, for XML 1.0, and for UTF-8 (ASCII is a part of it). `tag` is without its end.
    fn declaration(&self, tag: &str, start: usize, first: usize) -> Result<(), Error> {
        if start != first {
            return Err(self.broken(start, "the XML declaration must stand at the beginning"));
        }
        let mut known = ["version", "encoding", "standalone"].iter();
        let mut version = "";
        for attribute in Attributes::new(tag, "<?xml".len()) {
            let attribute = attribute.map_err(|(at, what)| self.broken(start + at, what))?;
            let (name, value) = (&tag[attribute.name.clone()], &tag[attribute.value]);
            // Each at most once, in this order (XML 1.0, 2.8).
            if !known.any(|known| *known == name) {
                return Err(
                    self.broken(start + attribute.name.start, "this may not stand in the XML declaration")
                );
            }
            match name {
                "version" => version = value,
                "encoding"
                    if !["utf-8", "utf8", "us-ascii"].iter().any(|utf| value.eq_ignore_ascii_case(utf)) =>
                {
                    return Err(self.broken(start, "the encoding must be UTF-8"));
                }
                _ => {}
            }
        }
        if version == "1.0" { Ok(()) } else { Err(self.broken(start, "the version must be XML 1.0")) }
    }
}
