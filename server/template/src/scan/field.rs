//! Complex fields: which text is only the stored result of another text.

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

/// The fields that are open where the walk stands (ECMA-376 Part 1, 17.16.18).
#[derive(Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

struct Field {
    /// Its `w:fldChar` that begins it.
    begin: NodeId,
    instruction: String,
    in_result: bool,
    /// Whether a brace stood in the text that is taken for a copy.
    holds_brace: bool,
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
            Some("begin") => self.open.push(Field {
                begin: node,
                instruction: String::new(),
                in_result: false,
                holds_brace: false,
            }),
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

    /// Takes text that is a copy of other text.
    pub fn pass_over(&mut self, mut chars: impl Iterator<Item = char>) {
        if let Some(field) = self.open.iter_mut().find(|field| field.copies_text()) {
            field.holds_brace |= chars.any(|ch| ch == '{');
        }
    }

    /// At the end: the beginning of a field that did not end, when text after it could be mark-up.
    pub fn unclosed(&self) -> Option<NodeId> {
        self.open.iter().find(|field| field.holds_brace).map(|field| field.begin)
    }
}
