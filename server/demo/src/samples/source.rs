//! The text of a contract to its blocks: paragraphs with a style, and tables.

use super::Error;

/// The text of a contract, read.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub title: String,
    /// A language tag such as `en-GB`: the language of every run.
    pub language: String,
    pub category: String,
    pub header: String,
    pub footer: String,
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph { line: usize, style: &'static str, text: String },
    Table { line: usize, columns: Vec<Column>, rows: Vec<String> },
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its part of the table's width, in hundredths.
    pub share: usize,
    pub right: bool,
}

/// What is wrong, and in which line of the source.
#[derive(Debug)]
pub(super) struct Wrong {
    pub line: usize,
    pub message: String,
}

impl Wrong {
    pub fn at(line: usize, message: impl Into<String>) -> Wrong {
        Wrong { line, message: message.into() }
    }

    pub fn in_file(self, file: &str) -> Error {
        Error::Source { file: file.to_owned(), line: self.line, message: self.message }
    }
}

/// The style of a paragraph by the mark at its start.
const MARKS: [(&str, &str); 16] = [
    ("=", "Title"),
    ("==", "Subtitle"),
    ("===", "PlainHeading"),
    ("=!", "Annex"),
    ("#", "Heading1"),
    ("##", "Clause"),
    ("##.", "ClauseLeadIn"),
    ("###", "Item"),
    (">", "Definition"),
    (".", "BodyText"),
    ("..", "LeadIn"),
    ("(1)", "Party"),
    ("(A)", "Recital"),
    ("~~", "Signatory"),
    ("~", "SignatureLine"),
    ("~.", "LastSignatureLine"),
];

/// Reads the text of a contract, in the format of the README.
pub(super) fn parse(text: &str) -> Result<Source, Wrong> {
    let mut source = Source::default();
    let mut lines = text.lines().zip(1..);
    for (line, number) in lines.by_ref().take_while(|(line, _)| *line != "---") {
        let (name, value) =
            line.split_once(": ").ok_or_else(|| Wrong::at(number, "expected `name: value` or `---`"))?;
        let field = match name {
            "title" => &mut source.title,
            "language" => &mut source.language,
            "category" => &mut source.category,
            "header" => &mut source.header,
            "footer" => &mut source.footer,
            _ => return Err(Wrong::at(number, format!("unknown name `{name}`"))),
        };
        value.clone_into(field);
    }
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        read(line, number, &mut source.blocks)?;
    }
    Ok(source)
}

fn read(line: &str, number: usize, blocks: &mut Vec<Block>) -> Result<(), Wrong> {
    if line.starts_with(' ') {
        match blocks.last_mut() {
            Some(Block::Paragraph { text, .. }) => {
                text.push(' ');
                text.push_str(line.trim());
                return Ok(());
            }
            _ => return Err(Wrong::at(number, "an indented line continues a paragraph, but there is none")),
        }
    }
    if let Some(columns) = line.strip_prefix("|:") {
        blocks.push(Block::Table { line: number, columns: read_columns(columns, number)?, rows: Vec::new() });
        return Ok(());
    }
    if line.starts_with('|') {
        match blocks.last_mut() {
            Some(Block::Table { rows, .. }) => {
                rows.push(line.to_owned());
                return Ok(());
            }
            _ => return Err(Wrong::at(number, "a row needs a line `|:` with the columns before it")),
        }
    }
    let (style, text) = if line.starts_with("{%") {
        ("MarkUp", line)
    } else {
        let (mark, text) = line.split_once(' ').unwrap_or((line, ""));
        let style = MARKS.iter().find(|(known, _)| *known == mark);
        let (_, style) = style.ok_or_else(|| Wrong::at(number, format!("unknown mark `{mark}`")))?;
        (*style, text)
    };
    blocks.push(Block::Paragraph { line: number, style, text: text.trim().to_owned() });
    Ok(())
}

fn read_columns(text: &str, number: usize) -> Result<Vec<Column>, Wrong> {
    let column = |word: &str| {
        let right = word.ends_with('>');
        let share = word
            .trim_end_matches('>')
            .parse()
            .map_err(|_| Wrong::at(number, format!("`{word}` is no width")))?;
        Ok(Column { share, right })
    };
    let columns: Vec<Column> = text.split_whitespace().map(column).collect::<Result<_, _>>()?;
    if columns.iter().map(|column| column.share).sum::<usize>() != 100 {
        return Err(Wrong::at(number, "the widths of the columns do not add up to 100"));
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> (usize, String) {
        let wrong = parse(text).unwrap_err();
        (wrong.line, wrong.message)
    }

    #[test]
    fn a_paragraph_has_the_style_of_its_mark_and_goes_on_in_indented_lines() {
        let source = parse("title: T\n---\n\n# One\n## Two\n   goes on\n{% if a %}\n").unwrap();
        let paragraph = |line, style, text: &str| Block::Paragraph { line, style, text: text.to_owned() };
        assert_eq!(source.title, "T");
        assert_eq!(
            source.blocks,
            [
                paragraph(4, "Heading1", "One"),
                paragraph(5, "Clause", "Two goes on"),
                paragraph(7, "MarkUp", "{% if a %}")
            ]
        );
    }

    #[test]
    fn a_table_keeps_its_rows() {
        let source = parse("---\n|: 70 30>\n| A | B |\n").unwrap();
        let columns = vec![Column { share: 70, right: false }, Column { share: 30, right: true }];
        assert_eq!(source.blocks, [Block::Table { line: 2, columns, rows: vec!["| A | B |".to_owned()] }]);
    }

    #[test]
    fn mistakes_name_their_line() {
        assert_eq!(wrong("colour: red\n---"), (1, "unknown name `colour`".to_owned()));
        assert_eq!(wrong("---\n\nHello there"), (3, "unknown mark `Hello`".to_owned()));
        assert_eq!(wrong("---\n  goes on").0, 2);
        assert_eq!(wrong("---\n| A |").0, 2);
        assert_eq!(wrong("---\n|: 50 60").0, 2);
    }
}
