//! Matters and who is in them; who acts for whom; teams.

use akte_model::*;
use akte_store::*;

use super::ticket;

/// Begins a matter with a number and the name "Matter {number}".
pub async fn begin(door: &mut Door, number: &str, closed: bool) -> Result<Id<Matter>> {
    let ticket = ticket(door, &format!("matter {number}")).await;
    let title = MatterTitle { number: number.into(), name: format!("Matter {number}") };
    let staged = door.stage(ticket, NewMatter { title, closed }).await?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<CreateMatter>(&tenant).await?;
    let id = write.create_matter(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn matter(door: &mut Door, id: &Id<Matter>) -> Result<Matter> {
    let mut read = door.read().await?;
    let sealed = read.matter(id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn change_matter(door: &mut Door, to: Matter) -> Result<Rev> {
    let (id, rev) = (to.id, to.rev);
    let staged = door.stage_matter(to, rev).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMatter>(&id).await?;
    let rev = write.change_matter(permit, staged).await?;
    Ok(write.commit(rev).await?.into_inner())
}

pub async fn close(door: &mut Door, id: &Id<Matter>) -> Result<Rev> {
    let open = matter(door, id).await?;
    change_matter(door, Matter { closed: true, ..open }).await
}

pub async fn let_in(door: &mut Door, matter: &Id<Matter>, person: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMembers>(matter).await?;
    write.add_to_matter(permit, person).await?;
    write.commit(()).await.map(Committed::into_inner)
}

pub async fn let_out(door: &mut Door, matter: &Id<Matter>, person: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMembers>(matter).await?;
    write.remove_from_matter(permit, person).await?;
    write.commit(()).await.map(Committed::into_inner)
}

pub async fn file(door: &mut Door, set: &Id<AnswerSet>, matter: Option<&Id<Matter>>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<FileAnswers>(set).await?;
    let matter = match matter {
        Some(matter) => Some(write.permit::<UseMatter>(matter).await?),
        None => None,
    };
    write.file_answers(permit, matter).await?;
    write.commit(()).await.map(Committed::into_inner)
}

pub async fn let_act(door: &mut Door, person: &Id<Person>, delegate: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepDelegates>(person).await?;
    write.add_delegate(permit, delegate).await?;
    write.commit(()).await.map(Committed::into_inner)
}

pub async fn let_act_no_more(door: &mut Door, person: &Id<Person>, delegate: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepDelegates>(person).await?;
    write.remove_delegate(permit, delegate).await?;
    write.commit(()).await.map(Committed::into_inner)
}

pub async fn make_team(door: &mut Door, key: &str, name: &str) -> Result<Id<Team>> {
    let ticket = ticket(door, key).await;
    let staged = door.stage(ticket, NewNamed::new(name)).await?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<CreateTeam>(&tenant).await?;
    let id = write.create_team(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn join_team(door: &mut Door, team: &Id<Team>, person: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeTeam>(team).await?;
    write.add_to_team(permit, person).await?;
    write.commit(()).await.map(Committed::into_inner)
}
