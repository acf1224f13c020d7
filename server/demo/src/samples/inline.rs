//! The text of a paragraph to its pieces. Mark-up tags stand as they are, whatever is in them.

/// A piece of a paragraph.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(super) enum Piece {
    Text {
        text: String,
        strong: bool,
        emphasis: bool,
    },
    Tab,
    /// The number of the page.
    Page,
    /// How many pages there are.
    Pages,
}

/// Splits `text` at `separator`, except inside mark-up tags.
pub(super) fn split(text: &str, separator: char) -> Result<Vec<String>, String> {
    let mut parts = vec![String::new()];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = tag(rest)?.unwrap_or(first.len_utf8());
        match parts.last_mut() {
            Some(part) if length > 1 || first != separator => part.push_str(&rest[..length]),
            _ => parts.push(String::new()),
        }
        rest = &rest[length..];
    }
    Ok(parts)
}

/// The pieces of the text of a paragraph: `**strong**`, `//emphasis//`, `|` (a tab), `| _` (a line to write on),
/// `{page}` and `{pages}`.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    for (index, part) in split(text, '|')?.iter().map(|part| part.trim()).enumerate() {
        if index > 0 {
            pieces.push(Piece::Tab);
        }
        match part {
            "_" => pieces.push(Piece::Tab),
            _ => styled(part, &mut pieces)?,
        }
    }
    Ok(pieces)
}

fn styled(text: &str, pieces: &mut Vec<Piece>) -> Result<(), String> {
    let (mut strong, mut emphasis) = (false, false);
    let mut current = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mark = ["**", "//", "{pages}", "{page}"].into_iter().find(|mark| rest.starts_with(mark));
        let length = match (tag(rest)?, mark) {
            (Some(length), _) => length,
            (None, Some(mark)) => {
                if !current.is_empty() {
                    pieces.push(Piece::Text { text: std::mem::take(&mut current), strong, emphasis });
                }
                match mark {
                    "**" => strong = !strong,
                    "//" => emphasis = !emphasis,
                    "{page}" => pieces.push(Piece::Page),
                    _ => pieces.push(Piece::Pages),
                }
                rest = &rest[mark.len()..];
                continue;
            }
            (None, None) => first.len_utf8(),
        };
        current.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    if !current.is_empty() {
        pieces.push(Piece::Text { text: current, strong, emphasis });
    }
    if strong || emphasis {
        return Err("`**` or `//` is opened but not closed".to_owned());
    }
    Ok(())
}

/// The length in bytes of the tag that `text` begins with, if it does.
fn tag(text: &str) -> Result<Option<usize>, String> {
    let ends = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let Some((_, end)) = ends.into_iter().find(|(start, _)| text.starts_with(start)) else { return Ok(None) };
    match text.find(end) {
        Some(at) => Ok(Some(at + end.len())),
        None => Err(format!("a tag is not closed: {}", text.chars().take(30).collect::<String>())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, strong: bool, emphasis: bool) -> Piece {
        Piece::Text { text: text.to_owned(), strong, emphasis }
    }

    #[test]
    fn a_tag_is_left_as_it_is() {
        let tag = "{{ a | b ** 2 // 3 }}";
        assert_eq!(pieces(tag).unwrap(), [text(tag, false, false)]);
        assert_eq!(split("x | {{ a | b }} | y", '|').unwrap(), ["x ", " {{ a | b }} ", " y"]);
    }

    #[test]
    fn marks_style_the_text_between_them() {
        let expected = [
            text("the “", false, false),
            text("Term", true, false),
            text("” (", false, false),
            text("f", false, true),
        ];
        assert_eq!(pieces("the “**Term**” (//f//").unwrap(), expected);
    }

    #[test]
    fn tabs_fields_and_lines_to_write_on() {
        assert_eq!(
            pieces("| {page}/{pages}").unwrap(),
            [Piece::Tab, Piece::Page, text("/", false, false), Piece::Pages]
        );
        assert_eq!(pieces("Name: | _").unwrap(), [text("Name:", false, false), Piece::Tab, Piece::Tab]);
    }

    #[test]
    fn what_is_opened_must_be_closed() {
        assert!(pieces("a **b").unwrap_err().contains("not closed"));
        assert!(pieces("{{ a ").unwrap_err().contains("{{ a"));
    }
}
