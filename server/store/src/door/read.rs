//! A transaction that reads. Role first, then the firm, then ownership; for one object, all three failing look alike.

use akte_model::{
    Action, AnswerSet, Document, DocumentFile, Id, Person, Template, TemplateFile, TemplateVersion, Tenant,
};

use super::{found, seal_page};
use crate::content::{
    Label, Page, PageRequest, Sealed, find_answer_set, find_document, find_file, find_template,
    list_answer_sets, list_documents,
};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::Actor;

/// A transaction that sees one moment. Drop it before anything slow: the door is locked while it lives.
#[must_use]
#[derive(Debug)]
pub struct Read<'d> {
    tx: Tx,
    actor: &'d Actor,
}

impl<'d> Read<'d> {
    pub(super) fn new(tx: Tx, actor: &'d Actor) -> Self {
        Self { tx, actor }
    }

    /// A template that this person may see, by the version that this person gets.
    pub async fn template(&mut self, id: &Id<Template>) -> Result<Sealed<Template>> {
        self.need(Action::ReadTemplate)?;
        let drafts = self.actor.may(Action::ReadDraft);
        find_template(&mut self.tx, &self.actor.tenant(), id, drafts).await.and_then(found).map(Sealed)
    }

    /// The file of a version: the published one, one that an own answer set is pinned to, or, for who may read drafts, any.
    pub async fn template_file(&mut self, version: &Id<TemplateVersion>) -> Result<Sealed<TemplateFile>> {
        self.need(Action::ReadTemplate)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        let drafts = self.actor.may(Action::ReadDraft);
        find_file(&mut self.tx, &tenant, &person, version, drafts).await.and_then(found).map(Sealed)
    }

    /// An own answer set.
    pub async fn answer_set(&mut self, id: &Id<AnswerSet>) -> Result<Sealed<AnswerSet>> {
        self.need(Action::ReadAnswers)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        find_answer_set(&mut self.tx, &tenant, &person, id).await.and_then(found).map(Sealed)
    }

    /// Own answer sets, newest first.
    pub async fn answer_sets(&mut self, page: &PageRequest) -> Result<Page<Sealed<AnswerSet>>> {
        self.actor.need(Action::ReadAnswers)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        list_answer_sets(&mut self.tx, &tenant, &person, page).await.map(seal_page)
    }

    /// An own document.
    pub async fn document(&mut self, id: &Id<Document>) -> Result<Sealed<Document>> {
        self.need(Action::ReadDocument)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        find_document(&mut self.tx, &tenant, &person, id).await.and_then(found).map(Sealed)
    }

    /// An own document with its file.
    pub async fn document_file(&mut self, id: &Id<Document>) -> Result<Sealed<DocumentFile>> {
        self.document(id).await.map(|sealed| Sealed(sealed.0))
    }

    /// Own documents, newest first.
    pub async fn documents(&mut self, page: &PageRequest) -> Result<Page<Sealed<Document>>> {
        self.actor.need(Action::ReadDocument)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        list_documents(&mut self.tx, &tenant, &person, page).await.map(seal_page)
    }

    /// The names of the actor and the firm.
    pub(super) async fn me(&mut self) -> Result<(Label<Tenant>, Label<Person>)> {
        let row = sqlx::query(
            "SELECT p.id, p.name, p.key_id, p.sealed_key, p.content_version, t.id AS tenant_id, t.name AS tenant_name,
                t.key_id AS tenant_key_id, t.sealed_key AS tenant_sealed_key,
                t.content_version AS tenant_content_version
             FROM person p JOIN tenant t ON t.id = p.tenant_id WHERE p.tenant_id = $1 AND p.id = $2",
        )
        .bind(self.actor.tenant().to_string())
        .bind(self.actor.person().to_string())
        .fetch_optional(&mut *self.tx)
        .await?;
        let row = found(row)?;
        Ok((Label::must(&row, "tenant_", "name")?, Label::must(&row, "", "name")?))
    }

    /// For one object: without the role it is not there.
    fn need(&self, action: Action) -> Result<()> {
        if self.actor.may(action) { Ok(()) } else { Err(Error::NotFound) }
    }
}
