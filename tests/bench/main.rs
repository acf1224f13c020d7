//! `make bench`: ours, the floor and the peers in one run; fails when a target is missed.
//!
//! Figures of one machine say little about another; the targets are ratios within a run.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a script of the project")]

mod engine;
mod input;
mod report;
mod service;
mod shape;
mod spelling;
mod template;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::{Ours, Peer, Theirs};
use input::Input;

/// What was measured for one input.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) size: &'static str,
    pub(crate) ours: Ours,
    pub(crate) docxtpl: Option<Theirs>,
    pub(crate) docxtemplater: Option<Theirs>,
    /// The first line in which our text is not docxtpl's; none when it is the same or docxtpl is not there.
    pub(crate) difference: Option<String>,
}

/// How often each engine runs.
struct Runs {
    ours: usize,
    docxtpl: usize,
    docxtemplater: usize,
}

impl Runs {
    fn of(size: &str) -> Self {
        let (ours, docxtpl, docxtemplater) = match size {
            "S" => (300, 20, 200),
            "M" => (60, 5, 20),
            _ => (9, 1, 3),
        };
        Self { ours, docxtpl, docxtemplater }
    }
}

/// A busy moment of the machine is no slowness of the engine: so often both are measured, one after the other, before
/// ours counts as slow.
const ATTEMPTS: usize = 3;

fn main() -> ExitCode {
    match bench() {
        Ok(missed) if missed.is_empty() => ExitCode::SUCCESS,
        Ok(missed) => {
            missed.iter().for_each(|missed| println!("MISSED: {missed}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("bench: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures everything; gives the targets that were missed.
fn bench() -> Result<Vec<String>, String> {
    let akte = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: bench AKTE")?);
    let peers = Path::new("target/peers");
    let peers = [Peer::docxtpl(peers), Peer::docxtemplater(peers)];
    for peer in peers.iter().filter(|peer| !peer.is_installed()) {
        println!("{}: skipped, it is not installed", peer.name);
    }
    let inputs = input::inputs(Path::new("target/bench")).map_err(|error| error.to_string())?;
    let mut rows = Vec::new();
    for input in &inputs {
        println!("{} …", input.name);
        rows.push(measure(&akte, input, &peers)?);
    }
    let services = service::services(&akte)?;
    let report = report::report(&rows, &peers, &services);
    println!("\n{report}");
    std::fs::write("docs/benchmarks.md", report).map_err(|error| error.to_string())?;
    Ok(rows.iter().flat_map(report::missed).collect())
}

fn measure(akte: &Path, input: &Input, [docxtpl, docxtemplater]: &[Peer; 2]) -> Result<Row, String> {
    let runs = Runs::of(input.size);
    let out = |engine: &str| Path::new("target/bench").join(format!("{}.{engine}.docx", input.name));
    let pair = || -> Result<(Ours, Option<Theirs>), String> {
        let ours = engine::ours(akte, &input.jinja, &input.answers, runs.ours)?;
        let out = out(docxtemplater.name);
        let theirs = docxtemplater.run(&input.mustache, &input.answers, runs.docxtemplater, &out);
        Ok((ours, theirs.transpose()?))
    };
    let (ours, theirs) = pair()?;
    let mut row = Row {
        name: input.name.clone(),
        size: input.size,
        ours,
        docxtemplater: theirs,
        docxtpl: docxtpl.run(&input.jinja, &input.answers, runs.docxtpl, &out(docxtpl.name)).transpose()?,
        difference: None,
    };
    for _ in 1..ATTEMPTS {
        if !report::missed(&row).is_empty() {
            (row.ours, row.docxtemplater) = pair()?;
        }
    }
    if docxtpl.is_installed() {
        engine::fill(akte, &input.jinja, &input.answers, &out("akte"))?;
        let lines = |path: PathBuf| std::fs::read(path).map(text::lines).map_err(|error| error.to_string());
        row.difference = text::difference(&lines(out("akte"))?, &lines(out("docxtpl"))?);
    }
    Ok(row)
}
