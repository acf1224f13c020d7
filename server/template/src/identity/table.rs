//! All identities that are renewed, and what is taken already.

use std::collections::{HashMap, HashSet};

use super::{Key, Kind, Mention};
use crate::program::{Frame, Node};

/// An identity that a repeat renews.
#[derive(Debug)]
pub(crate) struct Slot {
    pub kind: Kind,
    /// The repeat, note or header that renews it.
    pub frame: Frame,
    /// What the template calls it.
    pub original: String,
}

/// The identities of a template.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub slots: Vec<Slot>,
    /// How many frames there are.
    pub frames: usize,
    /// The numbers that the template uses, by [`Kind::pool`].
    pub numbers: [HashSet<u32>; Kind::POOLS],
    /// The names that it uses, in lower case.
    pub names: HashSet<String>,
    /// The shallowest level that each numbering instance is used at, by slot.
    pub levels: HashMap<usize, usize>,
    found: HashMap<(Key, Frame), usize>,
}

impl Table {
    /// A frame of its own for a repeat, a note or a header.
    pub fn frame(&mut self) -> Frame {
        self.frames += 1;
        Frame(self.frames - 1)
    }

    /// Takes what a story uses already.
    pub fn take(&mut self, mentions: &[Mention]) {
        for mention in mentions.iter().filter(|mention| mention.defines) {
            self.reserve(mention.kind, &mention.value);
        }
    }

    /// Takes one identity.
    pub fn reserve(&mut self, kind: Kind, value: &str) {
        if !kind.is_number() {
            self.names.insert(value.to_lowercase());
            return;
        }
        let number = match kind {
            Kind::Hex => u32::from_str_radix(value, 16).ok(),
            // Ids of controls may be negative; they are what is left of 2^32.
            _ => value.parse::<i64>().ok().and_then(|number| u32::try_from(number).ok()),
        };
        self.numbers[kind.pool()].extend(number);
    }

    /// Gives every definition in `nodes` its slot; `whole`: what renews all of them.
    pub fn define(&mut self, nodes: &mut [Node], whole: Option<Frame>) {
        each(nodes, Around { innermost: whole, restarting: None }, &mut |node, around| {
            let level = match node {
                Node::Numbering { level, .. } => Some(*level),
                _ => None,
            };
            let frame = if level.is_some() { around.restarting } else { around.innermost };
            let Some(mentioned) = node.mentioned() else { return };
            let (true, Some(frame)) = (mentioned.defines, frame) else { return };
            let key = (mentioned.key.clone(), frame);
            let slots = &mut self.slots;
            let slot = *self.found.entry(key).or_insert_with(|| {
                let kind = mentioned.key.kind;
                slots.push(Slot { kind, frame, original: mentioned.original.clone() });
                slots.len() - 1
            });
            mentioned.slot = Some(slot);
            if let Some(level) = level {
                let lowest = self.levels.entry(slot).or_insert(level);
                *lowest = level.min(*lowest);
            }
        });
    }

    /// Lets every reference in `nodes` follow the innermost definition around it; `around`: outermost first.
    pub fn refer(&self, nodes: &mut [Node], around: &[Frame]) {
        let mut frames = around.to_vec();
        self.refer_within(nodes, &mut frames);
    }

    fn refer_within(&self, nodes: &mut [Node], frames: &mut Vec<Frame>) {
        for node in nodes {
            if let Some(mentioned) = node.mentioned().filter(|mentioned| mentioned.slot.is_none()) {
                let mut around = frames.iter().rev();
                mentioned.slot =
                    around.find_map(|frame| self.found.get(&(mentioned.key.clone(), *frame)).copied());
            }
            let frame = node.frame();
            frames.extend(frame);
            for nodes in node.blocks() {
                self.refer_within(nodes, frames);
            }
            if frame.is_some() {
                frames.pop();
            }
        }
    }
}

/// The frames around a node.
#[derive(Clone, Copy)]
struct Around {
    innermost: Option<Frame>,
    /// The innermost of the repeats that begin their numbering anew.
    restarting: Option<Frame>,
}

/// Visits every node with the frames around it.
fn each(nodes: &mut [Node], around: Around, visit: &mut dyn FnMut(&mut Node, Around)) {
    for node in nodes {
        visit(node, around);
        let restarting = matches!(node, Node::For(node) if node.restarts);
        let inner = Around {
            innermost: node.frame().or(around.innermost),
            restarting: node.frame().filter(|_| restarting).or(around.restarting),
        };
        for nodes in node.blocks() {
            each(nodes, inner, visit);
        }
    }
}
