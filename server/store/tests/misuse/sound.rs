use akte_model::{Document, Id};
use akte_store::{Door, Result};

async fn read_then_open(door: &mut Door, id: &Id<Document>) -> Result<()> {
    let mut read = door.read().await?;
    let sealed = read.document(id).await?;
    drop(read);
    door.open(sealed).await?;
    Ok(())
}

fn main() {}
