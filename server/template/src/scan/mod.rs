//! From a story's XML to its tags.

mod field;
mod statement;
mod tag;
mod text;

use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Place, Severity};
use akte_ooxml::xml::Ns;

use crate::place::Places;
use crate::story::Story;

pub(crate) use statement::{Statement, read};
pub(crate) use tag::{Joins, Prefix, lex};
pub(crate) use text::{Atom, Paragraph, paragraphs};

/// One tag: what it says and which characters of which paragraph it is.
pub(crate) struct Tag {
    /// Index into [`Scan::paragraphs`].
    pub paragraph: usize,
    /// The characters of the tag, delimiters included, as indices into the paragraph's atoms.
    pub atoms: Range<usize>,
    /// docxtpl's prefix.
    pub prefix: Prefix,
    /// Whether it joins with what stands before and after.
    pub joins: Joins,
    /// What the tag says.
    pub statement: Statement,
    /// Where it stands.
    pub place: Arc<Place>,
}

impl Tag {
    /// Whether the tag prints something where it stands.
    pub fn prints(&self) -> bool {
        matches!(self.statement, Statement::Value(_))
    }
}

/// The tags of a story in document order, with the paragraphs that hold them.
pub(crate) struct Scan {
    /// Only the paragraphs that hold mark-up.
    pub paragraphs: Vec<Paragraph>,
    /// In the order of the source.
    pub tags: Vec<Tag>,
}

/// Finds and reads every tag of a story; mistakes are added to `diagnostics`.
pub(crate) fn scan(story: &Story, diagnostics: &mut Vec<Diagnostic>) -> Scan {
    let (paragraphs, unclosed_field) = paragraphs(&story.tree, &story.mirrors);
    let mut scan = Scan { paragraphs, tags: Vec::new() };
    let mut places = Places::new(story);
    let mut chars = Vec::new();
    for (index, paragraph) in scan.paragraphs.iter().enumerate() {
        chars.clear();
        chars.extend(paragraph.atoms.iter().map(|atom| atom.ch));
        let visible = visible(&mut chars);
        let atom = |at: usize| visible.as_ref().map_or(at, |visible| visible[at]);
        for raw in lex(&chars) {
            let place = places.of(paragraph, &chars, raw.chars.clone());
            let atoms = atom(raw.chars.start)..atom(raw.chars.end - 1) + 1;
            let mut within = paragraph.atoms[atoms.clone()].iter();
            let runs_over = within.any(|atom| story.tree.is(atom.holder, Ns::W, "p"));
            if raw.unclosed || (runs_over && !stands_alone(&chars, &raw)) {
                diagnostics.push(unclosed(place, &raw));
                continue;
            }
            let (statement, notes) = read(&chars, &raw);
            diagnostics.extend(notes.into_iter().map(|note| note.at(&place, &raw)));
            scan.tags.push(Tag {
                paragraph: index,
                atoms,
                prefix: raw.prefix,
                joins: raw.joins,
                statement,
                place: Arc::new(place),
            });
        }
    }
    if let Some(paragraph) = unclosed_field {
        let chars: Vec<char> = paragraph.atoms.iter().map(|atom| atom.ch).collect();
        let message = "A table of contents or a reference begins here and does not end: the tags after it are taken for copies of other text.";
        let advice = "Delete it (in Word: Alt+F9 shows its code) and insert it anew.";
        let place = places.of(&paragraph, &chars, 0..chars.len());
        diagnostics.push(Diagnostic::error(Code::UnclosedField, message).suggest(Some(advice)).at(place));
    }
    scan.tags.sort_by_key(|tag| scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span().start);
    scan
}

/// Takes the invisible characters out; where those that are left stood, when there was any.
fn visible(chars: &mut Vec<char>) -> Option<Vec<usize>> {
    if !chars.iter().any(|&ch| is_invisible(ch)) {
        return None;
    }
    let places = (0..chars.len()).filter(|&at| !is_invisible(chars[at])).collect();
    chars.retain(|&ch| !is_invisible(ch));
    Some(places)
}

/// Characters that nobody sees and that Word, or a hyphenator, may put inside a tag.
fn is_invisible(ch: char) -> bool {
    ch >= '\u{ad}' && matches!(ch, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A tag over several paragraphs takes them away: nothing else may stand in them.
fn stands_alone(chars: &[char], raw: &tag::Raw) -> bool {
    let outside = chars[..raw.chars.start].iter().chain(&chars[raw.chars.end..]);
    raw.delimiter != tag::Delimiter::Value && outside.into_iter().all(|ch| ch.is_whitespace())
}

pub(crate) fn unclosed(place: Place, raw: &tag::Raw) -> Diagnostic {
    let (open, close) = raw.delimiter.pair();
    Diagnostic {
        code: Code::UnclosedTag,
        severity: Severity::Error,
        message: format!("This “{open}” is not followed by “{close}” in the same paragraph."),
        place: Some(place),
        related: Vec::new(),
        suggestion: Some(format!("Close the tag with “{close}”, or remove “{open}”.")),
    }
}
