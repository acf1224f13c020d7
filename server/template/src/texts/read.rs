//! From the characters of a short text to its pieces.

use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Place};

use super::{Kind, Piece, Text};
use crate::identity::{self, Mention};
use crate::plan;
use crate::scan::{self, Scan};

/// A short text as it was found.
pub(super) struct Source {
    pub kind: Kind,
    pub chars: Vec<char>,
    pub bytes: Vec<Range<usize>>,
    /// What its author calls it.
    pub what: String,
}

pub(super) struct Reader<'a> {
    pub story: &'a str,
    /// The ordinal of the paragraph where the text stands.
    pub paragraph: usize,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The text in pieces; none when it is nothing but characters.
    pub fn read(&mut self, source: Source) -> Option<Text> {
        let chars = &source.chars;
        let mut tags = Vec::new();
        for raw in scan::lex(chars) {
            let place = self.place(&source, raw.chars.clone());
            if raw.unclosed {
                self.diagnostics.push(scan::unclosed(place, &raw));
                continue;
            }
            let (statement, remarks) = scan::read(chars, &raw);
            self.diagnostics.extend(remarks.into_iter().map(|remark| remark.at(&place, &raw)));
            tags.push((raw.chars.clone(), statement, Arc::new(place)));
        }
        let reference = reference(&source).filter(|_| tags.is_empty());
        if tags.is_empty() && reference.is_none() {
            return None;
        }
        let first = chars.iter().position(|ch| !ch.is_whitespace());
        if source.kind == Kind::Instruction
            && tags.first().is_some_and(|(range, ..)| Some(range.start) == first)
        {
            let message = "The kind of a field, its first word, cannot come from an answer.";
            let place = (*tags[0].2).clone();
            self.diagnostics.push(Diagnostic::error(Code::NotYetSupported, message).at(place));
        }
        let whole = Arc::new(self.place(&source, 0..chars.len()));
        let pieces = match reference {
            Some(range) => referring(chars, range),
            None => self.pieces(chars, tags),
        };
        Some(Text { kind: source.kind, bytes: source.bytes, pieces, place: whole })
    }

    fn pieces(
        &mut self,
        chars: &[char],
        tags: Vec<(Range<usize>, scan::Statement, Arc<Place>)>,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut scan = Scan { paragraphs: Vec::new(), tags: Vec::new() };
        for (range, statement, place) in tags {
            literal(chars, at..range.start, &mut pieces);
            at = range.end;
            pieces.push(Piece::Tag(statement.clone(), Arc::clone(&place)));
            let prefix = scan::Prefix::None;
            scan.tags.push(scan::Tag {
                paragraph: 0,
                atoms: range,
                prefix,
                joins: scan::Joins::default(),
                statement,
                place,
            });
        }
        literal(chars, at..chars.len(), &mut pieces);
        plan::pair(&scan, self.diagnostics);
        pieces
    }

    fn place(&self, source: &Source, range: Range<usize>) -> Place {
        let words = |range: Range<usize>| source.chars[range].iter().collect::<String>();
        Place {
            story: self.story.to_owned(),
            container: vec![source.what.clone()],
            paragraph: self.paragraph,
            text: words(range.clone()),
            range: 0..range.len(),
            before: words(range.start.saturating_sub(30)..range.start),
            after: words(range.end..source.chars.len().min(range.end + 30)),
            occurrence: 1,
        }
    }
}

fn literal(chars: &[char], range: Range<usize>, pieces: &mut Vec<Piece>) {
    if !range.is_empty() {
        pieces.push(Piece::Literal(chars[range].iter().collect()));
    }
}

fn referring(chars: &[char], range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    literal(chars, 0..range.start, &mut pieces);
    let value: String = chars[range.clone()].iter().collect();
    let kind = identity::Kind::BookmarkName;
    pieces.push(Piece::Reference(Mention { bytes: 0..0, kind, value, defines: false }));
    literal(chars, range.end..chars.len(), &mut pieces);
    pieces
}

/// The bookmark that a field refers to: the first argument of REF, PAGEREF and NOTEREF, what follows `\l` in HYPERLINK
/// (ECMA-376 Part 1, 17.16.5).
fn reference(source: &Source) -> Option<Range<usize>> {
    if source.kind != Kind::Instruction {
        return None;
    }
    let words = words(&source.chars);
    let word = |at: usize| words.get(at).map(|range| source.chars[range.clone()].iter().collect::<String>());
    let at = match word(0)?.to_ascii_uppercase().as_str() {
        "REF" | "PAGEREF" | "NOTEREF" => 1,
        "HYPERLINK" => {
            1 + (0..words.len()).find(|&at| word(at).is_some_and(|word| word.eq_ignore_ascii_case("\\l")))?
        }
        _ => return None,
    };
    words.get(at).cloned()
}

/// The words of an instruction, quotes taken off.
fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let quoted = chars[at] == '"';
        if !quoted && chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let start = at + usize::from(quoted);
        let ends = |ch: &char| if quoted { *ch == '"' } else { ch.is_whitespace() };
        let end = chars[start..].iter().position(ends).map_or(chars.len(), |length| start + length);
        words.push(start..end);
        at = end + usize::from(quoted);
    }
    words
}

/// The address of a HYPERLINK instruction, as written between its quotes.
pub(crate) fn link_target(instruction: &str) -> Option<&str> {
    let text = instruction.trim_start();
    let is_link = text.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"));
    let rest = text.get(9..).filter(|_| is_link)?.trim_start();
    if rest.starts_with('\\') {
        return None;
    }
    let end = if rest.starts_with('"') { '"' } else { ' ' };
    rest.trim_start_matches('"').split(end).next()
}
