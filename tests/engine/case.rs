//! A case of `tests/corpus`: read from its folder, compiled, filled.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use akte_expr::{Diagnostic, Language, Place, Severity, civil};
use akte_template::{Missing, Mistake, Picture, Pictures};
use akte_web::engine::{Ready, Unfit, check};
use serde_json::{Map, Value};

/// A folder of the corpus.
pub struct Case {
    pub name: String,
    folder: PathBuf,
}

/// What became of a case.
pub struct Outcome {
    /// The template as a .docx.
    pub template: Vec<u8>,
    /// The document, if one was made.
    pub document: Option<Vec<u8>>,
    /// A line for everything that checking and filling had to say.
    pub said: String,
    /// The diagnostics among it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The folder of the cases.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All cases by name.
pub fn cases() -> Vec<Case> {
    let entries = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<Case> = entries
        .filter(|path| path.is_dir())
        .map(|folder| Case { name: folder.file_name().unwrap().to_str().unwrap().to_owned(), folder })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    /// A file of the case; nothing when it is not there.
    pub fn file(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }

    /// Writes what is expected from now on.
    pub fn expect(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        if text.is_empty() {
            let _not_there = std::fs::remove_file(path);
        } else {
            std::fs::write(path, text).unwrap();
        }
    }

    fn answers(&self) -> Map<String, Value> {
        let text = self.file("answers.json").unwrap_or_else(|| "{}".to_owned());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: answers.json: {error}", self.name))
    }

    /// Compiles the template and fills it, on 5 March 2026, in the template's language or else English.
    pub fn run(&self) -> Outcome {
        let source = self.file("template.xml").unwrap_or_else(|| panic!("{}: no template.xml", self.name));
        let template =
            akte_tests::source::build(&source).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut outcome = Outcome { template, document: None, said: String::new(), diagnostics: Vec::new() };
        outcome.document = self.fill(&mut outcome);
        outcome
    }

    fn fill(&self, outcome: &mut Outcome) -> Option<Vec<u8>> {
        let Outcome { template, said, diagnostics, .. } = outcome;
        let checked = match check(template.as_slice().into()) {
            Ok(checked) => checked,
            Err(refusal) => {
                writeln!(said, "refused: {refusal}").unwrap();
                return None;
            }
        };
        tell(said, &checked.diagnostics);
        diagnostics.extend(checked.diagnostics);
        let ready = checked.ready?;
        let named = self.file("template.xml").is_some_and(|source| source.contains("\"language\""));
        let today = civil::date(2026, 3, 5);
        let settings = akte_expr::Settings {
            language: if named { ready.language() } else { Language::En },
            today,
            now: today.at(9, 0, 0, 0),
        };
        let answers = self.answers();
        match ready.fill(&answers, &settings, Missing::Error, &pictures(&ready, &answers)) {
            Ok(made) => Some(made.bytes),
            Err(Unfit::Package(error)) => panic!("{}: {error}", self.name),
            Err(Unfit::Answers { wrong, missing, places }) => {
                for answer in wrong {
                    writeln!(said, "wrong {}", answer.name).unwrap();
                }
                for answer in missing {
                    line(said, &format!("missing {}", answer.path), Some(&answer.place));
                }
                let places: Vec<Diagnostic> = places.iter().map(Mistake::diagnostic).collect();
                tell(said, &places);
                diagnostics.extend(places);
                None
            }
        }
    }
}

/// A picture for every answer that is one: `640x320` is one of so many pixels.
fn pictures(ready: &Ready, answers: &Map<String, Value>) -> Pictures {
    let files = ready.interview().files(answers);
    let sized = files.iter().filter_map(|file| {
        let (width, height) = file.reference.split_once('x')?;
        let bytes = akte_tests::picture::png(width.parse().ok()?, height.parse().ok()?);
        Some((file.reference.into(), Picture::read(bytes).unwrap()))
    });
    sized.collect()
}

fn tell(said: &mut String, diagnostics: &[Diagnostic]) {
    for found in diagnostics {
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        line(said, &format!("{severity}[{}]", found.code), found.place.as_ref());
    }
}

/// A line with a place: `unclosed-if: body, paragraph 3: {% if x %}`.
fn line(said: &mut String, what: &str, place: Option<&Place>) {
    let Some(place) = place else {
        writeln!(said, "{what}").unwrap();
        return;
    };
    let path: String = place.container.iter().map(|step| format!("{step}, ")).collect();
    let occurrence = if place.occurrence > 1 { format!(" ({})", place.occurrence) } else { String::new() };
    writeln!(
        said,
        "{what}: {}, {path}paragraph {}: {}{occurrence}",
        place.story, place.paragraph, place.text
    )
    .unwrap();
}
