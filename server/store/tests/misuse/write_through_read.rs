use akte_model::{AnswerSet, Id};
use akte_store::{ChangeAnswers, Read, Result, StagedAnswers};

async fn change(mut read: Read<'_>, set: &Id<AnswerSet>, staged: StagedAnswers) -> Result<()> {
    let permit = read.permit::<ChangeAnswers>(set).await?; //~ E0599
    read.change_answers(permit, staged).await?; //~ E0599
    Ok(())
}

fn main() {}
