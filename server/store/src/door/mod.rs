//! The door.
use crate::*;
use akte_model::*;
use std::marker::PhantomData;

/// The only way to a firm's data; one per request, not cloned.
#[derive(Debug)]
pub struct Door {
    pub(crate) store: Store,
    pub(crate) actor: Actor,
}

/// The HMAC of a request's body under the firm's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mac(Vec<u8>);

/// An `Idempotency-Key` of one route.
#[derive(Debug, Clone)]
pub struct Key {}
impl Key {
    /// The key that the client sent to `route` (for example `POST /documents`).
    pub fn new(route: &'static str, key: &str) -> Result<Self> {
        let _ = (route, key);
        Err(Error::InvalidKey)
    }
}

/// What a claim on an idempotency key gave.
#[derive(Debug)]
pub enum Claim<K> {
    /// Nobody did this yet: do it.
    New(Ticket<K>),
    /// It was done: this is what was made.
    Done(Id<K>),
    /// It is being done by another request.
    Busy {
        /// When that request gives up at the latest.
        until: jiff::Timestamp,
    },
    /// The key was used with another body.
    Mismatch,
}

/// The right to make one `K`; used once.
#[derive(Debug)]
#[must_use]
pub struct Ticket<K>(Id<K>);
impl<K> Ticket<K> {
    /// The id that the new object will have.
    pub fn id(&self) -> Id<K> {
        self.0
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Default)]
pub struct PageRequest {
    /// How many at most: 1 to 200; none is 50.
    pub limit: Option<u32>,
    /// Where the part before ended.
    pub cursor: Option<String>,
}

/// A part of a list.
#[derive(Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next part begins; none at the end.
    pub next_cursor: Option<String>,
}

impl Door {
    /// Who is asking.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    /// The time, by the store's clock.
    pub fn now(&self) -> jiff::Timestamp {
        let _ = &self.store;
        jiff::Timestamp::UNIX_EPOCH
    }
    /// Who is asking, by name.
    pub async fn me(&mut self) -> Result<Me> {
        Err(Error::Internal("being built"))
    }
    /// Templates whose title, category and language hold every word of `query`, by title.
    pub async fn templates(&mut self, query: &str, page: &PageRequest) -> Result<Page<Template>> {
        let _ = (query, page);
        Err(Error::Internal("being built"))
    }
    /// The keyed hash of everything that makes two requests the same; parts cannot run into one another.
    pub fn mac(&self, parts: &[&[u8]]) -> Mac {
        let _ = parts;
        Mac(vec![])
    }
    /// Claims an idempotency key for a request with this body. A claim that is not finished ends after a minute.
    pub async fn claim<K: Kind>(&mut self, key: &Key, body: &Mac) -> Result<Claim<K>> {
        let _ = (key, body);
        Err(Error::Internal("being built"))
    }
    /// Gives a claim back: the request was refused and may be sent again, changed, with the same key.
    pub async fn release<K: Kind>(&mut self, ticket: Ticket<K>) -> Result<()> {
        let _ = ticket;
        Err(Error::Internal("being built"))
    }
    /// A short transaction that reads.
    pub async fn read(&mut self) -> Result<Read<'_>> {
        Err(Error::Internal("being built"))
    }
    /// A short transaction that writes.
    pub async fn write(&mut self) -> Result<Write<'_>> {
        Err(Error::Internal("being built"))
    }
    /// Decrypts what was read, and fetches its file.
    pub async fn open<K: Content>(&mut self, sealed: Sealed<K>) -> Result<K> {
        let _ = sealed;
        Err(Error::Internal("being built"))
    }
    /// Decrypts a part of a list.
    pub async fn open_page<K: Content>(&mut self, page: Page<Sealed<K>>) -> Result<Page<K>> {
        let _ = page;
        Err(Error::Internal("being built"))
    }
    /// Encrypts what is to be made and stores its file.
    pub async fn stage<N: New>(&mut self, ticket: Ticket<N::Kind>, new: N) -> Result<Staged<N>> {
        let _ = (ticket, new);
        Err(Error::Internal("being built"))
    }
    /// Encrypts new answers for `set`. `expected` is the revision that the client changed (`If-Match`); fails with
    /// [`Error::Stale`] when `set` is at another.
    pub async fn stage_answers(
        &mut self,
        set: &AnswerSet,
        expected: Rev,
        answers: &Answers,
    ) -> Result<Staged<AnswerChange>> {
        let _ = (set, expected, answers);
        Err(Error::Internal("being built"))
    }
}

/// A transaction that reads. Drop it before doing anything slow: the door is locked meanwhile.
#[derive(Debug)]
#[must_use]
pub struct Read<'d>(PhantomData<&'d mut Door>);
impl Read<'_> {
    /// A template, when this person may see it.
    pub async fn template(&mut self, id: &Id<Template>) -> Result<Sealed<Template>> {
        let _ = id;
        Err(Error::NotFound)
    }
    /// The file of a version: published, pinned by an own answer set, or, for who may read drafts, any.
    pub async fn template_file(&mut self, version: &Id<TemplateVersion>) -> Result<Sealed<TemplateFile>> {
        let _ = version;
        Err(Error::NotFound)
    }
    /// An own answer set.
    pub async fn answer_set(&mut self, id: &Id<AnswerSet>) -> Result<Sealed<AnswerSet>> {
        let _ = id;
        Err(Error::NotFound)
    }
    /// Own answer sets, newest first.
    pub async fn answer_sets(&mut self, page: &PageRequest) -> Result<Page<Sealed<AnswerSet>>> {
        let _ = page;
        Err(Error::NotFound)
    }
    /// An own document.
    pub async fn document(&mut self, id: &Id<Document>) -> Result<Sealed<Document>> {
        let _ = id;
        Err(Error::NotFound)
    }
    /// Own documents, newest first.
    pub async fn documents(&mut self, page: &PageRequest) -> Result<Page<Sealed<Document>>> {
        let _ = page;
        Err(Error::NotFound)
    }
    /// An own document with its file.
    pub async fn document_file(&mut self, id: &Id<Document>) -> Result<Sealed<DocumentFile>> {
        let _ = id;
        Err(Error::NotFound)
    }
}

/// An action as a type, for [`Write::permit`].
pub trait Act {
    /// What it is done to.
    type On: Kind;
    /// Its row in the table of permissions.
    const ACTION: Action;
}
/// Bring in a template: on the firm.
#[derive(Debug)]
pub enum UploadTemplate {}
impl Act for UploadTemplate {
    type On = Tenant;
    const ACTION: Action = Action::UploadTemplate;
}
/// Start answering: on a template.
#[derive(Debug)]
pub enum StartInterview {}
impl Act for StartInterview {
    type On = Template;
    const ACTION: Action = Action::StartInterview;
}
/// Change own answers: on an answer set.
#[derive(Debug)]
pub enum ChangeAnswers {}
impl Act for ChangeAnswers {
    type On = AnswerSet;
    const ACTION: Action = Action::ChangeAnswers;
}
/// Make a document: on an answer set.
#[derive(Debug)]
pub enum Generate {}
impl Act for Generate {
    type On = AnswerSet;
    const ACTION: Action = Action::Generate;
}

/// Leave to do `A` to one object, within one transaction.
#[derive(Debug)]
#[must_use]
pub struct Permit<'d, A: Act>(PhantomData<(&'d (), A)>);

/// A change that is on disk: what a handler that changes something answers with.
#[derive(Debug)]
#[must_use]
pub struct Committed<T>(T);
impl<T> Committed<T> {
    /// The answer.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// A transaction that writes; nothing happened until [`Write::commit`].
#[derive(Debug)]
#[must_use]
pub struct Write<'d>(PhantomData<&'d mut Door>);
impl<'d> Write<'d> {
    /// Leave to do `A` to `on`: by role and ownership.
    pub async fn permit<A: Act>(&mut self, on: &Id<A::On>) -> Result<Permit<'d, A>> {
        let _ = on;
        Err(Error::NotFound)
    }
    /// Makes a template with its first version, a draft.
    pub async fn create_template(
        &mut self,
        permit: Permit<'d, UploadTemplate>,
        staged: Staged<NewTemplate>,
    ) -> Result<Id<Template>> {
        let _ = (permit, staged);
        Err(Error::NotFound)
    }
    /// Starts an interview.
    pub async fn create_answer_set(
        &mut self,
        permit: Permit<'d, StartInterview>,
        staged: Staged<NewAnswerSet>,
    ) -> Result<Id<AnswerSet>> {
        let _ = (permit, staged);
        Err(Error::NotFound)
    }
    /// Changes the answers; [`Error::Stale`] when someone else was first.
    pub async fn change_answers(
        &mut self,
        permit: Permit<'d, ChangeAnswers>,
        staged: Staged<AnswerChange>,
    ) -> Result<Rev> {
        let _ = (permit, staged);
        Err(Error::NotFound)
    }
    /// Keeps a document.
    pub async fn create_document(
        &mut self,
        permit: Permit<'d, Generate>,
        staged: Staged<NewDocument>,
    ) -> Result<Id<Document>> {
        let _ = (permit, staged);
        Err(Error::NotFound)
    }
    /// Makes it last, and wraps the answer.
    pub async fn commit<T>(self, answer: T) -> Result<Committed<T>> {
        Ok(Committed(answer))
    }
}
