//! Documents that are made of answers.

use akte_model::*;
use akte_store::*;

use super::ticket;

pub fn new_document(set: AnswerSet, title: &str, bytes: &[u8]) -> NewDocument {
    NewDocument {
        set,
        title: title.into(),
        bytes: bytes.into(),
        template_sha256: "0".repeat(64),
        engine: "1",
        draft: None,
        warnings: Vec::new(),
    }
}

pub async fn generate(door: &mut Door, key: &str, set: AnswerSet, bytes: &[u8]) -> Result<Id<Document>> {
    let (on, ticket) = (set.id, ticket(door, key).await);
    let staged = door.stage(ticket, new_document(set, "The agreement", bytes)).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<Generate>(&on).await?;
    let id = write.create_document(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn document_file(door: &mut Door, id: &Id<Document>) -> Result<DocumentFile> {
    let mut read = door.read().await?;
    let sealed = read.document_file(id).await?;
    drop(read);
    door.open(sealed).await
}
