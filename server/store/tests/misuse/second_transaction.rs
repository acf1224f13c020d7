use akte_store::{Door, Result};

async fn read_and_write_at_once(door: &mut Door) -> Result<()> {
    let read = door.read().await?;
    let write = door.write().await?; //~ E0499
    drop((read, write));
    Ok(())
}

fn main() {}
