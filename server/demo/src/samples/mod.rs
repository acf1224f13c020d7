//! The sample templates: contracts of our own, built from the readable sources in `server/demo/samples/`.
//!
//! A source is a text (see the README beside it) and a definition in JSON; the builder makes a Word template of them.
//! Building twice gives the same bytes.

mod body;
mod inline;
mod mend;
mod package;
mod source;
mod table;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use source::Source;

/// A sample template, ready to be kept as a template of a tenant.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its file name without the extension, such as `non-disclosure-agreement`.
    pub slug: String,
    /// Its title in its own language.
    pub title: String,
    /// The language that it is written in: `en` or `nl`.
    pub language: String,
    /// What it is about, for the library.
    pub category: String,
    /// The template: a .docx file.
    pub bytes: Vec<u8>,
}

/// Why the samples could not be built or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text of a contract is not in the format of the README.
    #[error("{file}, line {line}: {message}")]
    Source {
        /// The name of the file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// The definition of a contract is not JSON.
    #[error("{file}: {source}")]
    Definition {
        /// The name of the file.
        file: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The package could not be put together.
    #[error("the template {slug} could not be packed: {source}")]
    Package {
        /// The sample.
        slug: String,
        /// What went wrong.
        source: zip::result::ZipError,
    },
    /// A file could not be written.
    #[error("{} could not be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

/// The texts that a sample is built from.
struct Texts {
    slug: &'static str,
    text: &'static str,
    definition: &'static str,
}

macro_rules! texts {
    ($slug:literal) => {
        Texts {
            slug: $slug,
            text: include_str!(concat!("../../samples/", $slug, ".txt")),
            definition: include_str!(concat!("../../samples/", $slug, ".json")),
        }
    };
}

const ALL: [Texts; 5] = [
    texts!("non-disclosure-agreement"),
    texts!("overeenkomst-van-opdracht"),
    texts!("arbeidsovereenkomst"),
    texts!("huurovereenkomst-kantoorruimte"),
    texts!("akte-van-oprichting"),
];

/// Builds every sample template.
///
/// # Errors
/// A source that is not in the format of the README, with its file and line.
pub fn samples() -> Result<Vec<Sample>, Error> {
    ALL.iter().map(build).collect()
}

/// Writes every sample template to `dir` as `SLUG.docx` and gives the paths. The directory must exist.
///
/// # Errors
/// As [`samples`], and a file that cannot be written.
pub fn write(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let keep = |sample: Sample| {
        let path = dir.join(sample.slug).with_extension("docx");
        match std::fs::write(&path, sample.bytes) {
            Ok(()) => Ok(path),
            Err(source) => Err(Error::Write { path, source }),
        }
    };
    samples()?.into_iter().map(keep).collect()
}

fn build(texts: &Texts) -> Result<Sample, Error> {
    let file = format!("{}.txt", texts.slug);
    let source = source::parse(texts.text).map_err(|wrong| wrong.in_file(&file))?;
    serde_json::from_str::<serde_json::Value>(texts.definition)
        .map_err(|source| Error::Definition { file: format!("{}.json", texts.slug), source })?;
    let story = body::build(&source).map_err(|wrong| wrong.in_file(&file))?;
    let bytes = package::pack(&source, &story, texts.definition)
        .map_err(|source| Error::Package { slug: texts.slug.to_owned(), source })?;
    let Source { title, language, category, .. } = source;
    let language = language.split('-').next().unwrap_or_default().to_owned();
    Ok(Sample { slug: texts.slug.to_owned(), title, language, category, bytes })
}
