//! Complex fields: which text is only the stored result of another text.

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

/// The fields that are open where the walk stands (ECMA-376 Part 1, 17.16.18).
#[derive(Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

#[derive(Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

impl Field {
    /// TOC, REF and STYLEREF results: a tag there is a copy.
    fn copies_text(&self) -> bool {
        self.in_result && copies_text(Some(&self.instruction))
    }
}

/// Whether a field with this instruction repeats text that stands elsewhere.
pub(crate) fn copies_text(instruction: Option<&str>) -> bool {
    let kind = instruction.unwrap_or_default().split_whitespace().next().unwrap_or_default();
    ["TOC", "REF", "STYLEREF"].iter().any(|name| kind.eq_ignore_ascii_case(name))
}

impl Fields {
    /// Takes a `w:fldChar` or a `w:instrText`.
    pub fn visit(&mut self, tree: &Tree, node: NodeId, name: &str) {
        if name == "instrText" {
            if let Some(field) = self.open.last_mut() {
                for child in tree.children(node).filter(|&child| tree.kind(child) == Kind::Text) {
                    field.instruction.extend(tree.chars(child).map(|(ch, _)| ch));
                }
            }
            return;
        }
        match tree.attribute(node, Ns::W, "fldCharType").as_deref() {
            Some("begin") => self.open.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Whether text met now is a copy of other text.
    pub fn copies_text(&self) -> bool {
        self.open.iter().any(Field::copies_text)
    }
}
