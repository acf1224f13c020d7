//! The table, and the targets.

use std::fmt::Write as _;
use std::fs;

use crate::Row;
use crate::engine::{Peer, Theirs};
use crate::service::{CLIENTS, Service};

const MIB: f64 = 1024.0 * 1024.0;

/// Filling takes at most so many times the floor.
const FLOORS: f64 = 1.5;
/// From bytes to bytes we are at least so many times as fast as docxtemplater.
const FASTER: f64 = 10.0;
/// The process takes at most so many times the filled XML of L, and for S at most so many bytes.
const XMLS: f64 = 4.0;
const SMALL: f64 = 10.0 * MIB;

/// The targets that an input misses.
pub fn missed(row: &Row) -> Vec<String> {
    let mut missed = Vec::new();
    let ours = &row.ours;
    if ours.ratio() > FLOORS {
        missed.push(format!("{}: filling takes {:.2} × the floor, {FLOORS} at most", row.name, ours.ratio()));
    }
    if let Some(theirs) = &row.docxtemplater {
        let times = theirs.whole.median / ours.whole();
        if times < FASTER {
            missed.push(format!("{}: {times:.1} × as fast as docxtemplater, {FASTER} at least", row.name));
        }
    }
    if let Some(peak) = ours.peak {
        if row.size == "L" && peak > XMLS * ours.xml {
            let times = peak / ours.xml;
            missed.push(format!("{}: memory is {times:.2} × the filled XML, {XMLS} at most", row.name));
        }
        if row.size == "S" && peak > SMALL {
            missed.push(format!("{}: memory is {:.1} MiB, 10 at most", row.name, peak / MIB));
        }
    }
    if let Some(difference) = &row.difference {
        missed.push(format!("{}: the text is not docxtpl's: {difference}", row.name));
    }
    missed
}

/// `docs/benchmarks.md`.
pub fn report(rows: &[Row], peers: &[Peer], services: &[Service]) -> String {
    let mut text = format!(
        "# Benchmarks\n\nWritten by `make bench` on {}, on {}. Other machines give other times; the ratios are what \
         counts, and `make bench` fails when one of them is missed.\n\n",
        jiff::Timestamp::now().strftime("%Y-%m-%d"),
        machine(),
    );
    text.push_str(
        "Medians in ms. *Floor*: inflate the parts that change, copy the others, deflate the changed ones with zlib-rs \
         level 6, in turns with filling. *From bytes*: compiling and filling. Peers compile for each document.\n\n\
         | input | compile | fill | floor | fill / floor | from bytes | docxtemplater | docxtpl |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let (ours, whole) = (&row.ours, row.ours.whole());
        let peer = |theirs: &Option<Theirs>| match theirs {
            Some(theirs) => format!("{:.2} ({:.1} ×)", theirs.whole.median, theirs.whole.median / whole),
            None => "not measured".to_owned(),
        };
        let _infallible = writeln!(
            text,
            "| {} | {:.3} | {:.3} | {:.3} | **{:.2}** | {whole:.3} | {} | {} |",
            row.name,
            ours.compile.median,
            ours.fill.median,
            ours.floor.median,
            ours.ratio(),
            peer(&row.docxtemplater),
            peer(&row.docxtpl),
        );
    }
    text.push_str(
        "\nFastest of all runs, in ms, and the most memory that the process took, in MiB.\n\n\
         | input | compile | fill | floor | docxtemplater | docxtpl | filled XML | ours | docxtemplater | docxtpl |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let ours = &row.ours;
        let min =
            |theirs: &Option<Theirs>| theirs.as_ref().map_or("".into(), |t| format!("{:.2}", t.whole.min));
        let peak =
            |theirs: &Option<Theirs>| theirs.as_ref().map_or("".into(), |t| format!("{:.1}", t.peak / MIB));
        let _infallible = writeln!(
            text,
            "| {} | {:.3} | {:.3} | {:.3} | {} | {} | {:.2} | {} | {} | {} |",
            row.name,
            ours.compile.min,
            ours.fill.min,
            ours.floor.min,
            min(&row.docxtemplater),
            min(&row.docxtpl),
            ours.xml / MIB,
            ours.peak.map_or("unknown".into(), |peak| format!("{:.1}", peak / MIB)),
            peak(&row.docxtemplater),
            peak(&row.docxtpl),
        );
    }
    let _infallible = writeln!(
        text,
        "\nTargets: fill ≤ {FLOORS} × floor; from bytes ≥ {FASTER} × as fast as docxtemplater; memory for L ≤ {XMLS} × the \
         filled XML, for S ≤ 10 MiB; the text line for line that of docxtpl, apart from blank lines."
    );
    for peer in peers.iter().filter(|peer| !peer.is_installed()) {
        let _infallible = writeln!(text, "{} could not be installed and was not measured.", peer.name);
    }
    for missed in rows.iter().flat_map(missed) {
        let _infallible = writeln!(text, "\n**Missed**: {missed}.");
    }
    let _infallible = writeln!(
        text,
        "\n## Documents made by the server\n\n{CLIENTS} clients on the same machine as the server and its database, each \
         making one Dutch contract after the other: over TLS, signed in, filled, encrypted, on disk, audited. In ms.\n\n\
         | database | documents per second | median | 99 of 100 within |\n\
         | --- | ---: | ---: | ---: |"
    );
    for service in services {
        let Service { database, per_second, median, p99 } = service;
        let _infallible = writeln!(text, "| {database} | {per_second:.0} | {median:.1} | {p99:.1} |");
    }
    text
}

/// Processor, cores and memory.
fn machine() -> String {
    let find = |file: &str, key: &str| {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned))?;
        Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
    };
    let model = find("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = find("/proc/meminfo", "MemTotal")
        .and_then(|kib| kib.trim_end_matches(" kB").trim().parse::<f64>().ok())
        .map_or("unknown".to_owned(), |kib| format!("{:.0}", kib / 1024.0 / 1024.0));
    format!("{model}, {cores} cores, {memory} GiB of memory")
}
