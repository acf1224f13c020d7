//! Faults: whatever ends in the middle, what was acknowledged is there afterwards, and nothing is there by half.
//!
//! The binary, its database and its clients are processes and sockets as in production. `make test` runs a short form,
//! `make faults` as often as was promised.

mod backup;
mod database;
mod load;
mod once;
mod place;
mod server;

use std::time::Duration;

/// Whether this is `make faults`, with the binary that is shipped.
fn full() -> bool {
    crate::workshop::shipped().is_some()
}

/// How often something is done: in the short form, in the full one.
fn times(short: u32, full_form: u32) -> u32 {
    if full() { full_form } else { short }
}

/// How soon it must serve again. The short form runs beside other tests, which take their part of the machine.
fn soon() -> Duration {
    Duration::from_secs(if full() { 5 } else { 60 })
}

/// Numbers that look random and are the same in every run.
struct Seeded(u32);

impl Seeded {
    /// A number in `from..until`.
    fn between(&mut self, from: u32, until: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        from + (self.0 >> 16) % (until - from)
    }
}
