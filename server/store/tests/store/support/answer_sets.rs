//! Answers and their files.

use akte_model::*;
use akte_store::*;

use super::ticket;

pub fn answers(json: serde_json::Value) -> Answers {
    json.as_object().unwrap().clone()
}

pub async fn start(door: &mut Door, key: &str, template: &Template, given: Answers) -> Result<Id<AnswerSet>> {
    let ticket = ticket(door, key).await;
    start_with(door, ticket, template, given).await
}

pub async fn start_with(
    door: &mut Door,
    ticket: Ticket<AnswerSet>,
    template: &Template,
    given: Answers,
) -> Result<Id<AnswerSet>> {
    start_for(door, ticket, template, None, given).await
}

/// Starts an interview on behalf of somebody, for a matter.
pub async fn start_on_behalf(
    door: &mut Door,
    key: &str,
    template: &Template,
    lawyer: &Id<Person>,
    matter: Option<&Id<Matter>>,
) -> Result<Id<AnswerSet>> {
    let ticket = ticket(door, key).await;
    begin_set(door, ticket, template, Some(lawyer), matter, answers(serde_json::json!({"client": "Nachtegaal"}))).await
}

/// Starts an interview for a matter.
pub async fn start_for(
    door: &mut Door,
    ticket: Ticket<AnswerSet>,
    template: &Template,
    matter: Option<&Id<Matter>>,
    given: Answers,
) -> Result<Id<AnswerSet>> {
    begin_set(door, ticket, template, None, matter, given).await
}

async fn begin_set(
    door: &mut Door,
    ticket: Ticket<AnswerSet>,
    template: &Template,
    lawyer: Option<&Id<Person>>,
    matter: Option<&Id<Matter>>,
    given: Answers,
) -> Result<Id<AnswerSet>> {
    let new = NewAnswerSet { version: template.version, name: Some("My set".into()), answers: given, files: None };
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<StartInterview>(&template.id).await?;
    let lawyer = match lawyer {
        Some(lawyer) => Some(write.permit::<ActFor>(lawyer).await?),
        None => None,
    };
    let matter = match matter {
        Some(matter) => Some(write.permit::<UseMatter>(matter).await?),
        None => None,
    };
    let id = write.create_answer_set(permit, lawyer, matter, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn answer_set(door: &mut Door, id: &Id<AnswerSet>) -> Result<AnswerSet> {
    let mut read = door.read().await?;
    let sealed = read.answer_set(id).await?;
    drop(read);
    door.open(sealed).await
}

/// Keeps a picture with a set.
pub async fn add_file(
    door: &mut Door,
    key: &str,
    set: &Id<AnswerSet>,
    name: &str,
    bytes: &[u8],
) -> Result<Id<AnswerFile>> {
    let ticket = ticket(door, key).await;
    let new = NewAnswerFile { answer_set: *set, name: name.into(), is_picture: true, bytes: bytes.into() };
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(set).await?;
    let id = write.add_answer_file(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn answer_file(door: &mut Door, set: &Id<AnswerSet>, id: &Id<AnswerFile>) -> Result<AnswerFile> {
    let mut read = door.read().await?;
    let sealed = read.answer_file(set, id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn answer_files(door: &mut Door, set: &Id<AnswerSet>) -> Vec<Id<AnswerFile>> {
    let files = door.read().await.unwrap().answer_files(set).await.unwrap();
    files.into_iter().map(|(id, _)| id).collect()
}

pub async fn change(door: &mut Door, set: &AnswerSet, given: Answers) -> Result<Rev> {
    let staged = door.stage_answers(set, set.rev, given).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(&set.id).await?;
    let rev = write.change_answers(permit, staged).await?;
    Ok(write.commit(rev).await?.into_inner())
}

pub async fn move_set(
    door: &mut Door,
    set: &AnswerSet,
    to: &Id<TemplateVersion>,
    given: Answers,
    left: Answers,
) -> Result<Rev> {
    let staged = door.stage_move(set.clone(), set.rev, *to, given, left).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(&set.id).await?;
    let rev = write.move_answers(permit, staged).await?;
    Ok(write.commit(rev).await?.into_inner())
}

pub async fn all_sets(door: &mut Door) -> Vec<AnswerSet> {
    let mut read = door.read().await.unwrap();
    let page = read.answer_sets(&PageRequest { limit: Some(200), cursor: None }).await.unwrap();
    drop(read);
    door.open_page(page).await.unwrap().items
}
