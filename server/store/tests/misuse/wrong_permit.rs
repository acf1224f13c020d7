use akte_model::{AnswerSet, Document, Id};
use akte_store::{ChangeAnswers, NewDocument, Result, Staged, Write};

async fn generate(mut write: Write<'_>, set: &Id<AnswerSet>, staged: Staged<NewDocument>) -> Result<Id<Document>> {
    let permit = write.permit::<ChangeAnswers>(set).await?;
    write.create_document(permit, staged).await //~ E0308
}

fn main() {}
