//! Section breaks put where their text ends.

use std::ops::Range;

use crate::plan::{REFERENCES, SectionId, Slot};
use crate::program::{Block, Program, SegmentId};

/// The sections of a part as it grows.
#[derive(Default)]
pub(crate) struct Breaks {
    /// Where the last paragraph takes a break.
    pub slot: Option<(Slot, usize)>,
    /// The headers and footers that the next section inherits.
    inherited: [Option<SegmentId>; REFERENCES],
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

    /// A section with the headers and footers that it inherited in the template and would not any more.
    fn section(&mut self, program: &Program, id: SectionId) -> Vec<u8> {
        let section = &program.sections[id.0];
        let bytes = program.bytes(section.bytes);
        let mut lost = Vec::new();
        for (kind, inherited) in self.inherited.iter_mut().enumerate() {
            let Some(reference) = section.references[kind] else { continue };
            let reaches = inherited.is_some_and(|id| program.bytes(id) == program.bytes(reference));
            if !section.own[kind] && !reaches {
                lost.extend_from_slice(program.bytes(reference));
            }
            *inherited = Some(reference);
        }
        if lost.is_empty() {
            return bytes.to_vec();
        }
        let (open, rest) = bytes.split_at(section.open);
        if section.empty {
            let close = format!("></{}sectPr>", program.prefix);
            let (open, close) = (open.strip_suffix(b"/>").unwrap_or(open), close.as_bytes());
            return [open, &close[..1], &lost, &close[1..]].concat();
        }
        [open, &lost, rest].concat()
    }
}
