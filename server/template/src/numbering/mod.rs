//! Lists that begin anew with every copy of a repeat: `"repeats": [{"over": "parties", "numbering": "restart"}]` in the
//! definition.
//!
//! Each pass gets numbering instances of its own: a `w:num` on the same abstract numbering with a start override for the
//! shallowest level that the repeat uses and those below it (ECMA-376 Part 1, 17.9.15 and 17.9.26). Levels above go on
//! counting, so `2.(a)` stays under its 2.

mod read;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use akte_expr::{Code, Diagnostic, suggest};
use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Edit, PartName};

pub(crate) use read::read;

use crate::identity::{Kind, Mention};
use crate::plan::{Change, Patch};
use crate::scan::{Scan, Statement};

/// What the package says of numbering.
#[derive(Debug)]
pub(crate) struct Numbering {
    /// The numbering part.
    part: PartName,
    tree: Tree,
    /// The paragraph styles that number, with what they are based on.
    styles: read::Styles,
}

/// A numbered paragraph, inside a repeat that restarts.
#[derive(Debug)]
pub(crate) struct Numbered {
    /// Its numbering instance.
    pub num: Mention,
    /// Its level, from 0.
    pub level: usize,
    /// What has to stand around the number where the template has it from the style.
    pub around: Option<(String, String)>,
}

/// A numbering instance that filling made.
#[derive(Debug)]
pub(crate) struct Restart {
    /// What it is a copy of.
    pub of: String,
    pub id: String,
    /// The shallowest level that begins anew.
    pub level: usize,
}

/// Levels of a list (ECMA-376 Part 1, 17.9.3).
const LEVELS: usize = 9;

impl Numbering {
    /// The ids of all numbering instances.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        let nums = self.elements("num");
        nums.filter_map(|num| Some(self.tree.attribute(num, Ns::W, "numId")?.into_owned()))
    }

    /// The numbers of a story's paragraphs as patches.
    pub fn patches(&self, tree: &Tree) -> Vec<Patch> {
        let paragraphs = tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, "p"));
        paragraphs.filter_map(|paragraph| self.patch(tree, paragraph)).collect()
    }

    fn patch(&self, tree: &Tree, paragraph: NodeId) -> Option<Patch> {
        let properties = tree.child(paragraph, Ns::W, "pPr")?;
        let direct = tree.child(properties, Ns::W, "numPr");
        let level = direct.and_then(|direct| tree.child(direct, Ns::W, "ilvl"));
        let level = level.and_then(|level| tree.attribute(level, Ns::W, "val")?.parse().ok());
        if let Some(num) = direct.and_then(|direct| tree.child(direct, Ns::W, "numId")) {
            let (bytes, id) = (tree.attribute_span(num, Ns::W, "val")?, tree.attribute(num, Ns::W, "val")?);
            let (num, level) = (self.mention(bytes.clone(), &id)?, level.unwrap_or(0));
            return Some(Patch::replace(bytes, Change::Numbering(Numbered { num, level, around: None })));
        }
        let style = tree.child(properties, Ns::W, "pStyle")?;
        let (id, of_style) = self.styles.numbering(&self.tree, &tree.attribute(style, Ns::W, "val")?)?;
        let level = level.unwrap_or(of_style);
        let prefix = tree.prefix_and_colon(properties);
        let number = format!("<{prefix}numId {prefix}val=\"");
        let (at, around) = match direct {
            Some(direct) if tree.close(direct).is_empty() => return None,
            Some(direct) => {
                let level = tree.child(direct, Ns::W, "ilvl").map(|level| tree.span(level).end);
                (level.unwrap_or(tree.open(direct).end), (number, "\"/>".to_owned()))
            }
            None => {
                let open = format!("<{prefix}numPr><{prefix}ilvl {prefix}val=\"{level}\"/>{number}");
                (behind_style(tree, properties), (open, format!("\"/></{prefix}numPr>")))
            }
        };
        let num = self.mention(at..at, &id)?;
        Some(Patch::replace(at..at, Change::Numbering(Numbered { num, level, around: Some(around) })))
    }

    /// The instance with this id; 0 is none (ECMA-376 Part 1, 17.9.18).
    fn mention(&self, bytes: Range<usize>, id: &str) -> Option<Mention> {
        self.num(id)?;
        Some(Mention { bytes, kind: Kind::Numbering, value: id.to_owned(), defines: true })
    }

    /// Adds the instances that filling made.
    pub fn write(&self, restarts: &[Restart], edit: &mut Edit<'_>) {
        let nums = restarts.iter().filter_map(|restart| self.instance(restart));
        let added: String = nums.collect();
        let Some(last) = self.elements("num").last() else { return };
        let (source, at) = (self.tree.source(), self.tree.span(last).end);
        let bytes = [&source[..at], added.as_bytes(), &source[at..]].concat();
        edit.replace(&self.part, bytes);
    }

    /// A numbering instance like another, whose levels begin anew.
    fn instance(&self, restart: &Restart) -> Option<String> {
        let tree = &self.tree;
        let num = self.num(&restart.of)?;
        let w = tree.prefix_and_colon(num);
        let text = |node: NodeId| String::from_utf8_lossy(&tree.source()[tree.span(node)]);
        let list = self.list(num)?;
        let mut out = format!("<{w}num {w}numId=\"{}\">", restart.id);
        out += &text(tree.child(num, Ns::W, "abstractNumId")?);
        for level in 0..LEVELS {
            let other = at_level(tree, num, "lvlOverride", level);
            if level < restart.level {
                out.extend(other.map(text));
                continue;
            }
            let own = other.and_then(|other| tree.child(other, Ns::W, "lvl"));
            let start = other.and_then(|other| value(tree, tree.child(other, Ns::W, "startOverride")?));
            let start = start.or_else(|| value(tree, tree.child(own?, Ns::W, "start")?));
            let Some(shared) = own.or_else(|| at_level(tree, list, "lvl", level)) else { continue };
            // A level without a start begins with 0 (17.9.25).
            let start = start
                .or_else(|| value(tree, tree.child(shared, Ns::W, "start")?))
                .unwrap_or_else(|| "0".into());
            out += &format!("<{w}lvlOverride {w}ilvl=\"{level}\"><{w}startOverride {w}val=\"{start}\"/>");
            out.extend(own.map(text));
            out += &format!("</{w}lvlOverride>");
        }
        Some(out + &format!("</{w}num>"))
    }

    fn num(&self, id: &str) -> Option<NodeId> {
        self.elements("num").find(|&num| self.tree.attribute(num, Ns::W, "numId").as_deref() == Some(id))
    }

    /// The abstract numbering behind an instance; where it only names a style, that style's (17.9.21).
    fn list(&self, num: NodeId) -> Option<NodeId> {
        let tree = &self.tree;
        let list = self.abstract_of(num)?;
        let linked =
            tree.child(list, Ns::W, "numStyleLink").and_then(|link| value(tree, link)).and_then(|style| {
                let mut lists = self.elements("abstractNum");
                lists.find(|&list| {
                    tree.child(list, Ns::W, "styleLink").and_then(|link| value(tree, link)).as_ref()
                        == Some(&style)
                })
            });
        Some(linked.unwrap_or(list))
    }

    fn abstract_of(&self, num: NodeId) -> Option<NodeId> {
        let tree = &self.tree;
        let id = value(tree, tree.child(num, Ns::W, "abstractNumId")?)?;
        self.elements("abstractNum")
            .find(|&list| tree.attribute(list, Ns::W, "abstractNumId").as_deref() == Some(&id))
    }

    fn elements<'n>(&'n self, name: &'static str) -> impl Iterator<Item = NodeId> + 'n {
        self.tree.children(self.tree.root()).filter(move |&node| self.tree.is(node, Ns::W, name))
    }
}

/// Warns of what the definition says of repeats that are not there.
pub(crate) fn unused<'s>(
    restarts: &HashSet<String>,
    scans: impl Iterator<Item = &'s Scan>,
) -> Vec<Diagnostic> {
    let tags = scans.flat_map(|scan| &scan.tags);
    let repeats: HashSet<String> = tags
        .filter_map(|tag| match &tag.statement {
            Statement::For { over: Some(over), .. } if !restarts.is_empty() => Some(over.to_string()),
            _ => None,
        })
        .collect();
    let mut unused: Vec<&String> = restarts.difference(&repeats).collect();
    unused.sort_unstable();
    let warning = |over: &String| {
        let message = format!(
            "The definition says how the repeat over `{over}` numbers, but nothing repeats over that."
        );
        let near = suggest(over, repeats.iter().map(String::as_str)).map(str::to_owned);
        Diagnostic::warning(Code::BadDefinition, message).suggest(near)
    };
    unused.into_iter().map(warning).collect()
}

/// Where `w:numPr` belongs in `w:pPr` (CT_PPrBase: behind these).
fn behind_style(tree: &Tree, properties: NodeId) -> usize {
    const BEFORE: [&str; 6] =
        ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"];
    let before = |&node: &NodeId| BEFORE.iter().any(|name| tree.is(node, Ns::W, name));
    tree.children(properties)
        .filter(before)
        .last()
        .map_or(tree.open(properties).end, |last| tree.span(last).end)
}

fn at_level(tree: &Tree, of: NodeId, name: &str, level: usize) -> Option<NodeId> {
    let level = level.to_string();
    tree.children(of).find(|&node| {
        tree.is(node, Ns::W, name) && tree.attribute(node, Ns::W, "ilvl").as_deref() == Some(&level)
    })
}

fn value(tree: &Tree, node: NodeId) -> Option<String> {
    tree.attribute(node, Ns::W, "val").map(|value| value.into_owned())
}
