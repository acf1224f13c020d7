//! Templates, their versions and categories; the settings of the firm.

use akte_model::*;
use akte_store::*;

use super::ticket;

pub fn template(title: &str, bytes: &[u8]) -> NewTemplate {
    NewTemplate {
        title: title.into(),
        language: "nl".into(),
        category: Some("Contracten".into()),
        questions: 3,
        bytes: bytes.into(),
    }
}

pub async fn upload(door: &mut Door, key: &str, new: NewTemplate) -> Result<Id<Template>> {
    let ticket = ticket(door, key).await;
    let staged = door.stage(ticket, new).await?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<UploadTemplate>(&tenant).await?;
    let id = write.create_template(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn upload_version(door: &mut Door, key: &str, of: &Id<Template>, bytes: &[u8]) -> Result<Id<TemplateVersion>> {
    let ticket = ticket(door, key).await;
    let staged = door.stage(ticket, NewVersion { template: *of, questions: 4, bytes: bytes.into() }).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<UploadVersion>(of).await?;
    let id = write.create_version(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn version(door: &mut Door, id: &Id<TemplateVersion>) -> Result<TemplateVersion> {
    let mut read = door.read().await?;
    let sealed = read.version(id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn versions(door: &mut Door, of: &Id<Template>) -> Vec<TemplateVersion> {
    let mut read = door.read().await.unwrap();
    let page = read.versions(of, &PageRequest::default()).await.unwrap();
    drop(read);
    door.open_page(page).await.unwrap().items
}

/// A step without anything to say, on a version that nobody else changed.
pub fn step(step: Step, of: &TemplateVersion) -> NewStep {
    NewStep::new(of.id, step, Expected::Version(of.rev))
}

pub async fn take(door: &mut Door, new: NewStep) -> Result<TemplateVersion> {
    let (id, action) = (new.version, new.step.action());
    let staged = door.stage_step(new).await?;
    let mut write = door.write().await?;
    let rev = match action {
        Action::SubmitVersion => {
            let permit = write.permit::<SubmitVersion>(&id).await?;
            write.take_step(permit, staged).await?
        }
        Action::DecideVersion => {
            let permit = write.permit::<DecideVersion>(&id).await?;
            write.take_step(permit, staged).await?
        }
        Action::PublishVersion => {
            let permit = write.permit::<PublishVersion>(&id).await?;
            write.take_step(permit, staged).await?
        }
        _ => {
            let permit = write.permit::<RetireVersion>(&id).await?;
            write.take_step(permit, staged).await?
        }
    };
    let rev = write.commit(rev).await?.into_inner();
    let version = version(door, &id).await?;
    assert!(version.rev >= rev, "somebody else may have been here since, but never before: {:?} {rev:?}", version.rev);
    Ok(version)
}

pub async fn change_settings(door: &mut Door, settings: Settings) -> Result<Rev> {
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeSettings>(&tenant).await?;
    let rev = write.change_settings(permit, settings).await?;
    Ok(write.commit(rev).await?.into_inner())
}

pub async fn template_file(door: &mut Door, id: &Id<TemplateVersion>) -> Result<TemplateFile> {
    let mut read = door.read().await?;
    let sealed = read.template_file(id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn make_category(door: &mut Door, key: &str, name: &str) -> Result<Id<Category>> {
    let ticket = ticket(door, key).await;
    let staged = door.stage(ticket, NewNamed::new(name)).await?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<CreateCategory>(&tenant).await?;
    let id = write.create_category(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
