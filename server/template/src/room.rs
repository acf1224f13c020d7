//! How much room there is where a tag stands: a picture that is larger is made to fit.

use akte_ooxml::xml::{NodeId, Ns, Tree};

use crate::plan::own_break;

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// In twentieths of a point.
    pub width: u32,
    /// In twentieths of a point.
    pub height: u32,
}

/// What a twentieth of a point is in English Metric Units.
pub(crate) const TWIP: u64 = 635;
/// The width and height of A4, for a page that nothing is said of, and margins of an inch.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 1_440;
/// The space between columns that nothing is said of (ECMA-376 Part 1, 17.6.4).
const BETWEEN: u32 = 720;
/// What the margins of a cell, and the insets of a text box, take from its width, unless it says otherwise.
const CELL: u32 = 216;
const BOX: u32 = 288;
/// Less room than this is a slip.
const LEAST: u32 = 144;

/// The rooms of a document's sections.
#[derive(Debug)]
pub(crate) struct Rooms(
    /// Where in the source each section ends, with the room in its columns; in order, and never empty.
    Vec<(usize, Room)>,
);

impl Rooms {
    /// Those of a main document.
    pub fn find(tree: &Tree) -> Self {
        let mut rooms = Vec::new();
        for node in tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, "p")) {
            rooms.extend(own_break(tree, node).map(|section| (tree.span(node).end, column(tree, section))));
        }
        let body = tree.children(tree.root()).find(|&node| tree.is(node, Ns::W, "body"));
        let last = body.and_then(|body| tree.child(body, Ns::W, "sectPr"));
        let last = last.map_or_else(|| Room::of(PAGE, [MARGIN; 4]), |section| column(tree, section));
        rooms.push((usize::MAX, last));
        Self(rooms)
    }

    /// For a part that may stand beside any section: the least.
    pub fn narrowest(&self) -> Self {
        let least = |of: fn(&Room) -> u32| self.0.iter().map(|(_, room)| of(room)).min().unwrap_or(LEAST);
        Self(vec![(usize::MAX, Room { width: least(|room| room.width), height: least(|room| room.height) })])
    }

    /// The room for what stands in a paragraph.
    pub fn at(&self, tree: &Tree, paragraph: NodeId) -> Room {
        let start = tree.span(paragraph).start;
        let section = self.0.partition_point(|(end, _)| *end <= start);
        let mut room = self.0.get(section).map_or(Room::default(), |(_, room)| *room);
        let mut at = paragraph;
        while let Some(parent) = tree.parent(at) {
            at = parent;
            let width = match tree.name(at) {
                (Ns::W, "tc") => cell(tree, at).map(|width| width.saturating_sub(CELL)),
                (Ns::Wp, "inline" | "anchor") => shape(tree, at).map(|width| width.saturating_sub(BOX)),
                _ => None,
            };
            room.width = width.unwrap_or(room.width).max(LEAST).min(room.width);
        }
        room
    }
}

impl Default for Rooms {
    fn default() -> Self {
        Self(vec![(usize::MAX, Room::default())])
    }
}

impl Default for Room {
    fn default() -> Self {
        Self::of(PAGE, [MARGIN; 4])
    }
}

impl Room {
    /// What margins (left, right, top, bottom) leave of a page.
    fn of((width, height): (u32, u32), [left, right, top, bottom]: [u32; 4]) -> Self {
        let left_of = |of: u32, a: u32, b: u32| of.saturating_sub(a).saturating_sub(b).max(LEAST);
        Self { width: left_of(width, left, right), height: left_of(height, top, bottom) }
    }

    /// A size, in English Metric Units, or as much of it as there is room for, in the same proportions.
    pub fn fit(self, (mut width, mut height): (u64, u64)) -> (u64, u64) {
        let (most_wide, most_high) = (u64::from(self.width) * TWIP, u64::from(self.height) * TWIP);
        if width > most_wide {
            (width, height) = (most_wide, height * most_wide / width);
        }
        if height > most_high {
            (width, height) = (width * most_high / height, most_high);
        }
        (width.max(1), height.max(1))
    }
}

/// The room in the narrowest column of a section (ECMA-376 Part 1, 17.6.4, 17.6.11, 17.6.13).
fn column(tree: &Tree, section: NodeId) -> Room {
    let of = |element: &str, name: &str| number(tree, tree.child(section, Ns::W, element)?, name);
    let page = (of("pgSz", "w").unwrap_or(PAGE.0), of("pgSz", "h").unwrap_or(PAGE.1));
    let margin = |name| of("pgMar", name).unwrap_or(MARGIN);
    let left = margin("left") + of("pgMar", "gutter").unwrap_or(0);
    let mut room = Room::of(page, [left, margin("right"), margin("top"), margin("bottom")]);
    let Some(columns) = tree.child(section, Ns::W, "cols") else { return room };
    let own = tree.children(columns).filter_map(|column| number(tree, column, "w")).min();
    let count = number(tree, columns, "num").unwrap_or(1).max(1);
    let between = number(tree, columns, "space").unwrap_or(BETWEEN).saturating_mul(count - 1);
    let equal = room.width.saturating_sub(between) / count;
    room.width = own.unwrap_or(equal).max(LEAST).min(room.width);
    room
}

fn cell(tree: &Tree, cell: NodeId) -> Option<u32> {
    let width = tree.child(tree.child(cell, Ns::W, "tcPr")?, Ns::W, "tcW")?;
    let is_twips = tree.attribute(width, Ns::W, "type").is_some_and(|kind| kind == "dxa");
    number(tree, width, "w").filter(|_| is_twips)
}

fn shape(tree: &Tree, shape: NodeId) -> Option<u32> {
    let extent = tree.child(shape, Ns::Wp, "extent")?;
    let width: u64 = tree.attribute(extent, Ns::None, "cx")?.parse().ok()?;
    u32::try_from(width / TWIP).ok()
}

/// A length in twentieths of a point below what a page of Word can have (22 inches); others are not understood.
fn number(tree: &Tree, element: NodeId, name: &str) -> Option<u32> {
    let value = tree.attribute(element, Ns::W, name)?.parse::<i64>().ok()?;
    u32::try_from(value.abs()).ok().filter(|value| *value <= 31_680)
}
