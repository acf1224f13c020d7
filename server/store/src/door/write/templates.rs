//! Templates: their versions, categories and favourites.

use akte_model::{Category, Id, Rev, Template, TemplateVersion};

use super::super::permit::{
    Act, ChangeCategory, CreateCategory, FileTemplate, MarkFavourite, Permit, UploadTemplate, UploadVersion,
};
use super::{OTHER, Write};
use crate::audit;
use crate::content::{
    CATEGORIES, NewNamed, NewTemplate, NewVersion, Staged, StagedName, StagedStep, insert_template,
    insert_version, mark_favourite, note_changes, take_step, update_category,
};
use crate::error::{Error, Result};

impl<'d> Write<'d> {
    /// Makes a template with its first version, a draft.
    pub async fn create_template(
        &mut self,
        _: Permit<'d, UploadTemplate>,
        staged: Staged<NewTemplate>,
    ) -> Result<Id<Template>> {
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_template(&mut self.tx, &tenant, Some(person), None, staged.row).await?;
        self.record("upload_template", &id).await?;
        Ok(id)
    }

    /// Makes the next version of the permitted template, a draft.
    pub async fn create_version(
        &mut self,
        permit: Permit<'d, UploadVersion>,
        staged: Staged<NewVersion>,
    ) -> Result<Id<TemplateVersion>> {
        if *permit.on() != staged.row.template {
            return Err(OTHER);
        }
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_version(&mut self.tx, &tenant, Some(person), staged.row).await?;
        self.record("upload_version", &id).await?;
        Ok(id)
    }

    /// Takes a step in the life of the permitted version. [`Error::Stale`] when someone else was first, [`Error::WrongState`]
    /// when it cannot be taken from where the version is.
    pub async fn take_step<A>(&mut self, permit: Permit<'d, A>, staged: StagedStep) -> Result<Rev>
    where
        A: Act<On = TemplateVersion>,
    {
        let (step, id) = (staged.step, staged.version);
        if *permit.on() != id || A::ACTION != step.action() {
            return Err(OTHER);
        }
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        let rev = take_step(&mut self.tx, &tenant, Some(person), staged).await?;
        self.record(audit::of_step(step), &id).await?;
        Ok(rev)
    }

    /// Puts the permitted template under a category, or none; [`Error::Stale`] when it is no longer at revision `expected`.
    pub async fn file_template(
        &mut self,
        permit: Permit<'d, FileTemplate>,
        expected: Rev,
        category: Option<&Id<Category>>,
    ) -> Result<Rev> {
        let tenant = self.actor.tenant();
        if let Some(category) = category {
            CATEGORIES.find(&mut self.tx, &tenant, category).await?.ok_or(Error::NotFound)?;
        }
        let rev = update_category(&mut self.tx, &tenant, permit.on(), expected, category).await?;
        self.record("file_template", permit.on()).await?;
        Ok(rev)
    }

    /// Makes the permitted template a favourite of this person, or no longer. That is nobody else's business: it is not in the
    /// trail.
    pub async fn mark_favourite(&mut self, permit: Permit<'d, MarkFavourite>, favourite: bool) -> Result<()> {
        mark_favourite(&mut self.tx, self.actor, permit.on(), favourite).await
    }

    /// Makes a category.
    pub async fn create_category(
        &mut self,
        _: Permit<'d, CreateCategory>,
        staged: Staged<NewNamed<Category>>,
    ) -> Result<Id<Category>> {
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        CATEGORIES.insert(&mut self.tx, &self.actor.tenant(), staged.row).await?;
        self.record("create_category", &id).await?;
        Ok(id)
    }

    /// Gives the permitted category another name; [`Error::Stale`] when someone else was first.
    pub async fn rename_category(
        &mut self,
        permit: Permit<'d, ChangeCategory>,
        staged: StagedName<Category>,
    ) -> Result<Rev> {
        if permit.on() != staged.id() {
            return Err(OTHER);
        }
        let rev = CATEGORIES.update(&mut self.tx, &self.actor.tenant(), staged).await?;
        note_changes::<Template>(&mut self.tx, &self.actor.tenant()).await?;
        self.record("rename_category", permit.on()).await?;
        Ok(rev)
    }
}
