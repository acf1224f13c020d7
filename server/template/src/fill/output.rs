//! The bytes of a part as they grow, with the guards that may take some of them back.

use std::collections::{BTreeMap, HashMap};

use akte_ooxml::xml::escape;

use super::breaks::Breaks;
use super::pictures::Drawing;
use super::{blank, direction, markers, table};
use crate::bound;
use crate::plan::{Ragged, SectionId, Slot};
use crate::program::{Block, Guard, Program, SegmentId};
use crate::texts::{self, escape_target};

/// A growing part.
pub(crate) struct Output<'p> {
    pub bytes: Vec<u8>,
    /// The short text that is being written, and where it began.
    text: Option<(texts::Kind, usize)>,
    /// What is to be written again, by its number.
    kept: HashMap<usize, Vec<u8>>,
    /// Bound controls that are being written: their numbers, and where each began.
    open_bound: Vec<(usize, usize)>,
    /// What bound controls show, by their numbers.
    pub bound: BTreeMap<usize, Vec<u8>>,
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
    /// Nothing yet, with room for as many bytes.
    pub fn new(program: &'p Program, room: usize) -> Self {
        let bytes = Vec::with_capacity(room);
        Self {
            bytes,
            text: None,
            kept: HashMap::new(),
            open_bound: Vec::new(),
            bound: BTreeMap::new(),
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
        if self.text.is_some() {
            return self.bytes.extend_from_slice(self.program.bytes(id));
        }
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

    /// Writes the value of an attribute.
    pub fn plain(&mut self, text: &str) {
        if self.text.is_some() {
            return self.bytes.extend_from_slice(text.as_bytes());
        }
        for (n, piece) in text.split('"').enumerate() {
            if n > 0 {
                self.bytes.extend_from_slice(b"&quot;");
            }
            escape(piece, &mut self.bytes);
        }
    }

    /// Writes a value into the open `w:t`; line breaks and tabs become Word's own.
    pub fn value(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = &*direction::closed(text);
        if let Some((kind, start)) = self.text {
            let at_start = self.bytes.len() == start;
            return self.value_in_text(text, kind, at_start);
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
        match self.text {
            None => {}
            Some((texts::Kind::Plain, _)) => return self.bytes.extend_from_slice(text.as_bytes()),
            // It is no address of its own: a colon would make a scheme of what stands before it.
            Some((kind, _)) => return self.value_in_text(&text.replace(':', ","), kind, false),
        }
        self.shown += 1;
        blank::write(text, &self.program.prefix, &mut self.bytes);
    }

    /// Whether the text of a run is being written, which may hold other things too.
    pub fn is_in_run(&self) -> bool {
        let prefix = &self.program.prefix;
        self.text.is_none() && self.open_bound.is_empty() && blank::is_in_run(&self.bytes, prefix)
    }

    /// Shows a picture where a value would stand.
    pub fn picture(&mut self, drawing: &Drawing<'_>) {
        self.shown += 1;
        let xml = drawing.xml(&self.program.prefix);
        self.between(&xml);
    }

    /// Remembers what was written since a place.
    pub fn keep(&mut self, number: usize, start: usize) {
        self.kept.insert(number, self.bytes[start..].to_vec());
    }

    /// Writes what was kept under a number.
    pub fn again(&mut self, number: usize) {
        if let Some(bytes) = self.kept.remove(&number) {
            self.bytes.extend_from_slice(&bytes);
        }
    }

    /// A short text begins: what is written until [`Output::leave_text`] is characters.
    pub fn enter_text(&mut self, kind: texts::Kind) {
        self.text = Some((kind, self.bytes.len()));
    }

    /// The short text that was written.
    pub fn leave_text(&mut self) -> String {
        let start = self.text.take().map_or(self.bytes.len(), |(_, start)| start);
        String::from_utf8_lossy(&self.bytes.split_off(start)).into_owned()
    }

    /// Whether a literal begins an address, so that an answer cannot choose its scheme.
    pub fn is_address(&self, id: SegmentId) -> bool {
        let head = String::from_utf8_lossy(self.program.bytes(id));
        head.contains(':') || head.starts_with(['/', '#', '?', '.'])
    }

    fn value_in_text(&mut self, value: &str, kind: texts::Kind, at_start: bool) {
        let mut text = String::with_capacity(value.len());
        match kind {
            texts::Kind::Plain => text.push_str(value),
            texts::Kind::Target => escape_target(value, at_start, &mut text),
            texts::Kind::Instruction => {
                for ch in value.chars() {
                    match ch {
                        '"' | '\\' => text.extend(['\\', ch]),
                        ch if ch.is_control() => text.push(' '),
                        ch => text.push(ch),
                    }
                }
            }
        }
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes an empty element into the run.
    fn element(&mut self, name: &str) {
        let element = format!("<{}{name}/>", self.program.prefix);
        self.between(&element);
    }

    /// Leaves the `w:t` for an element and begins another.
    fn between(&mut self, element: &str) {
        let prefix = &self.program.prefix;
        let xml = format!("</{prefix}t>{element}<{prefix}t xml:space=\"preserve\">");
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
            Guard::OpenBound(number) => self.open_bound.push((number, self.bytes.len())),
            Guard::CloseBound(number) => {
                let opened = self.open_bound.pop_if(|(open, _)| *open == number);
                let written = opened.and_then(|(_, start)| self.bytes.get(start..)).unwrap_or_default();
                self.bound.insert(number, bound::text(written, &self.program.prefix));
            }
            Guard::Slot(slot) => self.breaks.slot = Some((slot, self.bytes.len())),
            Guard::Break { section, own: true } => self.breaks.finish(self.program, section, &mut self.bytes),
            Guard::Break { section, own: false } => {
                self.breaks.place(self.program, section, &mut self.bytes);
                self.shown += 1;
            }
        }
    }

    /// The section that ends next has a header or footer of its own, evaluated here, behind the relationship that the
    /// template calls `id`; what that is called now ends with `suffix`.
    pub fn header(&mut self, id: &str, suffix: String) {
        self.breaks.header(id, suffix);
    }

    /// Whether a section break moves here when what it stands in is left out.
    pub fn takes_breaks(&self) -> bool {
        let last = self.containers.last().and_then(|container| container.last);
        matches!(last, Some(Block::Paragraph | Block::Table))
    }

    /// Something was left out whose first section break is this.
    pub fn leave_out(&mut self, section: SectionId) {
        let Some(container) = self.containers.last_mut() else { return };
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
            let (markers, dropped) = markers::take(&self.bytes[paragraph.start..], &self.program.prefix);
            if let Some(container) = container {
                container.dropped = dropped;
            }
            self.bytes.truncate(paragraph.start);
            self.bytes.extend_from_slice(&markers);
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
            let (markers, _) = markers::take(&self.bytes[table.start..], &self.program.prefix);
            self.bytes.truncate(table.start);
            self.bytes.extend_from_slice(&markers);
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
