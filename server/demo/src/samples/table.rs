//! Tables: the first row is the header; a row of one cell in a table of several columns spans them all.

use docx_rs::{Table, TableCell, TableLayoutType, TableRow, WidthType};

use super::body::{Paragraphs, TEXT_WIDTH};
use super::inline;
use super::source::{Column, Wrong};

/// A table of the house style, `indent` twentieths of a point from the margin.
pub(super) fn build(
    paragraphs: &mut Paragraphs,
    columns: &[Column],
    rows: &[String],
    indent: usize,
    line: usize,
) -> Result<Table, Wrong> {
    let width = TEXT_WIDTH - indent;
    let widths: Vec<usize> = columns.iter().map(|column| width * column.share / 100).collect();
    let mut built = Vec::with_capacity(rows.len());
    for (index, (row, line)) in rows.iter().zip(line + 1..).enumerate() {
        let cells = cells(row).map_err(|message| Wrong::at(line, message))?;
        let row = if cells.len() == columns.len() {
            let style = if index == 0 { "TableHeading" } else { "TableText" };
            let mut row = Vec::with_capacity(cells.len());
            for ((text, column), width) in cells.iter().zip(columns).zip(&widths) {
                let style = if column.right { format!("{style}Right") } else { style.to_owned() };
                row.push(
                    TableCell::new()
                        .width(*width, WidthType::Dxa)
                        .add_paragraph(paragraphs.make(&style, text, line)?),
                );
            }
            row
        } else if let [text] = cells.as_slice() {
            let cell = TableCell::new().width(widths.iter().sum(), WidthType::Dxa).grid_span(columns.len());
            vec![cell.add_paragraph(paragraphs.make("MarkUp", text, line)?)]
        } else {
            return Err(Wrong::at(
                line,
                format!("{} cells in a table of {} columns", cells.len(), columns.len()),
            ));
        };
        built.push(TableRow::new(row).cant_split());
    }
    let table = Table::new(built).set_grid(widths).style("ContractTable").layout(TableLayoutType::Fixed);
    Ok(table.width(width, WidthType::Dxa).indent(i32::try_from(indent).unwrap_or_default()))
}

/// The texts of the cells of `| one | two |`.
fn cells(row: &str) -> Result<Vec<String>, String> {
    let row =
        row.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|')).ok_or("a row ends with `|`")?;
    Ok(inline::split(row, '|')?.iter().map(|cell| cell.trim().to_owned()).collect())
}
