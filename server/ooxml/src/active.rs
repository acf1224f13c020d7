//! What acts by itself when Word opens or updates a document, as far as the XML of a part shows it.

use crate::xml::{NodeId, Ns, Tree};
use crate::{Error, Refusal};

/// Fields that fetch a file or talk to another program (ECMA-376 Part 1, 17.16.5; DDE: \[MS-OI29500\] 2.1.508).
const FETCHING: [&str; 5] = ["INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO"];

/// Refuses a part with a field that fetches something. Its instruction may be split over any number of runs.
///
/// # Errors
/// [`Refusal::ActiveField`] with the name of the field.
pub fn refuse_active_fields(tree: &Tree) -> Result<(), Error> {
    // The instructions of the fields around the place at hand; one that was separated takes no more text.
    let mut open: Vec<(String, bool)> = Vec::new();
    for node in tree.descendants(tree.root()) {
        match tree.name(node) {
            (Ns::W, "fldSimple") => {
                refuse(&tree.attribute(node, Ns::W, "instr").unwrap_or_default())?;
            }
            (Ns::W, "fldChar") => match tree.attribute(node, Ns::W, "fldCharType").as_deref() {
                Some("begin") => open.push((String::new(), false)),
                Some("separate") => {
                    if let Some((instruction, separated)) = open.last_mut() {
                        *separated = true;
                        refuse(instruction)?;
                    }
                }
                Some("end") => {
                    let ended = open.pop();
                    ended.map_or(Ok(()), |(instruction, _)| refuse(&instruction))?;
                }
                _ => {}
            },
            (Ns::W, "instrText") => {
                let text = text(tree, node);
                match open.iter_mut().rev().find(|(_, separated)| !separated) {
                    Some((instruction, _)) => instruction.push_str(&text),
                    None => refuse(&text)?,
                }
            }
            _ => {}
        }
    }
    open.iter().try_for_each(|(instruction, _)| refuse(instruction))
}

fn text(tree: &Tree, node: NodeId) -> String {
    tree.children(node).flat_map(|text| tree.chars(text)).map(|(ch, _)| ch).collect()
}

fn refuse(instruction: &str) -> Result<(), Error> {
    let name = instruction.trim_start().split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default();
    match FETCHING.iter().find(|fetching| fetching.eq_ignore_ascii_case(name)) {
        Some(fetching) => Err(Refusal::ActiveField((*fetching).to_owned()).into()),
        None => Ok(()),
    }
}
