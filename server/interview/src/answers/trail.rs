//! Where reading is: names are only written out when they are needed.

use std::sync::Arc;

use akte_expr::{Path, Step};

/// The way from the top to a value.
#[derive(Clone, Copy)]
pub(crate) enum Trail<'a> {
    Top,
    Name(&'a Trail<'a>, &'a Arc<str>),
    Item(&'a Trail<'a>, usize),
}

impl<'a> Trail<'a> {
    pub fn name(&'a self, name: &'a Arc<str>) -> Trail<'a> {
        Trail::Name(self, name)
    }

    pub fn item(&'a self, index: usize) -> Trail<'a> {
        Trail::Item(self, index)
    }

    /// The name of the value; none at the top.
    pub fn path(&self) -> Option<Path> {
        let mut steps = Vec::new();
        let mut here = self;
        loop {
            here = match here {
                Trail::Top => break,
                Trail::Name(of, name) => {
                    steps.push(Step::Name(Arc::clone(name)));
                    of
                }
                Trail::Item(of, index) => {
                    steps.push(Step::Index(*index));
                    of
                }
            };
        }
        steps.reverse();
        crate::scoped::path(&steps)
    }
}
