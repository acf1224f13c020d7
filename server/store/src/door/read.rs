//! A transaction that reads. Role first, then the firm, then how far the role reaches and the walls of matters; for one object,
//! all of them failing look alike.

use akte_model::{
    Action, AnswerFile, AnswerSet, Category, Colour, Document, DocumentFile, Event, FirmNetworks, Id,
    Machine, Matter, Person, Settings, Team, Template, TemplateFile, TemplateVersion, Tenant, VersionStep,
};
use jiff::Timestamp;

use super::permit::person_within_reach;
use super::{found, seal_page};
use crate::audit::{EventSpan, list_events};
use crate::content::{
    CATEGORIES, Label, MATTER_PEOPLE, MATTER_TEAMS, Page, PageRequest, Sealed, TEAM_PEOPLE, TEAMS,
    count_undecided, find_answer_file, find_answer_set, find_document, find_file, find_machine, find_matter,
    find_settings, find_template, find_version, find_version_before, list_acted_for, list_answer_files,
    list_answer_sets, list_delegates, list_documents, list_machines, list_people, list_review_due,
    list_steps, list_undecided, list_versions,
};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::{Actor, find_networks};
use crate::jobs::{Waiting, list_jobs};

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

    /// From where people of the firm may ask.
    pub async fn networks(&mut self) -> Result<FirmNetworks> {
        self.actor.need(Action::ReadSettings)?;
        find_networks(&mut self.tx, &self.actor.tenant(), self.actor.vault().now()).await
    }

    /// A template that this person may see, by the version that this person gets.
    pub async fn template(&mut self, id: &Id<Template>) -> Result<Sealed<Template>> {
        self.need(Action::ReadTemplate)?;
        find_template(&mut self.tx, self.actor, id).await.and_then(found).map(Sealed)
    }

    /// The file of a version: the published one, one that answers within reach are pinned to, or, for who may read drafts, any.
    pub async fn template_file(&mut self, version: &Id<TemplateVersion>) -> Result<Sealed<TemplateFile>> {
        self.need(Action::ReadTemplate)?;
        find_file(&mut self.tx, self.actor, version).await.and_then(found).map(Sealed)
    }

    /// A version, for who may read drafts.
    pub async fn version(&mut self, id: &Id<TemplateVersion>) -> Result<Sealed<TemplateVersion>> {
        self.need(Action::ReadDraft)?;
        find_version(&mut self.tx, &self.actor.tenant(), id).await.and_then(found).map(Sealed)
    }

    /// What was done to a version, the first first; for who may read drafts.
    pub async fn version_steps(&mut self, id: &Id<TemplateVersion>) -> Result<Vec<Sealed<VersionStep>>> {
        self.need(Action::ReadDraft)?;
        let tenant = self.actor.tenant();
        found(find_version(&mut self.tx, &tenant, id).await?)?;
        let steps = list_steps(&mut self.tx, &tenant, id).await?;
        Ok(steps.into_iter().map(Sealed).collect())
    }

    /// The versions of a template, newest first; for who may read drafts.
    pub async fn versions(
        &mut self,
        template: &Id<Template>,
        page: &PageRequest,
    ) -> Result<Page<Sealed<TemplateVersion>>> {
        self.need(Action::ReadDraft)?;
        let tenant = self.actor.tenant();
        found(find_template(&mut self.tx, self.actor, template).await?)?;
        list_versions(&mut self.tx, &tenant, template, page).await.map(seal_page)
    }

    /// The version that rolling back would publish again, for who may publish.
    pub async fn version_before(
        &mut self,
        template: &Id<Template>,
    ) -> Result<Option<Sealed<TemplateVersion>>> {
        self.need(Action::PublishVersion)?;
        let tenant = self.actor.tenant();
        found(find_template(&mut self.tx, self.actor, template).await?)?;
        Ok(find_version_before(&mut self.tx, &tenant, template).await?.map(Sealed))
    }

    /// What waits for a decision that this person may take, newest first, with how much that is in all.
    pub async fn undecided(&mut self, page: &PageRequest) -> Result<(Page<Sealed<TemplateVersion>>, i64)> {
        self.actor.need(Action::DecideVersion)?;
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        let four_eyes = find_settings(&mut self.tx, &tenant).await?.four_eyes;
        let count = count_undecided(&mut self.tx, &tenant, &person, four_eyes).await?;
        let versions = list_undecided(&mut self.tx, &tenant, &person, four_eyes, page).await?;
        Ok((seal_page(versions), count))
    }

    /// Published versions that someone should have looked at by `until`, newest first.
    pub async fn review_due(
        &mut self,
        until: Timestamp,
        page: &PageRequest,
    ) -> Result<Page<Sealed<TemplateVersion>>> {
        self.actor.need(Action::DecideVersion)?;
        list_review_due(&mut self.tx, &self.actor.tenant(), until, page).await.map(seal_page)
    }

    /// The firm's trail, newest first.
    pub async fn events(&mut self, span: &EventSpan, page: &PageRequest) -> Result<Page<Sealed<Event>>> {
        self.actor.need(Action::ReadAudit)?;
        list_events(&mut self.tx, &self.actor.tenant(), span, page, false).await.map(seal_page)
    }

    /// The firm's trail, oldest first, for a copy; that one is taken, [`super::Write::export_audit`] writes down.
    pub async fn export(&mut self, span: &EventSpan, page: &PageRequest) -> Result<Page<Sealed<Event>>> {
        self.actor.need(Action::ReadAudit)?;
        list_events(&mut self.tx, &self.actor.tenant(), span, page, true).await.map(seal_page)
    }

    /// What is to be done later in the firm, what failed for good first.
    pub async fn jobs(&mut self) -> Result<Vec<Waiting>> {
        self.actor.need(Action::TendJobs)?;
        list_jobs(&mut self.tx, &self.actor.tenant()).await
    }

    /// What the firm decided for itself.
    pub async fn settings(&mut self) -> Result<Settings> {
        self.actor.need(Action::ReadSettings)?;
        find_settings(&mut self.tx, &self.actor.tenant()).await
    }

    /// Whether a document names the server in clear by which Akte knows it again.
    pub async fn stamps_server(&mut self) -> Result<bool> {
        self.need(Action::Generate)?;
        Ok(find_settings(&mut self.tx, &self.actor.tenant()).await?.stamp_server)
    }

    /// An answer set within reach.
    pub async fn answer_set(&mut self, id: &Id<AnswerSet>) -> Result<Sealed<AnswerSet>> {
        self.need(Action::ReadAnswers)?;
        find_answer_set(&mut self.tx, self.actor, id).await.and_then(found).map(Sealed)
    }

    /// A file of an answer set within reach.
    pub async fn answer_file(
        &mut self,
        set: &Id<AnswerSet>,
        id: &Id<AnswerFile>,
    ) -> Result<Sealed<AnswerFile>> {
        self.need(Action::ReadAnswers)?;
        find_answer_file(&mut self.tx, self.actor, set, id).await.and_then(found).map(Sealed)
    }

    /// The files of an answer set within reach, each with whether it is a picture; none of another one.
    pub async fn answer_files(&mut self, set: &Id<AnswerSet>) -> Result<Vec<(Id<AnswerFile>, bool)>> {
        self.need(Action::ReadAnswers)?;
        list_answer_files(&mut self.tx, self.actor, set).await
    }

    /// Own answer sets, newest first.
    pub async fn answer_sets(&mut self, page: &PageRequest) -> Result<Page<Sealed<AnswerSet>>> {
        self.actor.need(Action::ReadAnswers)?;
        list_answer_sets(&mut self.tx, self.actor, None, page).await.map(seal_page)
    }

    /// The answer sets of a matter that are within reach, newest first.
    pub async fn answer_sets_of(
        &mut self,
        matter: &Id<Matter>,
        page: &PageRequest,
    ) -> Result<Page<Sealed<AnswerSet>>> {
        self.actor.need(Action::ReadAnswers)?;
        found(find_matter(&mut self.tx, self.actor, matter, false).await?)?;
        list_answer_sets(&mut self.tx, self.actor, Some(matter), page).await.map(seal_page)
    }

    /// A document within reach.
    pub async fn document(&mut self, id: &Id<Document>) -> Result<Sealed<Document>> {
        self.need(Action::ReadDocument)?;
        find_document(&mut self.tx, self.actor, id).await.and_then(found).map(Sealed)
    }

    /// A document within reach with its file.
    pub async fn document_file(&mut self, id: &Id<Document>) -> Result<Sealed<DocumentFile>> {
        self.document(id).await.map(|sealed| Sealed(sealed.0))
    }

    /// Own documents, newest first.
    pub async fn documents(&mut self, page: &PageRequest) -> Result<Page<Sealed<Document>>> {
        self.actor.need(Action::ReadDocument)?;
        list_documents(&mut self.tx, self.actor, None, page).await.map(seal_page)
    }

    /// The documents of a matter that are within reach, newest first.
    pub async fn documents_of(
        &mut self,
        matter: &Id<Matter>,
        page: &PageRequest,
    ) -> Result<Page<Sealed<Document>>> {
        self.actor.need(Action::ReadDocument)?;
        found(find_matter(&mut self.tx, self.actor, matter, false).await?)?;
        list_documents(&mut self.tx, self.actor, Some(matter), page).await.map(seal_page)
    }

    /// A matter: an open one, one that this person is a member of, or, without its name, any for who oversees them.
    pub async fn matter(&mut self, id: &Id<Matter>) -> Result<Sealed<Matter>> {
        self.need(Action::ReadMatter)?;
        let oversees = self.actor.may(Action::OverseeMatters);
        find_matter(&mut self.tx, self.actor, id, oversees).await.and_then(found).map(Sealed)
    }

    /// Who is in a matter that this person sees: people by themselves, and teams.
    pub async fn matter_members(
        &mut self,
        id: &Id<Matter>,
    ) -> Result<(Vec<Sealed<Person>>, Vec<Sealed<Team>>)> {
        self.matter(id).await?;
        let tenant = self.actor.tenant();
        let people = MATTER_PEOPLE.list(&mut self.tx, &tenant, id).await?;
        let teams = MATTER_TEAMS.list(&mut self.tx, &tenant, id).await?;
        Ok((people.into_iter().map(Sealed).collect(), teams.into_iter().map(Sealed).collect()))
    }

    /// The people of the firm, who came last first.
    pub async fn people(&mut self, page: &PageRequest) -> Result<Page<Sealed<Person>>> {
        self.actor.need(Action::ReadPeople)?;
        list_people(&mut self.tx, &self.actor.tenant(), page).await.map(seal_page)
    }

    /// Who may act for a person: for themselves, or for who keeps that for the whole firm; who came last first.
    pub async fn delegates(&mut self, of: &Id<Person>, page: &PageRequest) -> Result<Page<Sealed<Person>>> {
        if !person_within_reach(&mut self.tx, self.actor, of, Action::KeepDelegates).await? {
            return Err(Error::NotFound);
        }
        list_delegates(&mut self.tx, &self.actor.tenant(), of, page).await.map(seal_page)
    }

    /// The machines of the firm with their keys, newest first.
    pub async fn machines(&mut self, page: &PageRequest) -> Result<Page<Sealed<Machine>>> {
        self.actor.need(Action::KeepMachines)?;
        list_machines(&mut self.tx, &self.actor.tenant(), page).await.map(seal_page)
    }

    /// A machine with its keys.
    pub async fn machine(&mut self, id: &Id<Person>) -> Result<Sealed<Machine>> {
        self.need(Action::KeepMachines)?;
        find_machine(&mut self.tx, &self.actor.tenant(), id).await.and_then(found).map(Sealed)
    }

    /// The teams of the firm, newest first.
    pub async fn teams(&mut self, page: &PageRequest) -> Result<Page<Sealed<Team>>> {
        self.actor.need(Action::ReadPeople)?;
        TEAMS.list(&mut self.tx, &self.actor.tenant(), page).await.map(seal_page)
    }

    /// A team, with who is in it.
    pub async fn team(&mut self, id: &Id<Team>) -> Result<(Sealed<Team>, Vec<Sealed<Person>>)> {
        self.need(Action::ReadPeople)?;
        let tenant = self.actor.tenant();
        let team = found(TEAMS.find(&mut self.tx, &tenant, id).await?)?;
        let people = TEAM_PEOPLE.list(&mut self.tx, &tenant, id).await?;
        Ok((Sealed(team), people.into_iter().map(Sealed).collect()))
    }

    /// The categories of templates, newest first.
    pub async fn categories(&mut self, page: &PageRequest) -> Result<Page<Sealed<Category>>> {
        self.actor.need(Action::ReadTemplate)?;
        CATEGORIES.list(&mut self.tx, &self.actor.tenant(), page).await.map(seal_page)
    }

    /// A category of templates.
    pub async fn category(&mut self, id: &Id<Category>) -> Result<Sealed<Category>> {
        self.need(Action::ReadTemplate)?;
        CATEGORIES.find(&mut self.tx, &self.actor.tenant(), id).await.and_then(found).map(Sealed)
    }

    /// The names of the firm and the actor, and the firm's colour.
    pub(super) async fn me(&mut self) -> Result<(Label<Tenant>, Label<Person>, Option<Colour>)> {
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
        let accent = find_settings(&mut self.tx, &self.actor.tenant()).await?.accent;
        Ok((Label::must(&row, "tenant_", "name")?, Label::must(&row, "", "name")?, accent))
    }

    /// On whose behalf the actor may begin something: of nobody, without leave to begin anything.
    pub(super) async fn acted_for(&mut self) -> Result<Vec<Label<Person>>> {
        if self.actor.may(Action::StartInterview) {
            list_acted_for(&mut self.tx, self.actor).await
        } else {
            Ok(Vec::new())
        }
    }

    /// For one object: without the role it is not there.
    fn need(&self, action: Action) -> Result<()> {
        if self.actor.may(action) { Ok(()) } else { Err(Error::NotFound) }
    }
}
