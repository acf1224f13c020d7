//! Literal bytes, cut into segments.

use std::ops::Range;

use akte_ooxml::xml::Tree;

use crate::plan::{Kind, Mark, MarkKind};
use crate::program::{Block, Segment, SegmentId};

/// Collects literal bytes.
pub(crate) struct Literals<'a> {
    tree: &'a Tree,
    /// Sorted by position.
    marks: &'a [Mark],
    pub bytes: Vec<u8>,
    pub segments: Vec<Segment>,
    current: Segment,
    /// Start tags that are written when something follows them, outermost first.
    pending: Vec<(Range<usize>, Kind)>,
}

fn segment(at: usize) -> Segment {
    Segment { bytes: at..at, content: false, rows: 0, starts_table: false, last: None }
}

impl<'a> Literals<'a> {
    pub fn new(tree: &'a Tree, marks: &'a [Mark]) -> Self {
        Self {
            tree,
            marks,
            bytes: Vec::new(),
            segments: Vec::new(),
            current: segment(0),
            pending: Vec::new(),
        }
    }

    /// A start tag that is wanted only if something comes between it and its end tag.
    pub fn open(&mut self, range: Range<usize>, kind: Kind) {
        self.pending.push((range, kind));
    }

    /// The end tag of the innermost open one.
    pub fn close(&mut self, range: Range<usize>, kind: Kind) {
        if self.pending.pop().is_none_or(|(_, pending)| pending != kind) {
            self.bytes.extend_from_slice(&self.tree.source()[range]);
        }
    }

    /// Bytes of the source.
    pub fn copy(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.write_pending();
        self.take_marks(&range);
        self.bytes.extend_from_slice(&self.tree.source()[range]);
    }

    /// Ends the segment; nothing when it is empty.
    pub fn cut(&mut self) -> Option<SegmentId> {
        self.write_pending();
        let end = self.bytes.len();
        if self.current.bytes.start == end {
            return None;
        }
        let mut done = std::mem::replace(&mut self.current, segment(end));
        done.bytes.end = end;
        Some(self.add(done))
    }

    /// A segment of its own, outside the order of the source. Only between segments.
    pub fn apart(&mut self, bytes: &[u8]) -> SegmentId {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.current = segment(self.bytes.len());
        self.add(Segment { bytes: start..self.bytes.len(), ..segment(start) })
    }

    fn add(&mut self, segment: Segment) -> SegmentId {
        self.segments.push(segment);
        // A part is at most 2 GiB and a segment at least one byte, so the count fits.
        SegmentId(u32::try_from(self.segments.len() - 1).unwrap_or(u32::MAX))
    }

    fn write_pending(&mut self) {
        for (range, kind) in std::mem::take(&mut self.pending) {
            let tag = &self.tree.source()[range];
            match kind {
                Kind::Element => self.bytes.extend_from_slice(tag),
                Kind::Text => {
                    let name = tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>');
                    self.bytes.extend_from_slice(&tag[..name.unwrap_or(tag.len())]);
                    self.bytes.extend_from_slice(b" xml:space=\"preserve\">");
                }
            }
        }
    }

    /// Content and starts count where they begin, ends where they end.
    fn take_marks(&mut self, range: &Range<usize>) {
        let first = self.marks.partition_point(|mark| mark.at < range.start);
        for mark in self.marks[first..].iter().take_while(|mark| mark.at <= range.end) {
            let begins = mark.at < range.end;
            let ends = mark.at > range.start;
            match mark.kind {
                MarkKind::Content if begins => self.current.content = true,
                MarkKind::TableStart if begins && self.current.last.is_none() => {
                    self.current.starts_table = true
                }
                MarkKind::RowEnd if ends => self.current.rows += 1,
                MarkKind::ParagraphEnd | MarkKind::TableEnd if ends => {
                    self.current.last = Block::ended_by(mark.kind)
                }
                _ => {}
            }
        }
    }
}
