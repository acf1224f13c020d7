use akte_store::{Generate, NewDocument, Permit, Result, Staged, Write};

async fn handler<'d>(mut write: Write<'d>, permit: Permit<'d, Generate>, staged: Staged<NewDocument>) -> Result<()> {
    let _ = write.commit(()).await?;
    write.create_document(permit, staged).await?; //~ E0382
    Ok(())
}

fn main() {}
