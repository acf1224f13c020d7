//! Everything that Akte keeps: one gate, one door, encryption at rest.
//!
//! [`Store::gate`] works before the firm is known and gives an [`Actor`]; [`Store::door`] takes the actor and is the only way
//! to anything of a firm. A request reads in a short transaction, works outside it, and writes in another:
//!
//! ```no_run
//! # use akte_model::*;
//! # use akte_store::*;
//! # async fn example(store: Store, actor: Actor, set: Id<AnswerSet>, key: Key, body: &[u8]) -> Result<()> {
//! let mut door = store.door(actor);
//! let ticket = match door.claim::<Document>(&key, &door.mac(&[body])).await? {
//!     Claim::New(ticket) => ticket,
//!     Claim::Done(_) | Claim::Busy { .. } | Claim::Mismatch => return Ok(()),
//! };
//! let mut read = door.read().await?;
//! let set = read.answer_set(&set).await?;
//! drop(read);
//! let set = door.open(set).await?;
//! // … fill, outside any transaction …
//! # let (bytes, template_sha256) = (vec![], String::new());
//! let on = set.id;
//! let new = NewDocument { set, title: "NDA".into(), bytes, template_sha256, engine: "1", draft: None, warnings: vec![] };
//! let staged = door.stage(ticket, new).await?;
//! let mut write = door.write().await?;
//! let permit = write.permit::<Generate>(&on).await?;
//! let id = write.create_document(permit, staged).await?;
//! let committed: Committed<Id<Document>> = write.commit(id).await?;
//! # Ok(()) }
//! ```

#[cfg(all(feature = "plaintext", not(debug_assertions)))]
compile_error!("the feature plaintext is for tests: a release always encrypts");

mod audit;
mod backup;
mod bucket;
mod config;
mod content;
mod crypto;
mod database;
mod door;
mod error;
mod files;
mod firm_key;
mod gate;
mod index;
mod jobs;
mod library;
mod plans;
mod sample;
mod seed;
mod store;
mod sweep;
mod tombstone;
mod vault;

pub use audit::{AuditReport, Checkpoint, EventSpan, Fault, Finding, Pruned};
pub use backup::{BackupFault, BackupMade, BackupReport};
pub use bucket::Bucket;
pub use config::{Clock, Engine, Rng, StoreConfig, System};
pub use content::{
    Content, Expected, FilesOf, New, NewAnswerFile, NewAnswerSet, NewApiKey, NewDocument, NewMachine,
    NewMatter, NewNamed, NewStep, NewTemplate, NewVersion, Page, PageRequest, Sealed, Staged, StagedAnswers,
    StagedMatter, StagedMove, StagedName, StagedStep,
};
pub use database::PostgresUrl;
pub use door::{
    Act, ActFor, ChangeAnswers, ChangeCategory, ChangeMatter, ChangeMembers, ChangeSettings, ChangeTeam,
    Claim, Committed, CreateCategory, CreateMatter, CreateTeam, DecideVersion, Door, ExportAudit,
    FileAnswers, FileTemplate, Generate, KeepDelegates, KeepMachine, Key, LetMachineIn, Mac, MarkFavourite,
    Permit, PublishVersion, Read, RetireVersion, RetryJob, StartInterview, Stub, SubmitVersion, Ticket,
    UploadTemplate, UploadVersion, UseMatter, Write,
};
pub use error::{Error, Result, Source};
pub use files::FileStore;
pub use gate::{
    Actor, Bearer, CONFIRM, Claim as RoleClaim, Enrolment, Firm, Gate, IDLE, Identity, KeySecret, NoHash,
    RoleClaims, SignedIn, Token, TokenHash,
};
pub use jobs::{Job, JobKind, Lease, Outcome, Rotation, Waiting, Worked};
pub use library::TemplateSearch;
pub use seed::{Seed, Seeded};
pub use store::Store;
pub use sweep::Swept;
pub use tombstone::Tombstone;
