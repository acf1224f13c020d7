use akte_model::{AnswerSet, Id};
use akte_store::{ChangeAnswers, Door, Result, StagedAnswers};

async fn later(door: &mut Door, set: &Id<AnswerSet>, staged: StagedAnswers) -> Result<()> {
    let mut first = door.write().await?;
    let permit = first.permit::<ChangeAnswers>(set).await?;
    let _ = first.commit(()).await?;
    let mut second = door.write().await?; //~ E0499
    second.change_answers(permit, staged).await?;
    Ok(())
}

fn main() {}
