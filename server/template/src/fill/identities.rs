//! The identities as they are while a document is made.

use std::collections::HashSet;

use crate::identity::{Kind, Table};
use crate::numbering::Restart;
use crate::program::Frame;

/// What each identity is now.
pub(crate) struct Identities<'t> {
    table: &'t Table,
    states: Vec<State>,
    /// When each frame was last entered.
    entered: Vec<u32>,
    clock: u32,
    /// The next number to try, by pool.
    next: [u32; Kind::POOLS],
    /// Names given so far, in lower case.
    given: HashSet<String>,
    /// Numbering instances made so far.
    pub restarts: Vec<Restart>,
}

#[derive(Clone, Default)]
struct State {
    /// When it was last renewed.
    renewed: u32,
    /// How many it has been; 1 is the template's own.
    copies: u32,
    /// Its name now; none for the template's own.
    name: Option<String>,
}

/// The most characters of a bookmark's name (ECMA-376 Part 1, 17.13.6.2).
const LONGEST_NAME: usize = 40;

impl<'t> Identities<'t> {
    pub fn new(table: &'t Table) -> Self {
        Self {
            table,
            states: vec![State::default(); table.slots.len()],
            entered: vec![1; table.frames],
            clock: 1,
            next: [1; Kind::POOLS],
            given: HashSet::new(),
            restarts: Vec::new(),
        }
    }

    /// A new pass of a repeat begins.
    pub fn enter(&mut self, frame: Frame) {
        self.clock += 1;
        if let Some(entered) = self.entered.get_mut(frame.0) {
            *entered = self.clock;
        }
    }

    /// What an identity is called now.
    pub fn name(&mut self, slot: usize) -> &str {
        self.renew(slot);
        self.states[slot].name.as_deref().unwrap_or(&self.table.slots[slot].original)
    }

    /// Whether an identity is the template's own.
    pub fn is_first(&mut self, slot: usize) -> bool {
        self.renew(slot);
        self.states[slot].copies == 1
    }

    fn renew(&mut self, slot: usize) {
        let (kind, frame) = (self.table.slots[slot].kind, self.table.slots[slot].frame);
        let state = &mut self.states[slot];
        if state.copies > 0 && state.renewed >= self.entered[frame.0] {
            return;
        }
        state.renewed = self.clock;
        state.copies += 1;
        // What stands before a repeat may use its numbering too: the first copy begins anew like the others.
        if state.copies > 1 || kind == Kind::Numbering {
            let name = if kind.is_number() { self.number(kind) } else { self.free_name(slot, kind) };
            if let Some(level) = self.table.levels.get(&slot) {
                let of = self.table.slots[slot].original.clone();
                self.restarts.push(Restart { of, id: name.clone(), level: *level });
            }
            self.states[slot].name = Some(name);
        }
    }

    /// A number that nothing has.
    pub fn number(&mut self, kind: Kind) -> String {
        let pool = kind.pool();
        let taken = &self.table.numbers[pool];
        let mut number = self.next[pool];
        while taken.contains(&number) {
            number += 1;
        }
        self.next[pool] = number + 1;
        if kind == Kind::Hex { format!("{number:08X}") } else { number.to_string() }
    }

    fn free_name(&mut self, slot: usize, kind: Kind) -> String {
        let original = &self.table.slots[slot].original;
        loop {
            let end = format!("_{}", self.states[slot].copies);
            let most = if kind == Kind::BookmarkName { LONGEST_NAME - end.len() } else { usize::MAX };
            let name: String = original.chars().take(most).chain(end.chars()).collect();
            let folded = name.to_lowercase();
            if !self.table.names.contains(&folded) && self.given.insert(folded) {
                return name;
            }
            self.states[slot].copies += 1;
        }
    }
}
