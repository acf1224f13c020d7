use akte_model::{Document, Id};
use akte_store::{Generate, NewDocument, Permit, Result, Write};

async fn keep<'d>(mut write: Write<'d>, permit: Permit<'d, Generate>, new: NewDocument) -> Result<Id<Document>> {
    write.create_document(permit, new).await //~ E0308
}

fn main() {}
