use akte_model::{AnswerSet, Id};
use akte_store::{Read, Result};

async fn read_as_a_document(mut read: Read<'_>, set: &Id<AnswerSet>) -> Result<()> {
    read.document(set).await?; //~ E0308
    Ok(())
}

fn main() {}
