//! `/api/v1/answer-sets/{id}/files`: the pictures and other files that answers refer to.

pub mod download;
pub mod upload;

use std::collections::{HashMap, HashSet};

use akte_expr::Language;
use akte_interview::{FileAnswer, Kind};
use akte_model::{AnswerSet, Answers, Id};
use akte_store::{Door, Error as Store, FilesOf};
use akte_template::{Picture, Pictures};
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Ready;
use crate::http::api::v1::work::aside;
use crate::http::error::{Error, FieldError};

/// A file that is kept with an answer set.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerFile {
    /// Its id: the answer to a question of type `image` or `file`.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::AnswerFile>,
    /// What it was called.
    pub name: String,
    /// Its size, in bytes.
    pub size: usize,
    /// What it is as a picture; null for another file.
    #[schema(required = true)]
    pub picture: Option<PictureSize>,
}

/// A picture by its pixels.
#[derive(Debug, Serialize, ToSchema)]
pub struct PictureSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl AnswerFile {
    fn of(file: akte_model::AnswerFile) -> Self {
        let picture = Some(&file).filter(|file| file.is_picture);
        let picture = picture.and_then(|file| Picture::read(file.bytes.as_slice()).ok());
        let picture = picture.map(|picture| picture.pixels());
        Self {
            id: file.id,
            name: file.name,
            size: file.bytes.len(),
            picture: picture.map(|(width, height)| PictureSize { width, height }),
        }
    }
}

/// The files of a set by their references, each with whether it is a picture.
#[derive(Debug, Default)]
pub struct Kept(HashMap<String, bool>);

impl Kept {
    /// Whether a file can answer a question of that type.
    pub fn has(&self, kind: Kind, reference: &str) -> bool {
        self.0.get(reference).is_some_and(|is_picture| *is_picture || kind == Kind::File)
    }
}

/// The files of a set within reach.
pub async fn kept(door: &mut Door, set: &Id<AnswerSet>) -> Result<Kept, Error> {
    let files = door.read().await?.answer_files(set).await?;
    Ok(Kept(files.into_iter().map(|(id, is_picture)| (id.to_string(), is_picture)).collect()))
}

/// The files that these answers refer to, out of the set that has them.
pub fn along(answer_set: Id<AnswerSet>, ready: &Ready, answers: &Answers) -> Option<FilesOf> {
    let references: HashSet<&str> =
        ready.interview().files(answers).iter().map(|file| file.reference).collect();
    let files: Vec<_> = references.into_iter().filter_map(|reference| reference.parse().ok()).collect();
    (!files.is_empty()).then_some(FilesOf { answer_set, files })
}

/// What is wrong with files that changed answers of a set refer to: only its own will do.
pub async fn wrong(
    door: &mut Door,
    set: &AnswerSet,
    ready: &Ready,
    answers: &Answers,
    language: Language,
) -> Result<Vec<FieldError>, Error> {
    let known: HashSet<(Kind, &str)> = each(ready, &set.answers).collect();
    let mut new = ready.interview().files(answers);
    new.retain(|file| !known.contains(&(file.kind, file.reference)));
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let kept = kept(door, &set.id).await?;
    let message = |kind| match (kind, language) {
        (Kind::Image, Language::Nl) => {
            "Dit is geen afbeelding die bij deze antwoorden is geüpload. Upload haar eerst hier."
        }
        (Kind::Image, _) => "This is not a picture that was uploaded to these answers. Upload it here first.",
        (_, Language::Nl) => {
            "Dit is geen bestand dat bij deze antwoorden is geüpload. Upload het eerst hier."
        }
        _ => "This is not a file that was uploaded to these answers. Upload it here first.",
    };
    let wrong = new.into_iter().filter(|file| !kept.has(file.kind, file.reference));
    let error = |file: FileAnswer<'_>| FieldError {
        name: file.name.to_string(),
        message: message(file.kind).to_owned(),
    };
    Ok(wrong.map(error).collect())
}

fn each<'a>(ready: &Ready, answers: &'a Answers) -> impl Iterator<Item = (Kind, &'a str)> {
    ready.interview().files(answers).into_iter().map(|file| (file.kind, file.reference))
}

/// The pictures that a document made of this set shows.
pub async fn pictures(door: &mut Door, set: &AnswerSet, ready: &Ready) -> Result<Pictures, Error> {
    let shown: HashSet<&str> = each(ready, &set.answers)
        .filter(|(kind, _)| *kind == Kind::Image)
        .map(|(_, reference)| reference)
        .collect();
    let mut found = Pictures::new();
    for reference in shown {
        let Ok(id) = reference.parse() else { continue };
        let sealed = match door.read().await?.answer_file(&set.id, &id).await {
            // Filling says where a file is missing.
            Err(Store::NotFound) => continue,
            sealed => sealed?,
        };
        let file = door.open(sealed).await?;
        if let Ok(picture) = aside(move || Picture::read(file.bytes)).await? {
            found.insert(reference.into(), picture);
        }
    }
    Ok(found)
}
