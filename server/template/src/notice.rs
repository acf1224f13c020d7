//! Mark-up in places that are not filled yet: said, never passed over in silence.

use akte_expr::{Code, Diagnostic};
use akte_ooxml::{Package, PartName};

use crate::definition::DefinitionPart;
use crate::story::Story;

/// Warns of parts that hold what looks like a tag although they are not evaluated.
pub(crate) fn notices(
    package: &Package,
    stories: &[Story],
    definition: Option<&DefinitionPart>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for story in stories {
        if story.mirrors.uneven {
            let message = format!(
                "A text box in the {} is stored twice, and differently. Each half is filled by itself; what Word shows may differ from what other programs show.",
                story.name
            );
            found.push(Diagnostic::warning(Code::NotYetSupported, message));
        }
    }
    for part in package.names() {
        let known = stories.iter().any(|story| story.part == *part);
        let ours = definition.is_some_and(|definition| definition.parts.contains(part));
        if known || ours || !is_text(package, part) {
            continue;
        }
        let Ok(bytes) = package.part(part) else { continue };
        if holds_tag(&bytes) {
            found.push(Diagnostic::warning(
                Code::NotYetSupported,
                format!("{} seems to hold mark-up. Tags there (as in charts and diagrams) are not filled yet and stay as they are: put the text into the document itself, or fill it by hand.", part),
            ));
        }
    }
    found
}

/// XML that Word shows as text somewhere. How text looks is said in parts that are large and show nothing.
fn is_text(package: &Package, part: &PartName) -> bool {
    const LOOKS: [&str; 6] = ["styles", "stylesWithEffects", "theme", "fontTable", "settings", "webSettings"];
    let Some(kind) = package.content_type(part) else { return false };
    let looks = kind.strip_suffix("+xml").and_then(|kind| kind.rsplit('.').next());
    let xml = kind.ends_with("+xml") || kind.ends_with("/xml");
    let name = part.as_str();
    xml && !looks.is_some_and(|looks| LOOKS.contains(&looks))
        && (name.starts_with("/word/") || name.starts_with("/docProps/"))
}

fn holds_tag(bytes: &[u8]) -> bool {
    // Nearly always there is no brace at all.
    bytes.contains(&b'{') && bytes.windows(2).any(|pair| pair == b"{{" || pair == b"{%")
}
