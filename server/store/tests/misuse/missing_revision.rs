use akte_model::{AnswerSet, Answers};
use akte_store::{Door, Result, StagedAnswers};

async fn overwrite(door: &mut Door, set: &AnswerSet, answers: Answers) -> Result<StagedAnswers> {
    door.stage_answers(set, answers).await //~ E0061
}

fn main() {}
