use akte_model::{Document, Id};
use akte_store::{NewDocument, Result, Staged, Write};

async fn generate(mut write: Write<'_>, staged: Staged<NewDocument>) -> Result<Id<Document>> {
    write.create_document(staged).await //~ E0061
}

fn main() {}
