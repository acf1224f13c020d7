//! What can go wrong, in the words of the person who meets it.

use std::net::IpAddr;
use std::path::PathBuf;

use akte_model::{Action, Rev, Step, VersionState};

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// The cause beneath an error, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Everything that the store refuses or cannot do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not there, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The person's roles do not allow this action anywhere in the firm: said only of what is done to no object in particular
    /// (lists, uploads), where it tells nothing about what there is.
    #[error("your role does not allow this: {0}")]
    NotAllowed(Action),
    /// The firm does not let anybody in from there.
    #[error("the firm does not let anybody in from {}", address(*.0))]
    NotFromThere(Option<IpAddr>),
    /// Someone changed the object since it was read; nothing was changed now.
    #[error("it was changed by someone else since you read it: it is at revision {current} now")]
    Stale {
        /// The revision that it has now.
        current: Rev,
    },
    /// The version is not where this step can be taken.
    #[error("{}", wrong_state(*.step, *.state))]
    WrongState {
        /// The step.
        step: Step,
        /// Where the version is.
        state: VersionState,
    },
    /// The published version of the template is not newer than the one that the answers belong to, or none is published.
    #[error("no newer version of this template is published than the one that these answers belong to")]
    NothingNewer,
    /// The firm wants four eyes, and these are the author's own two.
    #[error("someone other than the author decides about a version")]
    OwnWork,
    /// Another of the kind has that name or number.
    #[error("another has this {0}")]
    Taken(&'static str),
    /// The matter would be left without a person in it.
    #[error("a matter keeps at least one person as a member: let someone else in first")]
    LastMember,
    /// Nobody lets themselves into a team, which opens walls, or act for somebody.
    #[error("nobody lets themselves in: ask a colleague")]
    Oneself,
    /// The claim on an idempotency key was lost to a later request with the same key.
    #[error("another request with the same Idempotency-Key took over")]
    ClaimLost,
    /// The lease on a job was given to another worker.
    #[error("another worker took over this job")]
    LeaseLost,
    /// The idempotency key is empty, longer than 255 characters, or not printable ASCII.
    #[error("the Idempotency-Key must be 1 to 255 printable ASCII characters")]
    InvalidKey,
    /// The cursor did not come from this list.
    #[error("the cursor is not one that this list gave")]
    InvalidCursor,
    /// What is kept for a visitor is too much.
    #[error("a visitor's session has {size} bytes, more than the {limit} that are allowed")]
    SessionTooLarge {
        /// Its size, in bytes.
        size: usize,
        /// The most that is allowed, in bytes.
        limit: usize,
    },
    /// The file is larger than a file may be.
    #[error("the file has {size} bytes, more than the {limit} that are allowed")]
    TooLarge {
        /// Its size, in bytes.
        size: usize,
        /// The most that is allowed, in bytes.
        limit: usize,
    },
    /// The answer set has as many files as it may, or as large ones.
    #[error("an answer set has at most {files} files of {mebibytes} MiB together")]
    TooManyFiles {
        /// How many.
        files: i64,
        /// How large together.
        mebibytes: i64,
    },
    /// Nobody enrolled a firm for this issuer and directory.
    #[error("no firm is enrolled for the directory {tid:?} of {issuer}; an operator enrols it first")]
    NotEnrolled {
        /// The issuer of the sign-in.
        issuer: String,
        /// The directory at that issuer.
        tid: String,
    },
    /// The invitation is not known: it was used, is too old, or never was one.
    #[error("this invitation was used before, or is too old: ask for a new one")]
    NoInvitation,
    /// The firm of that directory is there already.
    #[error("a firm is enrolled for this directory already")]
    AlreadyEnrolled,
    /// Roles come from groups in this firm, and the issuer did not say in which groups the person is.
    #[error(
        "the issuer left out the groups, because there are too many: have it send only those that are assigned to Akte"
    )]
    GroupsLeftOut,
    /// The verified sign-in says nothing about who it is.
    #[error("the sign-in names no person (its subject is empty)")]
    NamelessSignIn,
    /// The firm or the person was suspended.
    #[error("this account is suspended; ask your administrator")]
    Suspended,
    /// No change of the networks waits to be confirmed: it was already, or undid itself.
    #[error(
        "no change of the networks waits to be confirmed: it was confirmed already, or nobody did in time and it undid itself"
    )]
    NothingToConfirm,
    /// The firm's key was destroyed: what was encrypted with it cannot be read by anyone any more.
    #[error("the key of this firm was destroyed: what the firm kept here cannot be read any more, by anyone")]
    KeyDestroyed,
    /// The firm's key was renewed since the request began; nothing was changed.
    #[error("the keys of the firm were renewed meanwhile, and nothing was changed; try again")]
    KeysChanged,
    /// A line of the log of destroyed keys cannot be relied on.
    #[error("{path}, line {line}: {reason}", path = path.display())]
    Tombstone {
        /// The log.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is the matter and what to do.
        reason: &'static str,
    },
    /// The database did not answer in time, or has no room; nothing was changed.
    #[error("the database is not available at the moment; try again shortly")]
    Unavailable(#[source] Source),
    /// The database belongs to a newer release.
    #[error(
        "the database needs release {needed} of the schema, this binary knows {known}: install a newer Akte"
    )]
    TooNew {
        /// The least schema number that the database asks for.
        needed: i64,
        /// The number that this binary knows.
        known: i64,
    },
    /// The PostgreSQL database was not brought up to what this binary needs.
    #[error(
        "the database is at release {found} of the schema, this binary needs {needed}: run `akte migrate` as the owner of the database"
    )]
    NotMigrated {
        /// The schema number of the database; 0 when it has none.
        found: i64,
        /// The number that this binary needs.
        needed: i64,
    },
    /// The address of the database cannot be used.
    #[error("the address of the database {reason}")]
    DatabaseUrl {
        /// What it should be.
        reason: String,
    },
    /// The role could look past row-level security.
    #[error(
        "the database role {role} {power}, so row-level security would not hold: serve with a role of its own, that owns nothing \
         and has neither SUPERUSER nor BYPASSRLS; `akte migrate` gives it its rights"
    )]
    TooPowerful {
        /// The role.
        role: String,
        /// What is too much.
        power: String,
    },
    /// The role to be given its rights does not exist.
    #[error("the database has no role {role:?}: make it first, with CREATE ROLE … LOGIN")]
    NoRole {
        /// The role.
        role: String,
    },
    /// The keyring cannot be used.
    #[error("the keyring {path}: {reason}", path = path.display())]
    Keyring {
        /// The keyring's file.
        path: PathBuf,
        /// What is the matter and what to do.
        reason: String,
    },
    /// The role cannot see the whole database.
    #[error(
        "the database role {role} does not own the tables: back up as their owner, as for `akte migrate`"
    )]
    NotOwner {
        /// The role.
        role: String,
    },
    /// What goes there goes into an empty place only.
    #[error("{place} is not empty: what is there stays as it is, choose an empty place")]
    NotEmpty {
        /// The place.
        place: String,
    },
    /// There is no backup that can be read.
    #[error("{path} is no backup: {reason}", path = path.display())]
    NoBackup {
        /// Where it should be.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A program of PostgreSQL failed.
    #[error("{program} failed: {reason}")]
    Program {
        /// Which.
        program: String,
        /// In its own words.
        reason: String,
    },
    /// Something kept was changed outside Akte, or the keyring is not the one that it was encrypted with.
    #[error("the stored {table} {id} does not open: it was damaged, or the keyring is another one")]
    Damaged {
        /// The kind of thing.
        table: &'static str,
        /// Its id.
        id: String,
    },
    /// A file or folder of the data directory failed.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The files cannot be reached, or have no room; nothing was changed.
    #[error("the files are not available at the moment; try again shortly")]
    Files(#[source] Source),
    /// The address of the bucket cannot be used.
    #[error("the address of the bucket for files {reason}")]
    BucketUrl {
        /// What it should be.
        reason: String,
    },
    /// The database refused what should have been possible: a mistake in Akte, to be reported.
    #[error("the database reported an error")]
    Database(#[source] Source),
    /// The schema could not be brought up to date.
    #[error("the database could not be brought up to date")]
    Migrate(#[source] Source),
    /// The store was used in a way that cannot be right: a mistake in Akte, to be reported.
    #[error("internal error: {0}")]
    Internal(&'static str),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) { Self::Unavailable(error.into()) } else { Self::Database(error.into()) }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migrate(error.into())
    }
}

/// The error of a statement that gives something a name or number, `what`, of which there is one.
pub(crate) fn taken(what: &'static str) -> impl Fn(sqlx::Error) -> Error {
    move |error| {
        let unique = error.as_database_error().is_some_and(|error| error.is_unique_violation());
        if unique { Error::Taken(what) } else { error.into() }
    }
}

fn address(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "an address that is not known".to_owned(), |address| address.to_string())
}

fn wrong_state(step: Step, state: VersionState) -> String {
    let possible = VersionState::ALL.into_iter().filter(|state| step.from(*state).is_some());
    let possible: Vec<_> = possible.map(VersionState::as_str).collect();
    format!(
        "the step {step} is for a version in state {}; this one is in state {state}",
        possible.join(" or ")
    )
}

/// Whether trying again later can help: no connection in time, locked, or full.
///
/// SQLite's codes are numbers whose low byte tells: BUSY 5, LOCKED 6, IOERR 10, FULL 13, CANTOPEN 14 (sqlite.org/rescode.html).
/// PostgreSQL's have five characters, of which the first two tell: connection 08, given up for another 40, no room 53, in the
/// way 55, stopped by the operator or by time 57, system 58 (PostgreSQL, appendix A).
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            match code.len() {
                5 => ["08", "40", "53", "55", "57", "58"].iter().any(|class| code.starts_with(class)),
                _ => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13 | 14)),
            }
        }
        _ => false,
    }
}
