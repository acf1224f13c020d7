//! The nesting of conditions and repeats.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::{Expr, Place};

use crate::identity::Table;
use crate::key::{Keys, NodeKey};
use crate::plan::SectionId;
use crate::program::{Branch, For, Frame, If, Mentioned, Node, Note};
use crate::room::Room;
use crate::scan::Statement;

/// Builds nested blocks from tags in order. The tags are known to pair.
pub(crate) struct Blocks<'t> {
    table: &'t mut Table,
    /// What the repeats that begin their numbering anew go over.
    restarts: &'t HashSet<String>,
    /// The whole part may come more than once.
    is_copied: bool,
    keys: Keys,
    /// The innermost block's nodes.
    nodes: Vec<Node>,
    /// What is open around them, outermost first, each with the nodes before it.
    open: Vec<(Open, Vec<Node>)>,
}

enum Open {
    If {
        key: NodeKey,
        done: Vec<Branch>,
        condition: Option<(Expr, Arc<Place>)>,
        first_break: Option<SectionId>,
    },
    For {
        key: NodeKey,
        targets: Vec<Arc<str>>,
        over: Expr,
        place: Arc<Place>,
        frame: Frame,
        restarts: bool,
        first_break: Option<SectionId>,
    },
    Macro,
    Inline,
    Note {
        id: String,
        frame: Frame,
    },
    First(Mentioned),
    Mirrored(usize),
}

impl<'t> Blocks<'t> {
    pub fn new(table: &'t mut Table, restarts: &'t HashSet<String>, is_copied: bool, keys: Keys) -> Self {
        Self { table, restarts, is_copied, keys, nodes: Vec::new(), open: Vec::new() }
    }

    /// Whether what comes now may come more than once.
    pub fn repeats(&self) -> bool {
        let repeats = |open: &Open| matches!(open, Open::For { .. } | Open::Note { .. });
        self.is_copied || self.open.iter().any(|(open, _)| repeats(open))
    }

    /// Whether a repeat around begins its numbering anew.
    pub fn restarts(&self) -> bool {
        self.open.iter().any(|(open, _)| matches!(open, Open::For { restarts: true, .. }))
    }

    /// A note begins.
    pub fn enter_note(&mut self, id: &str) {
        let frame = self.table.frame();
        self.enter_key("note", id);
        self.enter(Open::Note { id: id.to_owned(), frame });
    }

    /// What stays with the first copy begins.
    pub fn enter_first(&mut self, of: Mentioned) {
        self.enter_key("first", "");
        self.enter(Open::First(of));
    }

    /// The first of two equal text boxes begins.
    pub fn enter_mirrored(&mut self, number: usize) {
        self.enter_key("box", "");
        self.enter(Open::Mirrored(number));
    }

    /// What comes until [`Blocks::leave_text`] is a short text's.
    pub fn enter_text(&mut self) {
        self.enter(Open::Inline);
    }

    /// The nodes of a short text.
    pub fn leave_text(&mut self) -> Vec<Node> {
        self.open.pop().map_or_else(Vec::new, |(_, before)| std::mem::replace(&mut self.nodes, before))
    }

    pub fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    pub fn finish(self) -> Vec<Node> {
        self.nodes
    }

    /// Takes a tag, with the first section break in the branch or repeat that it begins, and the room for what it prints. An
    /// expression that could not be read never gets here: its diagnostic is an error.
    pub fn tag(
        &mut self,
        statement: &Statement,
        place: &Arc<Place>,
        first_break: Option<SectionId>,
        room: Room,
    ) {
        let place = Arc::clone(place);
        match statement {
            Statement::Value(Some(expr)) => {
                let key = self.keys.next("value", &expr.to_string());
                self.push(Node::Value { expr: expr.clone(), place, key, room });
            }
            Statement::Set { name, value: expr } => {
                self.push(Node::Set { name: Arc::clone(name), expr: expr.clone(), place });
            }
            Statement::If(Some(expr)) => {
                let condition = Some((expr.clone(), place));
                let key = self.enter_key("if", &expr.to_string());
                self.enter(Open::If { key, done: Vec::new(), condition, first_break });
            }
            Statement::For { targets, over: Some(over) } => {
                let (targets, text) = (targets.clone(), over.to_string());
                let key = self.enter_key("for", &text);
                let (frame, restarts) = (self.table.frame(), self.restarts.contains(&text));
                let over = over.clone();
                self.enter(Open::For { key, targets, over, place, frame, restarts, first_break });
            }
            Statement::Macro => {
                self.enter_key("macro", "");
                self.enter(Open::Macro);
            }
            Statement::Elif(Some(expr)) => self.branch(Some((expr.clone(), place)), first_break),
            Statement::Else => self.branch(None, first_break),
            Statement::EndIf | Statement::EndFor | Statement::EndMacro => self.leave(),
            _ => {}
        }
    }

    /// The key of a node, on the path from here on.
    fn enter_key(&mut self, kind: &str, expr: &str) -> NodeKey {
        let key = self.keys.next(kind, expr);
        self.keys.enter(key);
        key
    }

    fn enter(&mut self, open: Open) {
        self.open.push((open, std::mem::take(&mut self.nodes)));
    }

    fn branch(&mut self, next: Option<(Expr, Arc<Place>)>, next_break: Option<SectionId>) {
        let expr = next.as_ref().map(|(expr, _)| expr.to_string());
        self.keys.leave();
        if let Some((Open::If { key, .. }, _)) = self.open.last() {
            // A path goes through the branch.
            let step = self.keys.branch(*key, expr.as_deref().unwrap_or_default());
            self.keys.enter(step);
        }
        if let Some((Open::If { done, condition, first_break, .. }, _)) = self.open.last_mut()
            && let Some((before, place)) = std::mem::replace(condition, next)
        {
            let first_break = std::mem::replace(first_break, next_break);
            let nodes = std::mem::take(&mut self.nodes);
            done.push(Branch { condition: before, place, nodes, first_break });
        }
    }

    pub fn leave(&mut self) {
        let Some((open, before)) = self.open.pop() else { return };
        self.keys.leave();
        let body = std::mem::replace(&mut self.nodes, before);
        match open {
            Open::If { key, mut done, condition, first_break } => {
                let (mut otherwise, mut otherwise_break) = (Vec::new(), None);
                match condition {
                    Some((condition, place)) => {
                        done.push(Branch { condition, place, nodes: body, first_break });
                    }
                    None => (otherwise, otherwise_break) = (body, first_break),
                }
                self.push(Node::If(If { key, branches: done, otherwise, otherwise_break }));
            }
            Open::For { key, targets, over, place, frame, restarts, first_break } => {
                self.push(Node::For(For { key, targets, over, place, frame, restarts, body, first_break }));
            }
            Open::Note { id, frame } => self.push(Node::Note(Note { id, frame, nodes: body })),
            Open::Mirrored(number) => self.push(Node::Mirrored { number, nodes: body }),
            Open::First(of) => self.push(Node::First { of, nodes: body }),
            Open::Macro | Open::Inline => {}
        }
    }
}
