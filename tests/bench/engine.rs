//! The engines, each measured in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// How long something took, in ms.
#[derive(Clone, Copy)]
pub struct Time {
    pub median: f64,
    pub min: f64,
}

impl Time {
    fn of(json: &Value) -> Option<Self> {
        Some(Self { median: json.get("median")?.as_f64()?, min: json.get("min")?.as_f64()? })
    }
}

/// What `akte bench` says.
pub struct Ours {
    pub compile: Time,
    pub fill: Time,
    pub floor: Time,
    /// The filled parts, inflated, in bytes.
    pub xml: f64,
    /// In bytes; none where the system does not say.
    pub peak: Option<f64>,
}

impl Ours {
    /// Bytes to bytes, in ms.
    pub fn whole(&self) -> f64 {
        self.compile.median + self.fill.median
    }

    pub fn ratio(&self) -> f64 {
        self.fill.median / self.floor.median
    }
}

/// Measures ours.
pub fn ours(akte: &Path, template: &Path, answers: &Path, runs: usize) -> Result<Ours, String> {
    let mut command = Command::new(akte);
    command.arg("bench").args([template, answers]).args(["-n", &runs.to_string()]);
    let json = json(&mut command)?;
    let time = |name: &str| json.get(name).and_then(Time::of).ok_or(format!("no {name} in {json}"));
    Ok(Ours {
        compile: time("compile")?,
        fill: time("fill")?,
        floor: time("floor")?,
        xml: json["xml"].as_f64().ok_or("no xml")?,
        peak: json["peak_rss"].as_f64(),
    })
}

/// Makes the document with ours.
pub fn fill(akte: &Path, template: &Path, answers: &Path, out: &Path) -> Result<(), String> {
    let mut command = Command::new(akte);
    run(command.arg("fill").args([template, answers]).arg("-o").arg(out)).map(drop)
}

/// An engine that we compare with.
pub struct Peer {
    pub name: &'static str,
    /// What runs the script; none when it is not installed.
    program: Option<PathBuf>,
    script: &'static str,
    /// Where its packages are.
    home: PathBuf,
}

/// What a peer's script says.
pub struct Theirs {
    /// Compiling and filling, as it does both each time.
    pub whole: Time,
    /// In bytes.
    pub peak: f64,
}

impl Peer {
    pub fn docxtpl(peers: &Path) -> Self {
        let python = peers.join("python/bin/python");
        Self { name: "docxtpl", script: "docxtpl_run.py", ..Self::new(peers, "docxtpl", python) }
    }

    pub fn docxtemplater(peers: &Path) -> Self {
        let script = "docxtemplater_run.js";
        Self { name: "docxtemplater", script, ..Self::new(peers, "docxtemplater", PathBuf::from("node")) }
    }

    fn new(peers: &Path, name: &'static str, program: PathBuf) -> Self {
        let installed = peers.join(format!("{name}.done")).exists();
        Self { name, script: "", program: installed.then_some(program), home: peers.to_owned() }
    }

    pub fn is_installed(&self) -> bool {
        self.program.is_some()
    }

    /// Measures it; none when it is not installed.
    pub fn run(
        &self,
        template: &Path,
        answers: &Path,
        runs: usize,
        out: &Path,
    ) -> Option<Result<Theirs, String>> {
        let mut command = Command::new(self.program.as_ref()?);
        command
            .env("NODE_PATH", self.home.join("node_modules"))
            .arg(Path::new("tests/bench/peers").join(self.script))
            .args([template, answers])
            .arg(runs.to_string())
            .arg(out);
        Some(json(&mut command).and_then(|json| {
            let whole = Time::of(&json).ok_or("no times")?;
            Ok(Theirs { whole, peak: json["peak_rss"].as_f64().ok_or("no peak")? })
        }))
    }
}

fn json(command: &mut Command) -> Result<Value, String> {
    serde_json::from_str(&run(command)?).map_err(|error| format!("{command:?}: {error}"))
}

fn run(command: &mut Command) -> Result<String, String> {
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))
}
