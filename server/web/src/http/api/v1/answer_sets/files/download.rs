//! `GET /api/v1/answer-sets/{id}/files/{file}`

use akte_model::{AnswerFile, AnswerSet, Id};
use akte_store::Door;
use akte_template::Picture;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::api::v1::documents::file::attachment;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// What is said of bytes that nobody looked into.
const UNKNOWN: &str = "application/octet-stream";

/// A picture or another file of an answer set
#[utoipa::path(get, path = "/answer-sets/{id}/files/{file}", operation_id = "downloadAnswerFile", tag = "answers",
    params(("id" = Uuid, Path, description = "The answer set"), ("file" = Uuid, Path, description = "The file")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream",
        headers(("Content-Disposition" = String, description = "The name of the file"))), ReadProblems))]
pub async fn download(
    SignedIn(mut door): SignedIn,
    Path((set, file)): Path<(Id<AnswerSet>, Id<AnswerFile>)>,
) -> Result<Response, Error> {
    let file = find(&mut door, &set, &file).await?;
    // What a browser would do something with is never called by its own name, unless it is known to be harmless.
    let picture = Some(&file).filter(|file| file.is_picture);
    let picture = picture.and_then(|file| Picture::read(file.bytes.as_slice()).ok());
    let kind = picture.map_or(UNKNOWN, |picture| picture.format().media_type());
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, attachment(&file.name))];
    Ok((headers, file.bytes).into_response())
}

/// A file of an answer set within reach.
pub async fn find(door: &mut Door, set: &Id<AnswerSet>, file: &Id<AnswerFile>) -> Result<AnswerFile, Error> {
    let mut read = door.read().await?;
    let sealed = read.answer_file(set, file).await?;
    drop(read);
    Ok(door.open(sealed).await?)
}
