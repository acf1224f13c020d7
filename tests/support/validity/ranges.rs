//! What opens must close, in the same story: bookmarks, comments, permissions, fields.

use std::collections::HashMap;

use akte_ooxml::xml::Ns;

use super::{Part, Problems};

pub(super) fn check(part: &Part, found: &mut Problems) {
    for (kind, start, end) in [
        ("bookmark", "bookmarkStart", "bookmarkEnd"),
        ("comment range", "commentRangeStart", "commentRangeEnd"),
        ("permission range", "permStart", "permEnd"),
    ] {
        let mut open: HashMap<String, usize> = HashMap::new();
        for node in part.elements().filter(|&node| !part.in_fallback(node)) {
            let id = part.get(node, Ns::W, "id");
            if part.tree.is(node, Ns::W, start) {
                *open.entry(id).or_insert(0) += 1;
            } else if part.tree.is(node, Ns::W, end) {
                match open.get_mut(&id) {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => found.add(&format!("end without a start of a {kind}"), part, id),
                }
            }
        }
        for (id, _) in open.into_iter().filter(|(_, count)| *count > 0) {
            found.add(&format!("unclosed {kind}"), part, id);
        }
    }
    for node in part.once(Ns::W, "bookmarkStart") {
        let name = part.get(node, Ns::W, "name");
        if name.chars().count() > 40 {
            found.add("bookmark name over 40 characters", part, name);
        }
    }
    fields(part, found);
}

/// Complex fields: begin, perhaps separate, end; nested, and never over the edge of a note (ECMA-376 Part 1, 17.16.18).
fn fields(part: &Part, found: &mut Problems) {
    // Whether each open field has been separated.
    let mut open: Vec<bool> = Vec::new();
    for node in part.once(Ns::W, "fldChar") {
        match (part.get(node, Ns::W, "fldCharType").as_str(), open.last_mut()) {
            ("begin", _) => open.push(false),
            ("separate", Some(separated)) if !*separated => *separated = true,
            ("end", Some(_)) => {
                open.pop();
            }
            (other, _) => found.add("unbalanced field", part, format!("{other} without begin")),
        }
    }
    if !open.is_empty() {
        found.add("unbalanced field", part, "begin without end");
    }
    for code in part.once(Ns::W, "instrText") {
        if open.is_empty() && !part.elements().any(|node| part.tree.is(node, Ns::W, "fldChar")) {
            found.add("instruction outside a field", part, part.text(code));
        }
    }
}
