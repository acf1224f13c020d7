//! Blanks of a draft: `[label]` in a run of its own, highlighted, with the formatting of the run it stands in.

use akte_ooxml::xml::escape;

/// Run properties that come after the highlight (ECMA-376 Part 1, 17.3.2, `CT_RPr`).
const AFTER: [&str; 15] = [
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
    "del",
    "rPrChange",
];

/// Writes a blank where a value would stand. In text of the document it is highlighted; elsewhere (a property, the
/// instruction of a field) it is only written.
pub(super) fn write(text: &str, prefix: &str, bytes: &mut Vec<u8>) {
    let Some(properties) = open_run(bytes, prefix) else { return escape(text, bytes) };
    let properties = String::from_utf8_lossy(properties).into_owned();
    let text_tag = format!("<{prefix}t xml:space=\"preserve\">");
    let close = format!("</{prefix}t></{prefix}r>");
    bytes.extend_from_slice(
        format!("{close}<{prefix}r>{}{text_tag}", highlighted(&properties, prefix)).as_bytes(),
    );
    escape(text, bytes);
    bytes.extend_from_slice(format!("{close}<{prefix}r>{properties}{text_tag}").as_bytes());
}

/// Whether the text of a run is being written.
pub(super) fn is_in_run(bytes: &[u8], prefix: &str) -> bool {
    open_run(bytes, prefix).is_some()
}

/// The properties of the run whose text is being written, as XML; none when something else is.
fn open_run<'b>(bytes: &'b [u8], prefix: &str) -> Option<&'b [u8]> {
    let mut end = bytes.len();
    let mut closed = 0usize;
    let mut inside_text = false;
    while let Some(start) = bytes.get(..end)?.iter().rposition(|byte| *byte == b'<') {
        let tag = bytes.get(start + 1..)?;
        let tag = tag.get(..tag.iter().position(|byte| *byte == b'>')?)?;
        end = start;
        match tag {
            [b'/', ..] => closed += 1,
            [.., b'/'] | [b'!' | b'?', ..] => {}
            _ if closed > 0 => closed -= 1,
            _ if !inside_text && is(tag, prefix, "t") => inside_text = true,
            _ if inside_text && is(tag, prefix, "r") => {
                return properties(bytes.get(start + tag.len() + 2..)?, prefix);
            }
            _ => return None,
        }
    }
    None
}

fn is(tag: &[u8], prefix: &str, name: &str) -> bool {
    let called = tag.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
    called.strip_prefix(prefix.as_bytes()) == Some(name.as_bytes())
}

/// The `w:rPr` that a run begins with, empty when it has none.
fn properties<'b>(run: &'b [u8], prefix: &str) -> Option<&'b [u8]> {
    let text = std::str::from_utf8(run).ok()?;
    let (open, close) = (format!("<{prefix}rPr>"), format!("</{prefix}rPr>"));
    if !text.starts_with(&open) {
        return Some(&[]);
    }
    // Those of a tracked change lie inside, with the properties of before.
    let mut end = text.find(&close)?;
    if let Some(change) = text.get(..end)?.find(&format!("<{prefix}rPrChange")) {
        let after = change + text.get(change..)?.find(&format!("</{prefix}rPrChange>"))?;
        end = after + text.get(after..)?.find(&close)?;
    }
    run.get(..end + close.len())
}

/// The same properties with a yellow highlight at its place.
fn highlighted(properties: &str, prefix: &str) -> String {
    let highlight = format!("<{prefix}highlight {prefix}val=\"yellow\"/>");
    let Some(inner) = properties.strip_prefix(&format!("<{prefix}rPr>")) else {
        return format!("<{prefix}rPr>{highlight}</{prefix}rPr>");
    };
    let mut before = String::new();
    let mut rest = inner;
    // A tracked change comes last and is the only property with content, so each of the others is one empty element.
    while let Some(end) = rest.find('>') {
        let (tag, after) = rest.split_at(end + 1);
        let name =
            tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || c == '/' || c == '>').next();
        let name = name.unwrap_or_default().strip_prefix(prefix).unwrap_or_default();
        if tag.starts_with("</") || AFTER.contains(&name) || !tag.ends_with("/>") {
            break;
        }
        if name != "highlight" {
            before.push_str(tag);
        }
        rest = after;
    }
    let rest = rest.replace(&highlight, "");
    format!("<{prefix}rPr>{before}{highlight}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blank(before: &str) -> String {
        let mut bytes = before.as_bytes().to_vec();
        write("[a & b]", "w:", &mut bytes);
        String::from_utf8(bytes).unwrap().strip_prefix(before).unwrap().to_owned()
    }

    #[test]
    fn a_blank_is_a_highlighted_run_with_the_formatting_of_its_own() {
        let table = [
            ("<w:p><w:r><w:t>x", ""),
            ("<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:tab/><w:t xml:space=\"preserve\">x", "<w:b/>"),
            (
                "<w:r><w:rPr><w:sz w:val=\"20\"/><w:u w:val=\"single\"/></w:rPr><w:t>",
                "<w:sz w:val=\"20\"/>|<w:u w:val=\"single\"/>",
            ),
            (
                "<w:r><w:rPr><w:b/><w:highlight w:val=\"red\"/><w:lang w:val=\"nl-NL\"/></w:rPr><w:t>",
                "<w:b/>|<w:lang w:val=\"nl-NL\"/>",
            ),
            (
                "<w:r><w:rPr><w:b/><w:rPrChange w:id=\"1\"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>",
                "<w:b/>|<w:rPrChange w:id=\"1\"><w:rPr><w:i/></w:rPr></w:rPrChange>",
            ),
        ];
        for (before, properties) in table {
            let (first, rest) = properties.split_once('|').unwrap_or((properties, ""));
            let start = format!(
                "</w:t></w:r><w:r><w:rPr>{first}<w:highlight w:val=\"yellow\"/>{rest}</w:rPr><w:t xml:space=\"preserve\">[a &amp; b]</w:t></w:r><w:r>"
            );
            let written = blank(before);
            assert!(written.starts_with(&start), "{before}\n{written}\n{start}");
            assert!(written.ends_with("<w:t xml:space=\"preserve\">"), "{written}");
        }
    }

    #[test]
    fn elsewhere_a_blank_is_only_written() {
        for before in [
            "<w:r><w:instrText>",
            "<a:r><a:t>",
            "<cp:title>",
            "<w:r><w:t>x</w:t></w:r><w:p>",
            "",
            "<x name=\"",
        ] {
            assert_eq!(blank(before), "[a &amp; b]", "{before}");
        }
    }
}
