//! CSV (RFC 4180) that a spreadsheet opens without running anything in it.

/// A row with its line break; every cell between quotes.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets read as "this is text"
/// (OWASP, CSV injection).
pub fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quote(cell)).collect();
    cells.join(",") + "\r\n"
}

fn quote(cell: &str) -> String {
    let guard = if cell.starts_with(is_formula) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

/// What a formula begins with, in its wide forms too, which some spreadsheets take for the same.
fn is_formula(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_back_as_it_was() {
        assert_eq!(row(&["a", "b,c", "d \"e\"", ""]), "\"a\",\"b,c\",\"d \"\"e\"\"\",\"\"\r\n");
        assert_eq!(row(&["two\nlines"]), "\"two\nlines\"\r\n");
    }

    #[test]
    fn nothing_in_it_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{ff1d}1"] {
            assert_eq!(row(&[cell]), format!("\"'{cell}\"\r\n"));
        }
        assert_eq!(row(&["=HYPERLINK(\"x\")"]), "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
        assert_eq!(row(&["a=1"]), "\"a=1\"\r\n");
    }
}
