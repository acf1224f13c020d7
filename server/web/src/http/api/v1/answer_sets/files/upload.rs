//! `POST /api/v1/answer-sets/{id}/files`

use akte_model::{Action, Id};
use akte_store::{ChangeAnswers, Door, NewAnswerFile, Ticket};
use akte_template::Picture;
use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::AnswerFile;
use super::download::find;
use crate::http::api::v1::answer_sets;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, aside, once};
use crate::http::error::Error;
use crate::http::extract::{ANSWER_FILE_BODY, AnyFile, IdempotencyKey, Location, Path, Query};
use crate::identity::SignedIn;

/// The largest picture, in bytes.
const PICTURE: usize = 5 * 1024 * 1024;

/// What the bytes do not say themselves.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct About {
    /// The type of the question that it answers; without it `image`.
    #[serde(default)]
    #[param(inline)]
    pub kind: FileKind,
    /// What the file is called.
    #[param(max_length = 200, pattern = r"\S")]
    pub name: Option<String>,
}

/// What a file is to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture that the document can show: PNG or JPEG, of at most 5 MiB.
    #[default]
    Image,
    /// Any file, kept with the answers.
    File,
}

/// Upload a picture or another file for an answer
///
/// A picture is PNG or JPEG, of at most 5 MiB, 30 000 pixels on a side and 50 million in all; what it is is seen by its bytes.
/// Another file (`kind=file`) has at most 10 MiB. An answer set has at most 100 files of 24 MiB together. The answer to the
/// question is the `id`. Copies of the answer set have the file as well.
#[utoipa::path(post, path = "/answer-sets/{id}/files", operation_id = "uploadAnswerFile", tag = "answers",
    params(About, ("id" = Uuid, Path, description = "The answer set"), ("Idempotency-Key" = String, Header, description = "A new one for each new file")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = AnswerFile, headers(("Location" = String, description = "The new file"))), CreateProblems))]
pub async fn upload(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(about): Query<About>,
    key: IdempotencyKey,
    AnyFile(bytes): AnyFile,
) -> Result<Response, Error> {
    if !door.actor().may(Action::ChangeAnswers) {
        return Err(Error::NotFound);
    }
    let name = work::name(about.name.as_deref(), "name")?;
    answer_sets::find(&mut door, &id).await?;
    let set = id.to_string();
    let kind: &[u8] = if about.kind == FileKind::Image { b"image" } else { b"file" };
    let parts = [set.as_bytes(), kind, name.as_deref().unwrap_or_default().as_bytes(), bytes.as_ref()];
    let file = match once(&mut door, "POST /answer-sets/files", &key, &parts).await? {
        Once::Made(file) => file,
        Once::Make(ticket) => match accept(id, about.kind, name, bytes).await {
            Ok(new) => keep(&mut door, ticket, new).await?,
            Err(refusal) => {
                door.release(ticket).await?;
                return Err(refusal);
            }
        },
    };
    let kept = find(&mut door, &id, &file).await?;
    let location = Location(format!("/api/v1/answer-sets/{id}/files/{file}"));
    Ok((StatusCode::CREATED, location, Json(AnswerFile::of(kept))).into_response())
}

/// What is to be kept, or why not.
async fn accept(
    answer_set: Id<akte_model::AnswerSet>,
    kind: FileKind,
    name: Option<String>,
    bytes: Bytes,
) -> Result<NewAnswerFile, Error> {
    let is_picture = kind == FileKind::Image;
    if bytes.is_empty() {
        return Err(Error::NotAPicture("This file is empty. Choose another one.".to_owned()));
    }
    let limit = if is_picture { PICTURE } else { ANSWER_FILE_BODY };
    if bytes.len() > limit {
        return Err(Error::TooLarge { limit });
    }
    let name = name.unwrap_or_else(|| if is_picture { "picture" } else { "file" }.to_owned());
    let bytes = bytes.to_vec();
    if !is_picture {
        return Ok(NewAnswerFile { answer_set, name, is_picture, bytes });
    }
    let read = aside(move || Picture::read(bytes)).await?;
    let picture = read.map_err(|refusal| Error::NotAPicture(refusal.to_string()))?;
    Ok(NewAnswerFile { answer_set, name, is_picture, bytes: picture.bytes().to_vec() })
}

async fn keep(
    door: &mut Door,
    ticket: Ticket<akte_model::AnswerFile>,
    new: NewAnswerFile,
) -> Result<Id<akte_model::AnswerFile>, Error> {
    let set = new.answer_set;
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(&set).await?;
    let id = write.add_answer_file(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
