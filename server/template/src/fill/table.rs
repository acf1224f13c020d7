//! Tables put right after rows or cells were left out or repeated.

use std::ops::Range;

use akte_ooxml::Limits;
use akte_ooxml::xml::{NodeId, Ns, Tree};

use crate::plan::Ragged;
use crate::program::Program;

/// Puts the table that begins at `start` and ends the output right. How many rows it has; nothing when it cannot be
/// read by itself: then it stays as it is.
pub(crate) fn put_right(program: &Program, ragged: Ragged, out: &mut Vec<u8>, start: usize) -> Option<usize> {
    let root = &program.literals[program.root.clone()];
    let name_end = root.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?;
    let whole = [root, &out[start..], b"</", &root[1..name_end], b">"].concat();
    let tree = Tree::parse(whole, &Limits::default()).ok()?;
    let table = tree.descendants(tree.root()).find(|&node| tree.is(node, Ns::W, "tbl"))?;
    let rows: Vec<Row> = own(&tree, table, "tr", "tbl").map(|row| Row::read(&tree, row)).collect();
    let mut fix = Fix { tree: &tree, prefix: &program.prefix, edits: Vec::new() };
    let (full, empty): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| !row.cells.is_empty());
    empty.into_iter().for_each(|row| fix.edits.push((tree.span(row.element), String::new())));
    if ragged.merges {
        fix.merges(&full);
    }
    if ragged.columns {
        fix.columns(table, &full);
    }
    let (from, mut edits) = (root.len(), fix.edits);
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    for (range, text) in edits.into_iter().rev() {
        out.splice(start + range.start - from..start + range.end - from, text.into_bytes());
    }
    Some(full.len())
}

/// The descendants of this name that stand in no nearer element of the other name.
fn own<'t>(
    tree: &'t Tree,
    around: NodeId,
    name: &'t str,
    unit: &'t str,
) -> impl Iterator<Item = NodeId> + 't {
    let mut inside = 0;
    tree.descendants(around).filter(move |&node| {
        let span = tree.span(node);
        if span.start < inside {
            return false;
        }
        if tree.is(node, Ns::W, unit) {
            inside = span.end;
        }
        tree.is(node, Ns::W, name)
    })
}

struct Row {
    element: NodeId,
    /// Columns left free before and after its cells.
    before: usize,
    after: usize,
    cells: Vec<Cell>,
}

struct Cell {
    element: NodeId,
    properties: Option<NodeId>,
    span: usize,
    merge: Option<Merge>,
}

#[derive(Clone, Copy)]
struct Merge {
    element: NodeId,
    begins: bool,
}

/// A table of Word has at most 63 columns; what a file says beyond any sense is not followed.
const MOST_COLUMNS: usize = 1024;

fn number(tree: &Tree, properties: Option<NodeId>, name: &str) -> Option<usize> {
    let value = tree.attribute(tree.child(properties?, Ns::W, name)?, Ns::W, "val")?.parse().ok()?;
    Some(MOST_COLUMNS.min(value))
}

impl Row {
    fn read(tree: &Tree, element: NodeId) -> Self {
        let properties = tree.child(element, Ns::W, "trPr");
        let count = |name| number(tree, properties, name).unwrap_or(0);
        let cells = own(tree, element, "tc", "tc").map(|cell| {
            let properties = tree.child(cell, Ns::W, "tcPr");
            let merge = properties.and_then(|properties| tree.child(properties, Ns::W, "vMerge"));
            Cell {
                element: cell,
                properties,
                span: number(tree, properties, "gridSpan").unwrap_or(1).max(1),
                merge: merge.map(|element| Merge {
                    element,
                    begins: tree.attribute(element, Ns::W, "val").as_deref() == Some("restart"),
                }),
            }
        });
        Self { element, before: count("gridBefore"), after: count("gridAfter"), cells: cells.collect() }
    }

    fn columns(&self) -> usize {
        self.before + self.after + self.cells.iter().map(|cell| cell.span).sum::<usize>()
    }
}

struct Fix<'t> {
    tree: &'t Tree,
    prefix: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl Fix<'_> {
    /// A merged cell whose beginning vanished becomes the beginning (ECMA-376 Part 1, 17.4.84).
    fn merges(&mut self, rows: &[Row]) {
        let mut open: Vec<usize> = Vec::new();
        for row in rows {
            let mut column = row.before;
            let mut now = Vec::new();
            for cell in &row.cells {
                if let Some(merge) = cell.merge {
                    if !merge.begins && !open.contains(&column) {
                        let restart = format!("<{0}vMerge {0}val=\"restart\"/>", self.prefix);
                        self.edits.push((self.tree.span(merge.element), restart));
                    }
                    now.push(column);
                }
                column += cell.span;
            }
            open = now;
        }
    }

    /// As many columns as the rows came to have; rows that span the table follow; the width stays.
    fn columns(&mut self, table: NodeId, rows: &[Row]) {
        let tree = self.tree;
        let Some(grid) = tree.child(table, Ns::W, "tblGrid") else { return };
        let grid_columns: Vec<NodeId> =
            tree.children(grid).filter(|&node| tree.is(node, Ns::W, "gridCol")).collect();
        let before = grid_columns.len();
        let Some(wanted) = rows.iter().map(Row::columns).filter(|&columns| columns != before).max() else {
            return;
        };
        let spans: Vec<Vec<usize>> = rows.iter().map(|row| fitted(row, wanted, before)).collect();
        let total = |(row, spans): (&Row, &Vec<usize>)| row.before + row.after + spans.iter().sum::<usize>();
        let columns = rows.iter().zip(&spans).map(total).max().unwrap_or(wanted);
        let widths = self.widths(&grid_columns, columns, rows);
        if columns != before {
            let column = |width: &usize| format!("<{0}gridCol {0}w=\"{width}\"/>", self.prefix);
            let (Some(first), Some(last)) = (grid_columns.first(), grid_columns.last()) else { return };
            let range = tree.span(*first).start..tree.span(*last).end;
            self.edits.push((range, widths.iter().map(column).collect()));
        }
        for (row, mut spans) in rows.iter().zip(spans) {
            let lacking = columns.saturating_sub(total((row, &spans)));
            if let Some(last) = spans.last_mut() {
                *last += lacking;
            }
            let mut column = row.before;
            for (cell, span) in row.cells.iter().zip(spans) {
                let width = widths.iter().skip(column).take(span).sum();
                self.cell(cell, span, width);
                column += span;
            }
        }
    }

    /// The new widths, in twentieths of a point: as the cells of a row that has every column ask, scaled to the old sum.
    fn widths(&self, grid: &[NodeId], columns: usize, rows: &[Row]) -> Vec<usize> {
        let width = |node: NodeId| -> usize {
            self.tree.attribute(node, Ns::W, "w").and_then(|width| width.parse().ok()).unwrap_or(0)
        };
        let sum: usize = grid.iter().map(|&column| width(column).min(100_000)).sum();
        let asked = |cell: &Cell| {
            let asked = self.tree.child(cell.properties?, Ns::W, "tcW")?;
            let is_length = self.tree.attribute(asked, Ns::W, "type").is_none_or(|kind| kind == "dxa");
            is_length.then(|| width(asked).min(100_000)).filter(|&width| width > 0)
        };
        let full = rows.iter().find(|row| row.cells.len() == columns);
        let weights: Option<Vec<usize>> = full.and_then(|row| row.cells.iter().map(asked).collect());
        let weights = weights.unwrap_or_else(|| vec![1; columns]);
        let all: usize = weights.iter().sum::<usize>().max(1);
        weights.into_iter().map(|weight| sum * weight / all).collect()
    }

    /// Gives a cell its span and width, in the order of CT_TcPr (ECMA-376 Part 1, 17.4.69).
    fn cell(&mut self, cell: &Cell, span: usize, width: usize) {
        let (tree, prefix) = (self.tree, self.prefix);
        let wanted = format!("<{prefix}tcW {prefix}w=\"{width}\" {prefix}type=\"dxa\"/>");
        let spanned =
            if span > 1 { format!("<{prefix}gridSpan {prefix}val=\"{span}\"/>") } else { String::new() };
        let Some(properties) = cell.properties.filter(|&node| !tree.close(node).is_empty()) else {
            let range = match cell.properties {
                Some(empty) => tree.span(empty),
                None => tree.open(cell.element).end..tree.open(cell.element).end,
            };
            self.edits.push((range, format!("<{prefix}tcPr>{wanted}{spanned}</{prefix}tcPr>")));
            return;
        };
        for name in ["tcW", "gridSpan"] {
            let old = tree.child(properties, Ns::W, name).map(|node| (tree.span(node), String::new()));
            self.edits.extend(old);
        }
        let at = tree
            .child(properties, Ns::W, "cnfStyle")
            .map_or(tree.open(properties).end, |node| tree.span(node).end);
        self.edits.push((at..at, wanted + &spanned));
    }
}

/// The spans of a row's cells in a table of so many columns. A row that had all the columns before keeps having them:
/// its widest cell gives or takes.
fn fitted(row: &Row, wanted: usize, before: usize) -> Vec<usize> {
    let mut spans: Vec<usize> = row.cells.iter().map(|cell| cell.span).collect();
    if row.columns() == before
        && let Some(widest) = spans.iter_mut().max_by_key(|span| **span)
    {
        *widest = (*widest + wanted).saturating_sub(before).max(1);
    }
    spans
}
