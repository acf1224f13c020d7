use akte_model::AnswerSet;
use akte_store::{Door, NewDocument, Result, Ticket};

async fn mixed(door: &mut Door, ticket: Ticket<AnswerSet>, new: NewDocument) -> Result<()> {
    let _staged = door.stage(ticket, new).await?; //~ E0271
    Ok(())
}

fn main() {}
