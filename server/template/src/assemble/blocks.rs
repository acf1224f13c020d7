//! The nesting of conditions and repeats.

use std::sync::Arc;

use akte_expr::{Expr, Place};

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
    If { done: Vec<Branch>, condition: Option<(Expr, Arc<Place>)> },
    For { targets: Vec<Arc<str>>, over: Expr, place: Arc<Place> },
    Macro,
}

impl Blocks {
    pub fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    pub fn finish(self) -> Vec<Node> {
        self.nodes
    }

    /// Takes a tag. An expression that could not be read never gets here: its diagnostic is an error.
    pub fn tag(&mut self, statement: &Statement, place: &Arc<Place>) {
        let place = Arc::clone(place);
        match statement {
            Statement::Value(Some(expr)) => self.push(Node::Value { expr: expr.clone(), place }),
            Statement::Set { name, value: expr } => {
                self.push(Node::Set { name: Arc::clone(name), expr: expr.clone(), place });
            }
            Statement::If(Some(expr)) => {
                self.enter(Open::If { done: Vec::new(), condition: Some((expr.clone(), place)) })
            }
            Statement::For { targets, over: Some(over) } => {
                self.enter(Open::For { targets: targets.clone(), over: over.clone(), place });
            }
            Statement::Macro => self.enter(Open::Macro),
            Statement::Elif(Some(expr)) => self.branch(Some((expr.clone(), place))),
            Statement::Else => self.branch(None),
            Statement::EndIf | Statement::EndFor | Statement::EndMacro => self.leave(),
            _ => {}
        }
    }

    fn enter(&mut self, open: Open) {
        self.open.push((open, std::mem::take(&mut self.nodes)));
    }

    fn branch(&mut self, next: Option<(Expr, Arc<Place>)>) {
        if let Some((Open::If { done, condition }, _)) = self.open.last_mut()
            && let Some((before, place)) = std::mem::replace(condition, next)
        {
            done.push(Branch { condition: before, place, nodes: std::mem::take(&mut self.nodes) });
        }
    }

    fn leave(&mut self) {
        let Some((open, before)) = self.open.pop() else { return };
        let body = std::mem::replace(&mut self.nodes, before);
        match open {
            Open::If { mut done, condition } => {
                let mut otherwise = Vec::new();
                match condition {
                    Some((condition, place)) => done.push(Branch { condition, place, nodes: body }),
                    None => otherwise = body,
                }
                self.push(Node::If(If { branches: done, otherwise }));
            }
            Open::For { targets, over, place } => self.push(Node::For(For { targets, over, place, body })),
            Open::Macro => {}
        }
    }
}
