//! The files to measure with: those that we make, and those that lie next to the project.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shape::SHAPES;
use crate::spelling::Spelling;
use crate::template::template;

/// One template in both spellings, with its answers.
pub struct Input {
    /// Its size (S, M, L), with where it comes from.
    pub name: String,
    pub size: &'static str,
    /// Ours and docxtpl's.
    pub jinja: PathBuf,
    /// docxtemplater's.
    pub mustache: PathBuf,
    pub answers: PathBuf,
}

/// Makes our own inputs in a directory, and finds those that lie next to the project.
pub fn inputs(directory: &Path) -> std::io::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for shape in &SHAPES {
        let place = directory.join(shape.name);
        fs::create_dir_all(&place)?;
        let input = input(&place, shape.name, "made here", ["jinja.docx", "mustache.docx", "answers.json"]);
        fs::write(&input.jinja, template(shape, Spelling::Jinja))?;
        fs::write(&input.mustache, template(shape, Spelling::Mustache))?;
        fs::write(&input.answers, shape.answers().to_string())?;
        inputs.push(input);
    }
    let shared = Path::new("../shared/bench");
    for shape in &SHAPES {
        let files = ["docxtpl.docx", "docxtemplater.docx", "data.json"];
        let input = input(&shared.join(shape.name), shape.name, "shared", files);
        if input.answers.exists() {
            inputs.push(input);
        } else {
            println!("{}: skipped, there is no {}", input.name, input.answers.display());
        }
    }
    Ok(inputs)
}

fn input(place: &Path, size: &'static str, source: &str, [jinja, mustache, answers]: [&str; 3]) -> Input {
    Input {
        name: format!("{size} ({source})"),
        size,
        jinja: place.join(jinja),
        mustache: place.join(mustache),
        answers: place.join(answers),
    }
}
