//! The door: the only way to a firm's data.

mod claim;
mod permit;
mod read;
mod write;

use akte_model::{Action, AnswerSet, Answers, Id, Kind, Matter, Me, Rev, Template, TemplateVersion};
use jiff::Timestamp;
use tokio::runtime::Handle;

pub use claim::{Claim, Key, Mac, Stub, Ticket};
pub use permit::{
    Act, ActFor, ChangeAnswers, ChangeCategory, ChangeMatter, ChangeMembers, ChangeSettings, ChangeTeam,
    CreateCategory, CreateMatter, CreateTeam, DecideVersion, ExportAudit, FileAnswers, FileTemplate,
    Generate, KeepDelegates, KeepMachine, LetMachineIn, MarkFavourite, Permit, PublishVersion, RetireVersion,
    RetryJob, StartInterview, SubmitVersion, UploadTemplate, UploadVersion, UseMatter,
};
pub use read::Read;
pub use write::{Committed, Write};

use crate::audit::{Deed, Habit};
use crate::content::{
    self, Content, New, NewStep, Page, PageRequest, Sealed, Staged, StagedAnswers, StagedMatter, StagedMove,
    StagedName, StagedStep, find_numbered_matter,
};
use crate::error::Result;
use crate::firm_key::hold_key;
use crate::gate::{Actor, KeySecret};
use crate::library::{TemplateSearch, search_matters, search_templates};
use crate::store::Store;
use crate::vault::{Vault, blocking};

/// The door for one request of one actor; not cloned, and locked while a transaction is open. So nothing slow (opening, staging,
/// filling) can happen inside one.
#[derive(Debug)]
pub struct Door {
    store: Store,
    actor: Actor,
    /// What was claimed and is not made yet.
    claimed: Option<Stub>,
}

/// A request that was cut off gives its claim back: sent again, it need not wait until the claim ends by itself. What was made
/// stays made, also when that was not known here any more.
impl Drop for Door {
    fn drop(&mut self) {
        let (Some(stub), Ok(runtime)) = (self.claimed.take(), Handle::try_current()) else { return };
        let (store, actor) = (self.store.clone(), self.actor.clone());
        // Where that fails too, the claim ends by itself.
        runtime.spawn(async move { claim::release(&store, &actor, &stub).await });
    }
}

impl Door {
    pub(crate) fn new(store: Store, actor: Actor) -> Self {
        Self { store, actor, claimed: None }
    }

    /// Who is asking.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The time, by the store's clock.
    pub fn now(&self) -> Timestamp {
        self.vault().now()
    }

    /// Who is asking, by name.
    pub async fn me(&mut self) -> Result<Me> {
        let mut read = self.read().await?;
        let (tenant, person, accent) = read.me().await?;
        let acts_for = read.acted_for().await?;
        drop(read);
        let (vault, roles) = (self.vault().clone(), self.actor.roles());
        blocking(move || {
            let person = akte_model::Person { id: person.id, name: person.open(&vault)? };
            let tenant = akte_model::Tenant { id: tenant.id, name: tenant.open(&vault)? };
            let acts_for = acts_for.into_iter().map(|person| person.open_person(&vault));
            Ok(Me { person, tenant, roles, accent, acts_for: acts_for.collect::<Result<_>>()? })
        })
        .await
    }

    /// Templates whose title, category or language hold every word of `query`, by title. Large and small letters and accents do
    /// not matter. Lawyers find published ones only.
    pub async fn templates(
        &mut self,
        search: impl Into<TemplateSearch>,
        page: &PageRequest,
    ) -> Result<Page<Template>> {
        search_templates(&self.store, &self.actor, &search.into(), page).await
    }

    /// Matters whose name and number hold every word of `query`, the newest first: the open ones and those that this person is a
    /// member of; who oversees matters finds the others too, without their names and by no words.
    pub async fn matters(&mut self, query: &str, page: &PageRequest) -> Result<Page<Matter>> {
        search_matters(&self.store, &self.actor, query, page).await
    }

    /// The matter of that number, if this person may know it.
    pub async fn matter_numbered(&mut self, number: &str) -> Result<Option<Matter>> {
        self.actor.need(Action::ReadMatter)?;
        let mac = content::number_mac(number, self.vault());
        let mut tx = self.store.database().read(&self.actor.tenant()).await?;
        let found = find_numbered_matter(&mut tx, &self.actor, &mac).await?;
        drop(tx);
        match found {
            Some(row) => self.open(Sealed(row)).await.map(Some),
            None => Ok(None),
        }
    }

    /// The keyed hash of all that makes two requests the same (body, parameters).
    pub fn mac(&self, parts: &[&[u8]]) -> Mac {
        Mac::new(self.vault(), parts)
    }

    /// Claims an idempotency key for a request with this body. A claim that is not finished is given back with the door, and ends
    /// after a minute where even that could not be; what came of it is remembered for a day.
    pub async fn claim<K: Kind>(&mut self, key: &Key, body: &Mac) -> Result<Claim<K>> {
        let claim = claim::claim(&self.store, &self.actor, key, body).await?;
        if let Claim::New(ticket) = &claim {
            self.claimed = Some(ticket.stub());
        }
        Ok(claim)
    }

    /// Gives a claim back: the request was refused, and may come again with the same key, corrected.
    pub async fn release(&mut self, claim: impl Into<Stub>) -> Result<()> {
        self.claimed = None;
        claim::release(&self.store, &self.actor, &claim.into()).await
    }

    /// A short transaction that reads.
    pub async fn read(&mut self) -> Result<Read<'_>> {
        Ok(Read::new(self.store.database().read(&self.actor.tenant()).await?, &self.actor))
    }

    /// A short transaction that writes.
    pub async fn write(&mut self) -> Result<Write<'_>> {
        let tenant = self.actor.tenant();
        let mut tx = self.store.database().write(&tenant).await?;
        hold_key(&mut tx, &tenant, self.actor.vault()).await?;
        Ok(Write::new(tx, &self.actor, self.store.lately(), &mut self.claimed))
    }

    /// Decrypts what was read, and fetches its file. Of documents and answers the trail says first that they are read.
    pub async fn open<K: Content>(&mut self, sealed: Sealed<K>) -> Result<K> {
        if let Some(deed) = K::reading(&sealed.0) {
            self.record_reading(deed).await?;
        }
        let vault = self.vault().clone();
        blocking(move || K::open(sealed.0, &vault)).await
    }

    /// Decrypts all of these.
    pub async fn open_all<K: Content>(&mut self, sealed: Vec<Sealed<K>>) -> Result<Vec<K>> {
        let vault = self.vault().clone();
        blocking(move || sealed.into_iter().map(|sealed| K::open(sealed.0, &vault)).collect()).await
    }

    /// Decrypts a part of a list.
    pub async fn open_page<K: Content>(&mut self, page: Page<Sealed<K>>) -> Result<Page<K>> {
        Ok(Page { items: self.open_all(page.items).await?, next_cursor: page.next_cursor })
    }

    /// Encrypts what is to be made, and puts its file on disk.
    pub async fn stage<N: New>(&mut self, ticket: Ticket<N::Kind>, new: N) -> Result<Staged<N>> {
        let (vault, id) = (self.vault().clone(), ticket.id());
        let row = blocking(move || new.seal(id, &vault)).await?;
        Ok(Staged { ticket, row })
    }

    /// Encrypts what is said with a step in the life of a version.
    pub async fn stage_step(&mut self, new: NewStep) -> Result<StagedStep> {
        let vault = self.vault().clone();
        blocking(move || StagedStep::seal(new, &vault)).await
    }

    /// Encrypts new answers for `set`, as it was read. `expected` is the revision that the client means (`If-Match`); it fails with
    /// [`crate::Error::Stale`] when `set` is at another.
    pub async fn stage_answers(
        &mut self,
        set: &AnswerSet,
        expected: Rev,
        answers: Answers,
    ) -> Result<StagedAnswers> {
        let (vault, set) = (self.vault().clone(), set.clone());
        blocking(move || content::stage_answers(&set, expected, &answers, &vault)).await
    }

    /// Encrypts the `answers` of `set` for the newer version `to`, and what of the old ones is `left`, by dotted name. `expected`
    /// as with [`Self::stage_answers`].
    pub async fn stage_move(
        &mut self,
        set: AnswerSet,
        expected: Rev,
        to: Id<TemplateVersion>,
        answers: Answers,
        left: Answers,
    ) -> Result<StagedMove> {
        let vault = self.vault().clone();
        blocking(move || content::stage_move(set, expected, to, &answers, left, &vault)).await
    }

    /// Encrypts what `matter` becomes: the title and wall that are in it. `expected` as with [`Self::stage_answers`].
    pub async fn stage_matter(&mut self, matter: Matter, expected: Rev) -> Result<StagedMatter> {
        let vault = self.vault().clone();
        blocking(move || content::stage_matter(&matter, expected, &vault)).await
    }

    /// Encrypts another name for what was read at revision `rev`. `expected` as with [`Self::stage_answers`].
    pub async fn stage_name<K: Kind + 'static>(
        &mut self,
        id: Id<K>,
        rev: Rev,
        expected: Rev,
        name: String,
    ) -> Result<StagedName<K>> {
        let vault = self.vault().clone();
        blocking(move || content::stage_name(id, rev, expected, &name, &vault)).await
    }

    /// The secret of a new key for a machine.
    pub fn new_secret(&self) -> Result<KeySecret> {
        KeySecret::random(self.store.rng())
    }

    async fn record_reading(&mut self, deed: Deed) -> Result<()> {
        if self.store.lately().has(&Habit::of(&self.actor, &deed), self.now()) {
            return Ok(());
        }
        // Nothing is encrypted: with which key does not matter.
        let tx = self.store.database().write(&self.actor.tenant()).await?;
        let mut write = Write::new(tx, &self.actor, self.store.lately(), &mut self.claimed);
        write.write_down_lately(deed).await?;
        write.commit(()).await.map(Committed::into_inner)
    }

    fn vault(&self) -> &Vault {
        self.actor.vault()
    }
}

/// Not there, and not for this person, said the same way.
fn found<T>(row: Option<T>) -> Result<T> {
    row.ok_or(crate::Error::NotFound)
}

/// What of a list is shown: its rows, still sealed.
fn seal_page<K: Content>(page: Page<K::Row>) -> Page<Sealed<K>> {
    Page { items: page.items.into_iter().map(Sealed).collect(), next_cursor: page.next_cursor }
}
