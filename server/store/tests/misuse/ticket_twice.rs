use akte_model::Document;
use akte_store::{Door, NewDocument, Result, Ticket};

async fn twice(door: &mut Door, ticket: Ticket<Document>, one: NewDocument, two: NewDocument) -> Result<()> {
    let _one = door.stage(ticket, one).await?;
    let _two = door.stage(ticket, two).await?; //~ E0382
    Ok(())
}

fn main() {}
