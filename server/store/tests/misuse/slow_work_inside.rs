use akte_model::{Document, Id};
use akte_store::{Door, Result};

async fn decrypt_inside(door: &mut Door, id: &Id<Document>) -> Result<()> {
    let mut read = door.read().await?;
    let sealed = read.document(id).await?;
    let document = door.open(sealed).await?; //~ E0499
    drop((read, document));
    Ok(())
}

fn main() {}
