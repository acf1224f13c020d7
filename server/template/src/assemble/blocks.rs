//! The nesting of conditions and repeats.

use std::sync::Arc;

use akte_expr::{Expr, Place};

use crate::plan::SectionId;
use crate::program::{Branch, For, If, Node};
use crate::scan::Statement;

/// Builds nested blocks from tags in order. The tags are known to pair.
#[derive(Default)]
pub(crate) struct Blocks {
    /// The innermost block's nodes.
    nodes: Vec<Node>,
    /// What is open around them, outermost first, each with the nodes before it.
    open: Vec<(Open, Vec<Node>)>,
}

enum Open {
    If { done: Vec<Branch>, condition: Option<(Expr, Arc<Place>)>, first_break: Option<SectionId> },
    For { targets: Vec<Arc<str>>, over: Expr, place: Arc<Place>, first_break: Option<SectionId> },
    Macro,
}

impl Blocks {
    pub fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    pub fn finish(self) -> Vec<Node> {
        self.nodes
    }

    /// Takes a tag, with the first section break in the branch or repeat that it begins. An expression that could not be read never gets here: its diagnostic is an error.
    pub fn tag(&mut self, statement: &Statement, place: &Arc<Place>, first_break: Option<SectionId>) {
        let place = Arc::clone(place);
        match statement {
            Statement::Value(Some(expr)) => self.push(Node::Value { expr: expr.clone(), place }),
            Statement::Set { name, value: expr } => {
                self.push(Node::Set { name: Arc::clone(name), expr: expr.clone(), place });
            }
            Statement::If(Some(expr)) => {
                let condition = Some((expr.clone(), place));
                self.enter(Open::If { done: Vec::new(), condition, first_break });
            }
            Statement::For { targets, over: Some(over) } => {
                let (targets, over) = (targets.clone(), over.clone());
                self.enter(Open::For { targets, over, place, first_break });
            }
            Statement::Macro => self.enter(Open::Macro),
            Statement::Elif(Some(expr)) => self.branch(Some((expr.clone(), place)), first_break),
            Statement::Else => self.branch(None, first_break),
            Statement::EndIf | Statement::EndFor | Statement::EndMacro => self.leave(),
            _ => {}
        }
    }

    fn enter(&mut self, open: Open) {
        self.open.push((open, std::mem::take(&mut self.nodes)));
    }

    fn branch(&mut self, next: Option<(Expr, Arc<Place>)>, next_break: Option<SectionId>) {
        if let Some((Open::If { done, condition, first_break }, _)) = self.open.last_mut()
            && let Some((before, place)) = std::mem::replace(condition, next)
        {
            let first_break = std::mem::replace(first_break, next_break);
            let nodes = std::mem::take(&mut self.nodes);
            done.push(Branch { condition: before, place, nodes, first_break });
        }
    }

    fn leave(&mut self) {
        let Some((open, before)) = self.open.pop() else { return };
        let body = std::mem::replace(&mut self.nodes, before);
        match open {
            Open::If { mut done, condition, first_break } => {
                let (mut otherwise, mut otherwise_break) = (Vec::new(), None);
                match condition {
                    Some((condition, place)) => {
                        done.push(Branch { condition, place, nodes: body, first_break });
                    }
                    None => (otherwise, otherwise_break) = (body, first_break),
                }
                self.push(Node::If(If { branches: done, otherwise, otherwise_break }));
            }
            Open::For { targets, over, place, first_break } => {
                self.push(Node::For(For { targets, over, place, body, first_break }));
            }
            Open::Macro => {}
        }
    }
}
