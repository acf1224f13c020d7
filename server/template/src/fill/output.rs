//! The bytes of a part as they grow, with the guards that may take some of them back.

use akte_ooxml::xml::escape;

use super::breaks::Breaks;
use super::{blank, table};
use crate::plan::{Ragged, SectionId, Slot};
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
    breaks: Breaks,
}

struct Paragraph {
    start: usize,
    shown: usize,
    droppable: bool,
    /// Where a section break would have gone before this paragraph.
    slot: Option<(Slot, usize)>,
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
    /// The last paragraph that was dropped since: kept where one is needed after all.
    dropped: Vec<u8>,
}

impl Container {
    fn ended(&mut self, block: Block) {
        self.last = Some(block);
        self.dropped.clear();
    }
}

impl<'p> Output<'p> {
    pub fn new(program: &'p Program) -> Self {
        let bytes = Vec::with_capacity(program.literals.len() + program.literals.len() / 4);
        Self {
            bytes,
            program,
            shown: 0,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            containers: Vec::new(),
            breaks: Breaks::default(),
        }
    }

    /// Writes a literal segment.
    pub fn segment(&mut self, id: SegmentId) {
        let segment = &self.program.segments[id.0 as usize];
        self.shown += usize::from(segment.content);
        if let Some(container) = self.containers.last_mut() {
            if segment.starts_table && container.last == Some(Block::Table) {
                // Word would merge two tables that touch.
                if container.dropped.is_empty() {
                    for bytes in [b"<".as_slice(), self.program.prefix.as_bytes(), b"p/>"] {
                        self.bytes.extend_from_slice(bytes);
                    }
                } else {
                    self.bytes.append(&mut container.dropped);
                }
            }
            if let Some(block) = segment.last {
                container.ended(block);
            }
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
                let (start, shown, slot) = (self.bytes.len(), self.shown, self.breaks.slot);
                self.paragraphs.push(Paragraph { start, shown, droppable, slot });
            }
            Guard::CloseParagraph => self.close_paragraph(),
            Guard::OpenTable => {
                let before = self.containers.last().and_then(|container| container.last);
                self.tables.push(Table { start: self.bytes.len(), rows: 0, before });
            }
            Guard::CloseTable { ragged } => self.close_table(ragged),
            Guard::OpenContainer => self.containers.push(Container::default()),
            Guard::CloseContainer { paragraph, may_be_empty, takes_break } => {
                self.close_container(paragraph, may_be_empty, takes_break);
            }
            Guard::Slot(slot) => self.breaks.slot = Some((slot, self.bytes.len())),
            Guard::Break { section, own: true } => self.breaks.finish(self.program, section, &mut self.bytes),
            Guard::Break { section, own: false } => {
                self.breaks.place(self.program, section, &mut self.bytes);
                self.shown += 1;
            }
        }
    }

    /// A condition or repeat was left out whose first section break is this.
    pub fn leave_out(&mut self, first_break: Option<SectionId>) {
        let (Some(section), Some(container)) = (first_break, self.containers.last_mut()) else { return };
        match container.last {
            // What starts right after a break, or at the start, takes its breaks along.
            None | Some(Block::Break) => return,
            Some(Block::Paragraph) => self.breaks.place(self.program, section, &mut self.bytes),
            Some(Block::Table) => self.breaks.make(self.program, section, &mut self.bytes),
        }
        self.breaks.ends_paragraph();
        container.ended(Block::Break);
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let container = self.containers.last_mut();
        if paragraph.droppable && paragraph.shown == self.shown {
            if let Some(container) = container {
                container.dropped.clear();
                container.dropped.extend_from_slice(&self.bytes[paragraph.start..]);
            }
            self.bytes.truncate(paragraph.start);
            self.breaks.slot = paragraph.slot;
        } else if let Some(container) = container {
            let breaks = self.breaks.ends_paragraph();
            container.ended(if breaks { Block::Break } else { Block::Paragraph });
        }
    }

    fn close_table(&mut self, ragged: Ragged) {
        let Some(mut table) = self.tables.pop() else { return };
        if table.rows > 0 && ragged != Ragged::default() {
            table.rows =
                table::put_right(self.program, ragged, &mut self.bytes, table.start).unwrap_or(table.rows);
        }
        if table.rows == 0 {
            self.bytes.truncate(table.start);
            if let Some(container) = self.containers.last_mut() {
                container.last = table.before;
            }
        }
    }

    fn close_container(&mut self, paragraph: Option<SegmentId>, may_be_empty: bool, takes_break: bool) {
        let Some(mut container) = self.containers.pop() else { return };
        if takes_break && container.last == Some(Block::Break) {
            container.last = Some(self.breaks.take_back(&mut self.bytes));
        }
        let lacks = match container.last {
            Some(Block::Paragraph | Block::Break) => false,
            Some(Block::Table) => true,
            None => !may_be_empty,
        };
        if let (Some(paragraph), true) = (paragraph, lacks) {
            if container.dropped.is_empty() {
                self.bytes.extend_from_slice(self.program.bytes(paragraph));
            } else {
                self.bytes.append(&mut container.dropped);
            }
        }
    }
}
