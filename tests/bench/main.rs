//! `make bench`: ours, the floor and the peers in one run; fails when a target is missed.
//!
//! Figures of one machine say little about another; the targets are ratios within a run.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a script of the project")]

mod engine;
mod input;
mod lists;
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
use lists::{HEADING, Sizes};

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

const REPORT: &str = "docs/benchmarks.md";

/// A firm with much in it.
const MUCH: Sizes = Sizes { templates: 100_000, documents: 1_000_000 };

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
    let mut arguments = std::env::args().skip(1);
    let akte = PathBuf::from(arguments.next().ok_or("usage: bench AKTE [TEMPLATES DOCUMENTS]")?);
    if let (Some(templates), Some(documents)) = (arguments.next(), arguments.next()) {
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        return only_lists(&akte, Sizes { templates: number(templates)?, documents: number(documents)? });
    }
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
    // The lists take longest: what was measured before them is not lost with them.
    write(&report, "")?;
    write(&report, &lists::section(&akte, MUCH)?)?;
    Ok(rows.iter().flat_map(report::missed).collect())
}

/// Measures the lists anew, with so much in the firm, and leaves the rest of the report as it is.
fn only_lists(akte: &Path, sizes: Sizes) -> Result<Vec<String>, String> {
    let lists = lists::section(akte, sizes)?;
    let report = std::fs::read_to_string(REPORT).map_err(|error| error.to_string())?;
    let before = report.split(HEADING).next().unwrap_or_default();
    write(&format!("{}\n", before.trim_end()), &lists)?;
    Ok(Vec::new())
}

fn write(report: &str, lists: &str) -> Result<(), String> {
    let report = format!("{report}\n{lists}");
    println!("\n{report}");
    std::fs::write(REPORT, report).map_err(|error| error.to_string())
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
