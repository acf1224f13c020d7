//! A store to try things on, and the short way to everything in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use akte_model::*;
use akte_store::*;
use akte_postgres::{APP, Database, OWNER};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Connection};
use tempfile::TempDir;

use crate::POSTGRES;

pub const ISSUER: &str = "https://issuer.example";

/// A clock that stands still until it is told.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

pub struct Lab {
    pub clock: Arc<TestClock>,
    pub store: Store,
    pub dir: TempDir,
    /// On PostgreSQL, the database.
    pub database: Option<Database>,
    files: FileStore,
}

impl Lab {
    pub async fn new() -> Self {
        Self::with_files(FileStore::Directory).await
    }

    pub async fn with_files(files: FileStore) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_790_000_000_000)));
        let database = POSTGRES.then(Database::new);
        if let Some(database) = &database {
            Store::migrate(&database.url(OWNER).parse().unwrap(), APP).await.unwrap();
        }
        let store = Store::open(config(&dir, &clock, database.as_ref(), &files)).await.unwrap();
        Self { dir, clock, store, database, files }
    }

    /// Closes the store and opens it again, as a restart does.
    pub async fn restart(self) -> Self {
        let Self { dir, clock, store, database, files } = self;
        store.close().await;
        drop(store);
        let store = Store::open(config(&dir, &clock, database.as_ref(), &files)).await.unwrap();
        Self { dir, clock, store, database, files }
    }

    /// How backups are made: on PostgreSQL as the owner of the tables.
    pub fn owner_config(&self) -> StoreConfig {
        let config = config(&self.dir, &self.clock, self.database.as_ref(), &self.files);
        match &self.database {
            Some(database) => config.on(database.url(OWNER).parse().unwrap()),
            None => config,
        }
    }

    /// Opens once more, to see whether that is refused.
    pub async fn try_open(&self) -> Result<Store> {
        Store::open(config(&self.dir, &self.clock, self.database.as_ref(), &self.files)).await
    }

    /// The directory with a blank and a question mark in its name, so that paths are known to be escaped.
    pub fn data_dir(&self) -> PathBuf {
        data_dir(&self.dir)
    }

    pub async fn firm(&self, tid: &str) -> Id<Tenant> {
        self.store.gate().enrol(ISSUER, tid, &format!("Firm {tid}")).await.unwrap()
    }

    pub async fn sign_in(&self, tid: &str, subject: &str, roles: impl Into<Roles>) -> Actor {
        self.session(tid, subject, roles).await.actor
    }

    pub async fn session(&self, tid: &str, subject: &str, roles: impl Into<Roles>) -> SignedIn {
        let name = format!("Name of {subject}");
        let identity = Identity { issuer: ISSUER, tid, subject, name: &name, roles: roles.into() };
        self.store.gate().sign_in(identity, Duration::from_secs(3600)).await.unwrap()
    }

    /// The firm `tid` with a lawyer, and a published template.
    pub async fn office(&self, tid: &str) -> Office {
        let tenant = self.firm(tid).await;
        let lawyer = self.sign_in(tid, "lotte", Role::Lawyer).await;
        self.store.publish_sample(&tenant, "nda", template("NDA", b"nda 1")).await.unwrap();
        let mut door = self.store.door(lawyer.clone());
        let template = door.templates("", &PageRequest::default()).await.unwrap().items.remove(0);
        Office { tenant, lawyer, template }
    }

    /// The database beneath, for looking and for breaking; on PostgreSQL as the owner of the tables.
    pub async fn raw(&self) -> AnyConnection {
        if let Some(database) = &self.database {
            return AnyConnection::connect(&database.url(OWNER)).await.unwrap();
        }
        let path = self.data_dir().join("akte.db").display().to_string();
        let path = path.replace('%', "%25").replace('?', "%3F").replace(' ', "%20");
        AnyConnection::connect(&format!("sqlite://{path}")).await.unwrap()
    }
}

pub struct Office {
    pub tenant: Id<Tenant>,
    pub lawyer: Actor,
    pub template: Template,
}

fn data_dir(dir: &TempDir) -> PathBuf {
    dir.path().join("data of 100% akte?")
}

fn config(
    dir: &TempDir,
    clock: &Arc<TestClock>,
    database: Option<&Database>,
    files: &FileStore,
) -> StoreConfig {
    let config = StoreConfig { clock: clock.clone(), files: files.clone(), ..StoreConfig::new(data_dir(dir)) };
    match database {
        Some(database) => StoreConfig { connections: 8, ..config.on(database.url(APP).parse().unwrap()) },
        None => config,
    }
}

pub fn template(title: &str, bytes: &[u8]) -> NewTemplate {
    NewTemplate {
        title: title.into(),
        language: "nl".into(),
        category: Some("Contracten".into()),
        questions: 3,
        bytes: bytes.into(),
    }
}

pub fn answers(json: serde_json::Value) -> Answers {
    json.as_object().unwrap().clone()
}

/// Claims a key that nobody used.
pub async fn ticket<K: Kind>(door: &mut Door, key: &str) -> Ticket<K> {
    let (key, mac) = (Key::new("POST /things", key).unwrap(), door.mac(&[b"body"]));
    match door.claim(&key, &mac).await.unwrap() {
        Claim::New(ticket) => ticket,
        _ => panic!("the key {key:?} was used before"),
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

pub fn new_document(set: AnswerSet, title: &str, bytes: &[u8]) -> NewDocument {
    NewDocument {
        set,
        title: title.into(),
        bytes: bytes.into(),
        template_sha256: "0".repeat(64),
        engine: "1",
        draft: None,
        warnings: Vec::new(),
    }
}

pub async fn generate(door: &mut Door, key: &str, set: AnswerSet, bytes: &[u8]) -> Result<Id<Document>> {
    let (on, ticket) = (set.id, ticket(door, key).await);
    let staged = door.stage(ticket, new_document(set, "The agreement", bytes)).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<Generate>(&on).await?;
    let id = write.create_document(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

pub async fn document_file(door: &mut Door, id: &Id<Document>) -> Result<DocumentFile> {
    let mut read = door.read().await?;
    let sealed = read.document_file(id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn template_file(door: &mut Door, id: &Id<TemplateVersion>) -> Result<TemplateFile> {
    let mut read = door.read().await?;
    let sealed = read.template_file(id).await?;
    drop(read);
    door.open(sealed).await
}

pub async fn all_sets(door: &mut Door) -> Vec<AnswerSet> {
    let mut read = door.read().await.unwrap();
    let page = read.answer_sets(&PageRequest { limit: Some(200), cursor: None }).await.unwrap();
    drop(read);
    door.open_page(page).await.unwrap().items
}

/// Does everything that is due, and gives how many jobs were finished. None may fail.
pub async fn work_off(store: &Store) -> usize {
    let mut done = 0;
    while let Some(worked) = store.work().await.unwrap() {
        match worked.outcome {
            Outcome::Done => done += 1,
            Outcome::GoesOn => {}
            other => panic!("{other:?}"),
        }
    }
    done
}

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

pub async fn make_category(door: &mut Door, key: &str, name: &str) -> Result<Id<Category>> {
    let ticket = ticket(door, key).await;
    let staged = door.stage(ticket, NewNamed::new(name)).await?;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<CreateCategory>(&tenant).await?;
    let id = write.create_category(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

/// Every file below a directory.
pub fn walk(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}
