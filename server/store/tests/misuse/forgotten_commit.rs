use akte_model::{Document, Id};
use akte_store::{Committed, Generate, NewDocument, Permit, Result, Staged, Write};

async fn handler<'d>(
    mut write: Write<'d>,
    permit: Permit<'d, Generate>,
    staged: Staged<NewDocument>,
) -> Result<Committed<Id<Document>>> {
    let id = write.create_document(permit, staged).await?;
    Ok(Committed(id)) //~ E0423
}

fn main() {}
