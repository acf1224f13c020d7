//! The bytes of a part as they grow, with the guards that may take some of them back.

use akte_ooxml::xml::escape;

use super::blank;
use crate::program::{Block, Guard, Program, SegmentId};

/// A growing part.
pub(crate) struct Output<'p> {
    pub bytes: Vec<u8>,
    program: &'p Program,
    /// How many times something was shown.
    shown: usize,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    containers: Vec<Container>,
}

struct Paragraph {
    start: usize,
    shown: usize,
    droppable: bool,
}

struct Table {
    start: usize,
    rows: usize,
    /// The container's last block before the table.
    before: Option<Block>,
}

#[derive(Default)]
struct Container {
    last: Option<Block>,
}

impl<'p> Output<'p> {
    pub fn new(program: &'p Program) -> Self {
        let bytes = Vec::with_capacity(program.literals.len() + program.literals.len() / 4);
        Self { bytes, program, shown: 0, paragraphs: Vec::new(), tables: Vec::new(), containers: Vec::new() }
    }

    /// Writes a literal segment.
    pub fn segment(&mut self, id: SegmentId) {
        let segment = &self.program.segments[id.0 as usize];
        self.shown += usize::from(segment.content);
        if let Some(container) = self.containers.last_mut() {
            if segment.starts_table && container.last == Some(Block::Table) {
                // Word would merge two tables that touch.
                for bytes in [b"<".as_slice(), self.program.prefix.as_bytes(), b"p/>"] {
                    self.bytes.extend_from_slice(bytes);
                }
            }
            container.last = segment.last.or(container.last);
        }
        if let Some(table) = self.tables.last_mut() {
            table.rows += segment.rows;
        }
        self.bytes.extend_from_slice(self.program.bytes(id));
    }

    /// Writes a value into the open `w:t`; line breaks and tabs become Word's own.
    pub fn value(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.shown += 1;
        if !text.contains(['\n', '\r', '\t']) {
            return escape(text, &mut self.bytes);
        }
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut rest = lines.as_str();
        while let Some(at) = rest.find(['\n', '\t']) {
            escape(&rest[..at], &mut self.bytes);
            self.element(if rest.as_bytes()[at] == b'\n' { "br" } else { "tab" });
            rest = &rest[at + 1..];
        }
        escape(rest, &mut self.bytes);
    }

    /// Writes a blank where a value would stand.
    pub fn blank(&mut self, text: &str) {
        self.shown += 1;
        blank::write(text, &self.program.prefix, &mut self.bytes);
    }

    /// Leaves the `w:t` for an empty element and begins another.
    fn element(&mut self, name: &str) {
        let prefix = &self.program.prefix;
        let xml = format!("</{prefix}t><{prefix}{name}/><{prefix}t xml:space=\"preserve\">");
        self.bytes.extend_from_slice(xml.as_bytes());
    }

    /// Opens or closes a guard.
    pub fn guard(&mut self, guard: &Guard) {
        match *guard {
            Guard::OpenParagraph { droppable } => {
                self.paragraphs.push(Paragraph { start: self.bytes.len(), shown: self.shown, droppable });
            }
            Guard::CloseParagraph => self.close_paragraph(),
            Guard::OpenTable => {
                let before = self.containers.last().and_then(|container| container.last);
                self.tables.push(Table { start: self.bytes.len(), rows: 0, before });
            }
            Guard::CloseTable => self.close_table(),
            Guard::OpenContainer => self.containers.push(Container::default()),
            Guard::CloseContainer { paragraph } => {
                let last = self.containers.pop().and_then(|container| container.last);
                if let (Some(paragraph), true) = (paragraph, last != Some(Block::Paragraph)) {
                    self.bytes.extend_from_slice(self.program.bytes(paragraph));
                }
            }
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if paragraph.droppable && paragraph.shown == self.shown {
            self.bytes.truncate(paragraph.start);
        } else if let Some(container) = self.containers.last_mut() {
            container.last = Some(Block::Paragraph);
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if table.rows == 0 {
            self.bytes.truncate(table.start);
            if let Some(container) = self.containers.last_mut() {
                container.last = table.before;
            }
        }
    }
}
