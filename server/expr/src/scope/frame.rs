//! The names that hold inside a block or a repeat.

use std::collections::HashMap;
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
    pub names: HashMap<Arc<str>, Binding>,
    pub turn: Option<Turn>,
}

/// Where a repeat is.
#[derive(Clone)]
pub(super) struct Turn {
    pub items: Arc<[Found]>,
    pub index: usize,
    /// How many repeats it lies in, itself counted.
    pub depth: usize,
}

impl Turn {
    const FIELDS: [&str; 11] = [
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "depth",
        "depth0",
        "previtem",
        "nextitem",
    ];

    /// What `loop.name` is: Jinja's.
    pub fn field(&self, name: &str) -> Option<Found> {
        let (index, length) = (self.index, self.items.len());
        let left = length.saturating_sub(index);
        let item = |at: Option<usize>| {
            let found = at.and_then(|at| self.items.get(at)).cloned();
            found.unwrap_or_else(|| Found::made(Value::None))
        };
        Some(match name {
            "index" => Found::made(index + 1),
            "index0" => Found::made(index),
            "revindex" => Found::made(left),
            "revindex0" => Found::made(left.saturating_sub(1)),
            "first" => Found::made(index == 0),
            "last" => Found::made(left == 1),
            "length" => Found::made(length),
            "depth" => Found::made(self.depth),
            "depth0" => Found::made(self.depth - 1),
            "previtem" => item(index.checked_sub(1)),
            "nextitem" => item(index.checked_add(1)),
            _ => return None,
        })
    }

    /// `loop` as a whole.
    pub fn record(&self) -> Value {
        let fields = Turn::FIELDS.iter().filter_map(|name| Some((*name, self.field(name)?.value)));
        fields.fold(Record::new(RecordKind::Plain), |record, (name, value)| record.with(name, value)).into()
    }
}
