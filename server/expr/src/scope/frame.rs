//! The names that hold inside a block or a repeat.

use std::sync::Arc;

use super::Touch;
use super::found::Found;
use crate::{Record, RecordKind, Value};

/// What a name stands for, and what was touched to find that out: it counts where the name is used.
#[derive(Clone)]
pub(super) struct Binding {
    pub found: Found,
    pub touches: Arc<[Touch]>,
}

/// The names of one block, or of one turn of a repeat.
#[derive(Default)]
pub(super) struct Frame {
    pub names: Vec<(Arc<str>, Binding)>,
    pub turn: Option<Turn>,
}

/// Where a repeat is.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub index: usize,
    pub length: usize,
}

impl Frame {
    pub fn bind(&mut self, name: &Arc<str>, binding: Binding) {
        self.names.retain(|(bound, _)| bound != name);
        self.names.push((name.clone(), binding));
    }

    pub fn get(&self, name: &str) -> Option<&Binding> {
        self.names.iter().find(|(bound, _)| &**bound == name).map(|(_, binding)| binding)
    }
}

impl Turn {
    /// `loop` inside a repeat.
    pub fn record(self) -> Value {
        let Turn { index, length } = self;
        let left = length.saturating_sub(index);
        Record::new(RecordKind::Plain)
            .with("index", index + 1)
            .with("index0", index)
            .with("revindex", left)
            .with("revindex0", left.saturating_sub(1))
            .with("first", index == 0)
            .with("last", left == 1)
            .with("length", length)
            .into()
    }
}
