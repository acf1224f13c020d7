//! Section breaks put where their text ends.

use std::collections::HashMap;
use std::ops::Range;

use crate::plan::{REFERENCES, SectionId, Slot};
use crate::program::{Block, Program, Reference};

/// The sections of a part as it grows.
#[derive(Default)]
pub(crate) struct Breaks {
    /// Where the last paragraph takes a break.
    pub slot: Option<(Slot, usize)>,
    /// The headers and footers that the next section inherits: their references as they were written.
    inherited: [Option<Vec<u8>>; REFERENCES],
    /// How the relationships of headers that are evaluated where sections end are called now: what is added to the
    /// template's id.
    suffixes: HashMap<String, String>,
    /// Those that were evaluated for the next section.
    evaluated: Vec<String>,
    last: Option<Placed>,
    /// A break was put into the open paragraph.
    pending: bool,
    /// The break that becomes the body's own.
    moved: Option<Vec<u8>>,
}

struct Placed {
    bytes: Range<usize>,
    /// The paragraph that was made for it begins here.
    made: Option<usize>,
}

impl Breaks {
    /// The section that ends next has a header of its own behind the relationship `id`, which now ends with `suffix`.
    pub fn header(&mut self, id: &str, suffix: String) {
        self.suffixes.insert(id.to_owned(), suffix);
        self.evaluated.push(id.to_owned());
    }

    /// Whether the paragraph that ends here ends a section.
    pub fn ends_paragraph(&mut self) -> bool {
        std::mem::take(&mut self.pending)
    }

    /// Puts a break into the last paragraph that takes one; makes one when there is none.
    pub fn place(&mut self, program: &Program, id: SectionId, out: &mut Vec<u8>) {
        let Some((slot, at)) = self.slot.take() else { return self.make(program, id, out) };
        let section = self.section(program, id);
        let prefix = &program.prefix;
        let (remove, before, after) = match slot {
            Slot::Here => (0, String::new(), String::new()),
            Slot::EmptyProperties => (2, ">".to_owned(), format!("</{prefix}pPr>")),
            Slot::NoProperties => (0, format!("<{prefix}pPr>"), format!("</{prefix}pPr>")),
            Slot::EmptyParagraph => (2, format!("><{prefix}pPr>"), format!("</{prefix}pPr></{prefix}p>")),
        };
        let start = at - remove + before.len();
        self.last = Some(Placed { bytes: start..start + section.len(), made: None });
        let whole = [before.as_bytes(), &section, after.as_bytes()].concat();
        out.splice(at - remove..at, whole);
        self.pending = true;
    }

    /// Puts a break into a paragraph of its own.
    pub fn make(&mut self, program: &Program, id: SectionId, out: &mut Vec<u8>) {
        let section = self.section(program, id);
        let prefix = &program.prefix;
        let made = out.len();
        out.extend_from_slice(format!("<{prefix}p><{prefix}pPr>").as_bytes());
        let start = out.len();
        out.extend_from_slice(&section);
        self.last = Some(Placed { bytes: start..out.len(), made: Some(made) });
        out.extend_from_slice(format!("</{prefix}pPr></{prefix}p>").as_bytes());
        self.pending = true;
    }

    /// Takes the last break back, to become the body's own. What the part ends with then.
    pub fn take_back(&mut self, out: &mut Vec<u8>) -> Block {
        let Some(Placed { bytes, made }) = self.last.take() else { return Block::Paragraph };
        self.moved = Some(out[bytes.clone()].to_vec());
        if let Some(made) = made {
            out.truncate(made);
            return Block::Table;
        }
        out.drain(bytes);
        Block::Paragraph
    }

    /// Writes the body's own section, or what became it.
    pub fn finish(&mut self, program: &Program, id: SectionId, out: &mut Vec<u8>) {
        let section = self.moved.take().unwrap_or_else(|| self.section(program, id));
        out.extend_from_slice(&section);
    }

    /// A section with the headers and footers that it has now: copies of its own, without those that were not evaluated
    /// for it, and with those that it inherited in the template and would not any more.
    fn section(&mut self, program: &Program, id: SectionId) -> Vec<u8> {
        let section = &program.sections[id.0];
        let (mut lost, mut own) = (Vec::new(), Vec::new());
        let evaluated = std::mem::take(&mut self.evaluated);
        for (kind, reference) in section.references.iter().enumerate() {
            let Some(reference) = reference else { continue };
            let comes = !reference.is_live || reference.own.is_none() || evaluated.contains(&reference.id);
            let written = self.written(program, reference).filter(|_| comes);
            let length = program.bytes(reference.bytes).len();
            match reference.own {
                Some(at) => own.push((at..at + length, written.clone().unwrap_or_default())),
                None if written != self.inherited[kind] => lost.extend(written.iter().flatten()),
                None => {}
            }
            self.inherited[kind] = written.or_else(|| self.inherited[kind].take());
        }
        own.sort_by_key(|(range, _)| range.start);
        let mut bytes = program.bytes(section.bytes).to_vec();
        for (range, written) in own.into_iter().rev() {
            bytes.splice(range, written);
        }
        if lost.is_empty() {
            return bytes;
        }
        let (open, rest) = bytes.split_at(section.open);
        if section.empty {
            let close = format!("></{}sectPr>", program.prefix);
            let (open, close) = (open.strip_suffix(b"/>").unwrap_or(open), close.as_bytes());
            return [open, &close[..1], &lost, &close[1..]].concat();
        }
        [open, &lost, rest].concat()
    }

    /// A reference as it is now; none when its header was never evaluated.
    fn written(&self, program: &Program, reference: &Reference) -> Option<Vec<u8>> {
        let bytes = program.bytes(reference.bytes);
        if !reference.is_live {
            return Some(bytes.to_vec());
        }
        let (id, rest) = bytes.split_at(reference.id_end);
        Some([id, self.suffixes.get(&reference.id)?.as_bytes(), rest].concat())
    }
}
