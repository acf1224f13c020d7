//! How long compiling and filling take here, next to the floor.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akte_expr::{Settings, World};
use akte_ooxml::{Limits, Package};
use akte_template::{Missing, Pictures, compile};
use serde_json::{Map, Value};

use super::floor::Floor;
use super::{Ready, Unfit};

/// What was measured.
pub struct Measured {
    /// The file to a template.
    pub compile: Times,
    /// A compiled template and answers that were read to a document in memory.
    pub fill: Times,
    /// The floor under filling.
    pub floor: Times,
    /// The size of the document, in bytes.
    pub bytes: usize,
    /// The size of its filled parts, inflated, in bytes.
    pub xml: usize,
    /// The most memory that the process has had after compiling and filling, in bytes, when the system says so. What
    /// the floor needs is not in it.
    pub peak_rss: Option<u64>,
}

/// How long each of several runs took.
pub struct Times(Vec<Duration>);

impl Times {
    /// From runs, at least one.
    fn of(mut runs: Vec<Duration>) -> Self {
        runs.sort_unstable();
        Self(runs)
    }

    /// In milliseconds.
    pub fn median(&self) -> f64 {
        let (lower, upper) = ((self.0.len() - 1) / 2, self.0.len() / 2);
        (milliseconds(self.0[lower]) + milliseconds(self.0[upper])) / 2.0
    }

    /// In milliseconds.
    pub fn min(&self) -> f64 {
        milliseconds(self.0[0])
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Compiles and fills `runs` times on this thread. Each run is followed by one of the floor, so that whatever else the
/// machine does meets both.
///
/// # Errors
/// The answers do not make a document ([`Unfit`] inside), or the document cannot be read back.
pub fn measure(
    bytes: &Arc<[u8]>,
    ready: &Ready,
    answers: Map<String, Value>,
    settings: &Settings,
    runs: usize,
) -> anyhow::Result<Result<Measured, Unfit>> {
    // Reads and fills once as for a user, who is told what is wrong.
    let filled = match ready.fill(&answers, settings, Missing::Error, &Pictures::new()) {
        Ok(made) => made.bytes,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let (record, _) = ready.interview.read(&answers, settings);
    drop(answers);
    let world = World { answers: &record, rules: ready.interview.rules(), settings };
    let limits = Limits::default();
    let one_compile = || compile(bytes.clone(), &limits);
    let one_fill = || ready.template.fill(&world, Missing::Error);
    drop(black_box(one_fill()?));
    let peak_rss = peak_rss();

    let size = filled.len();
    let mut floor =
        Floor::new(&Package::read(bytes.clone(), &limits)?, &Package::read(filled.into(), &limits)?)?;
    let (mut compiles, mut fills, mut floors) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs.max(1) {
        compiles.push(timed(one_compile)?);
        fills.push(timed(one_fill)?);
        floors.push(timed(|| floor.run())?);
    }
    Ok(Ok(Measured {
        compile: Times::of(compiles),
        fill: Times::of(fills),
        floor: Times::of(floors),
        bytes: size,
        xml: floor.xml(),
        peak_rss,
    }))
}

fn timed<T, E>(mut run: impl FnMut() -> Result<T, E>) -> Result<Duration, E> {
    let start = Instant::now();
    let result = run()?;
    let time = start.elapsed();
    drop(black_box(result));
    Ok(time)
}

/// The high water mark of resident memory: `VmHWM` (proc(5)).
fn peak_rss() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_two_in_the_middle() {
        let times = |ms: &[u64]| Times::of(ms.iter().copied().map(Duration::from_millis).collect());
        assert_eq!((times(&[9, 1, 2]).median(), times(&[9, 1, 2]).min()), (2.0, 1.0));
        assert_eq!(times(&[9, 1, 2, 4]).median(), 3.0);
    }
}
