use std::fmt::Write as _;

use akte_expr::{Language, Rules, Settings, World, civil};
use akte_ooxml::Limits;
use akte_template::{Missing, compile};

use super::expression::answers;
use crate::source::build;
use crate::validity::new_problems;

/// A text as a template: a document is made of it, compiled, filled, and looked at.
///
/// A line is a paragraph. `|` starts a new run. A line that begins with `[` is a row of cells parted by `/`, with
/// paragraphs parted by `\`; with `^` a header, `~` a footnote, `*` a text box, `@` a bookmark, `&` a field, `#` a list
/// item, `=` a section break, `!` a comment, `$` a content control, `<` a deletion, `>` a bookmark that the next `>` ends.
///
/// # Panics
/// What comes out is not well-formed, or has a problem that the template did not have.
pub fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let text: String = text.chars().filter(|ch| *ch == '\n' || !ch.is_control()).take(4000).collect();
    let Ok(template) = build(&source(&text)) else { return };
    let Ok(compiled) = compile(template.clone().into(), &Limits::default()) else { return };
    let Some(ready) = compiled.template else {
        assert!(!compiled.diagnostics.is_empty(), "no template, and nothing is said");
        return;
    };
    let answers = answers();
    let today = civil::date(2026, 3, 5);
    let settings = Settings { language: Language::En, today, now: today.at(9, 0, 0, 0) };
    let world = World { answers: &answers, rules: &Rules::new(), settings: &settings };
    let Ok(filled) = ready.fill(&world, Missing::Mark) else { return };
    let problems = new_problems(&template, &filled.bytes).unwrap_or_else(|error| vec![error]);
    assert!(problems.is_empty(), "{problems:#?} of\n{text}");
    let again = ready.fill(&world, Missing::Mark).map(|again| again.bytes).unwrap_or_default();
    assert!(again == filled.bytes, "the same inputs give other bytes");
}

fn source(text: &str) -> String {
    let (mut parts, mut body, mut row_open, mut range) = (String::new(), String::new(), false, None);
    for (number, line) in text.lines().enumerate() {
        let id = number + 1;
        let mut chars = line.chars();
        let (sign, rest) = (chars.next().unwrap_or(' '), runs(chars.as_str()));
        if row_open && sign != '[' {
            body.push_str("</tbl>");
            row_open = false;
        }
        // Writing to a String cannot fail.
        let _infallible = match sign {
            '[' => {
                if !row_open {
                    // Tables of the source never touch.
                    body.push_str("<p/><tbl>");
                    row_open = true;
                }
                let cells = chars.as_str().split('/').map(|cell| {
                    let paragraphs = cell.split('\\').map(|paragraph| format!("<p>{}</p>", runs(paragraph)));
                    format!("<td>{}</td>", paragraphs.collect::<String>())
                });
                write!(body, "<tr>{}</tr>", cells.collect::<String>())
            }
            '^' => write!(parts, "<header id=\"h{id}\"><p>{rest}</p></header>"),
            '~' => {
                let _infallible = write!(parts, "<footnote id=\"{id}\"><p>{rest}</p></footnote>");
                write!(body, "<p><footnote-ref id=\"{id}\"/></p>")
            }
            '*' => write!(body, "<p><textbox id=\"{id}\"><p>{rest}</p></textbox></p>"),
            '@' => write!(body, "<p><bookmark id=\"{id}\" name=\"b{id}\">{rest}</bookmark></p>"),
            '&' => write!(body, "<p><field code=\"REF b{id}\">{rest}</field></p>"),
            '#' => write!(body, "<p list=\"1\">{rest}</p>"),
            '=' => write!(body, "<p section=\"nextPage\">{rest}</p>"),
            '!' => {
                let _infallible = write!(parts, "<comment id=\"{id}\"><p>a comment</p></comment>");
                write!(body, "<p><comment id=\"{id}\">{rest}</comment></p>")
            }
            '$' => write!(
                body,
                "<w:sdt><w:sdtPr><w:id w:val=\"{id}\"/></w:sdtPr><w:sdtContent><p>{rest}</p></w:sdtContent></w:sdt>"
            ),
            '<' => write!(body, "<p><w:del w:id=\"{id}\" w:author=\"A\">{rest}</w:del></p>"),
            '>' => match range.take() {
                None => {
                    range = Some(id);
                    write!(body, "<p><w:bookmarkStart w:id=\"{id}\" w:name=\"r{id}\"/>{rest}</p>")
                }
                Some(open) => write!(body, "<p>{rest}<w:bookmarkEnd w:id=\"{open}\"/></p>"),
            },
            sign => write!(body, "<p>{}{rest}</p>", escape(&sign.to_string())),
        };
    }
    if row_open {
        body.push_str("</tbl>");
    }
    if let Some(open) = range {
        let _infallible = write!(body, "<p><w:bookmarkEnd w:id=\"{open}\"/></p>");
    }
    format!("<docx>{parts}<body>{body}<p/></body></docx>")
}

fn runs(text: &str) -> String {
    text.split('|')
        .map(|run| if run.is_empty() { String::new() } else { format!("<r>{}</r>", escape(run)) })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
