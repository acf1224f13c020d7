//! `GET /api/v1/documents/{id}/file`

use akte_model::Id;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{DOCX, Path};
use crate::identity::SignedIn;

/// The file of a document
#[utoipa::path(get, path = "/documents/{id}/file", operation_id = "downloadDocument", tag = "documents",
    params(("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        headers(("Content-Disposition" = String, description = "The name of the file"))), ReadProblems))]
pub async fn file(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Document>>,
) -> Result<Response, Error> {
    let mut read = door.read().await?;
    let sealed = read.document_file(&id).await?;
    drop(read);
    let file = door.open(sealed).await?;
    let headers = [
        (header::CONTENT_TYPE, DOCX.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&file.document.file_name())),
    ];
    Ok((headers, file.bytes).into_response())
}

/// A `Content-Disposition` (RFC 6266) with the name twice: in ASCII for old clients, and in UTF-8 (RFC 8187).
pub fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_survive_and_cannot_break_out() {
        assert_eq!(
            attachment("Café \"x\".docx"),
            "attachment; filename=\"Caf_ _x_.docx\"; filename*=UTF-8''Caf%C3%A9%20%22x%22.docx"
        );
        assert!(attachment("a\r\nSet-Cookie: b").is_ascii());
        assert!(!attachment("a\r\nSet-Cookie: b").contains(['\r', '\n']));
    }
}
