//! The blocks of a source to the body, the header and the footer of a Word document.

use docx_rs::{Docx, Footer, Header, NumPages, PageMargin, PageNum, Paragraph, Run};

use super::inline::{self, Piece};
use super::mend;
use super::source::{Block, Source, Wrong};
use super::table;

/// Lengths in twentieths of a point: A4, with 2.5 cm of margin at either side.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_418;
/// The width of the text.
pub(super) const TEXT_WIDTH: usize = 9_070;
/// How far the text of a clause is indented (as in `numbering.xml`).
pub(super) const CLAUSE_INDENT: usize = 720;

/// The XML parts that hold the text.
pub(super) struct Story {
    pub document: Vec<u8>,
    pub header: Vec<u8>,
    pub footer: Vec<u8>,
}

/// Builds the parts that hold the text. The look is in the styles of the house style.
pub(super) fn build(source: &Source) -> Result<Story, Wrong> {
    let mut paragraphs = Paragraphs::default();
    let header = Header::new().add_paragraph(paragraphs.make("Header", &source.header, 1)?);
    let footer = Footer::new().add_paragraph(paragraphs.make("Footer", &source.footer, 1)?);
    let margin =
        PageMargin::new().top(1_588).bottom(1_418).left(MARGIN).right(MARGIN).header(709).footer(567);
    let mut docx = Docx::new().page_size(PAGE.0, PAGE.1).page_margin(margin).header(header).footer(footer);
    let mut in_clause = false;
    for block in &source.blocks {
        docx = match block {
            Block::Paragraph { line, style, text } => {
                if *style != "MarkUp" {
                    in_clause = matches!(*style, "Clause" | "ClauseLeadIn" | "Definition");
                }
                docx.add_paragraph(paragraphs.make(style, text, *line)?)
            }
            Block::Table { line, columns, rows } => {
                let indent = if in_clause { CLAUSE_INDENT } else { 0 };
                docx.add_table(table::build(&mut paragraphs, columns, rows, indent, *line)?)
            }
        };
    }
    let built = docx.build();
    let first = |parts: &[Vec<u8>]| parts.first().map(|part| mend::story(part)).unwrap_or_default();
    Ok(Story {
        document: mend::story(&built.document),
        header: first(&built.headers),
        footer: first(&built.footers),
    })
}

/// Makes paragraphs, each with an id of its own.
#[derive(Default)]
pub(super) struct Paragraphs {
    made: u32,
}

impl Paragraphs {
    /// A paragraph in a style of the house style. `line` is where its text stands in the source.
    pub fn make(&mut self, style: &str, text: &str, line: usize) -> Result<Paragraph, Wrong> {
        self.made += 1;
        // Ids of our own: the library counts on from document to document, and the bytes must be the same every time.
        let mut paragraph = Paragraph::new().id(format!("{:08X}", self.made)).style(style);
        for piece in inline::pieces(text).map_err(|message| Wrong::at(line, message))? {
            paragraph = match piece {
                Piece::Text { text, strong, emphasis } => {
                    let run = Run::new().add_text(text);
                    paragraph.add_run(match (strong, emphasis) {
                        (true, _) => run.style("Strong"),
                        (false, true) => run.style("Emphasis"),
                        (false, false) => run,
                    })
                }
                Piece::Tab => paragraph.add_run(Run::new().add_tab()),
                Piece::Page => paragraph.add_page_num(PageNum::new()),
                Piece::Pages => paragraph.add_num_pages(NumPages::new()),
            };
        }
        Ok(paragraph)
    }
}
