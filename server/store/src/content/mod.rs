//! What is kept, in its two forms: sealed as it lies in the database, and open.

mod answer_file;
mod answer_set;
mod answers;
mod blob;
mod changes;
mod delegate;
mod document;
mod favourite;
mod label;
mod lists;
mod machine;
mod matter;
mod member;
mod mine;
mod named;
mod new_answer_set;
mod new_template;
mod new_version;
mod page;
mod setting;
mod step;
mod template;
mod used_files;
mod version;
mod wall;

use akte_model::Kind;

pub use answer_file::{FilesOf, NewAnswerFile};
pub use answers::{StagedAnswers, StagedMove};
pub use document::NewDocument;
pub use machine::{NewApiKey, NewMachine};
pub use matter::{NewMatter, StagedMatter};
pub use named::{NewNamed, StagedName};
pub use new_answer_set::NewAnswerSet;
pub use new_template::NewTemplate;
pub use new_version::NewVersion;
pub use page::{Page, PageRequest};
pub use step::{Expected, NewStep, StagedStep};

pub(crate) use answer_file::{find_answer_file, insert_answer_file, list_answer_files};
pub(crate) use answer_set::{find_acted_for, find_answer_set, find_owner, list_answer_sets, lock_answer_set};
pub(crate) use answers::{file_answers, pin_answers, stage_answers, stage_move, update_answers};
pub(crate) use blob::insert as insert_blob;
pub(crate) use changes::{Counted, changes_between, count_changes, note_changes};
pub(crate) use delegate::{is_person, list_acted_for, list_delegates, lock_delegate};
pub(crate) use document::{Hashes, find_document, insert_document, list_documents};
pub(crate) use favourite::{list_favourites, mark_favourite};
pub(crate) use label::Label;
pub(crate) use lists::{FINDS, LISTS, List, ListBind};
pub(crate) use machine::{
    MACHINE, end_machine, find_machine, insert_key, insert_machine, list_machines, read_networks,
    rename_machine, revoke_key,
};
pub(crate) use matter::{
    all_matters, find_matter, find_numbered_matter, insert_matter, lock_matter, number_mac, one_matter,
    stage_matter, update_matter,
};
pub(crate) use member::{DELEGATES, MATTER_PEOPLE, MATTER_TEAMS, TEAM_PEOPLE, keep_someone, list_people};
pub(crate) use named::{CATEGORIES, TEAMS, stage_name};
pub(crate) use new_answer_set::insert_answer_set;
pub(crate) use new_template::{StagedTemplate, insert_template, renew_template};
pub(crate) use new_version::insert_version;
pub(crate) use setting::{find_settings, update_settings};
pub(crate) use step::take_step;
pub(crate) use template::{
    all_templates, find_file, find_template, lock_template, one_template, update_category,
};
pub(crate) use used_files::{drop_unused_files, lock_used_files, note_used_files};
pub(crate) use version::{
    count_undecided, find_version, find_version_before, list_review_due, list_steps, list_undecided,
    list_versions, lock_version,
};

pub(crate) use wall::list_own_matters;

use crate::audit::Deed;
use crate::door::Ticket;
use crate::error::Result;
use crate::vault::Vault;

/// Something encrypted that [`crate::Door::open`] makes readable.
pub trait Content: Sized + Send + 'static {
    /// The row.
    #[doc(hidden)]
    type Row: Send + 'static;

    /// Decrypts the row, with its file when it has one.
    #[doc(hidden)]
    fn open(row: Self::Row, vault: &Vault) -> Result<Self>;

    /// What the trail says when somebody opens this one; nothing of what is not secret within the firm.
    #[doc(hidden)]
    fn reading(_: &Self::Row) -> Option<Deed> {
        None
    }
}

/// A `K` as it lies in the database: still encrypted.
pub struct Sealed<K: Content>(pub(crate) K::Row);

impl<K: Content> std::fmt::Debug for Sealed<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// Something that can be made, once, under a claimed idempotency key.
pub trait New: Send + 'static {
    /// What it becomes.
    type Kind: Kind + 'static;

    /// The row.
    #[doc(hidden)]
    type Row: Send + 'static;

    /// Encrypts it, and stores its file when it has one.
    #[doc(hidden)]
    fn seal(self, id: akte_model::Id<Self::Kind>, vault: &Vault) -> Result<Self::Row>;
}

/// An `N` that is encrypted, its file stored, ready to be written. Holds the ticket: it can be written once.
#[must_use]
pub struct Staged<N: New> {
    pub(crate) ticket: Ticket<N::Kind>,
    pub(crate) row: N::Row,
}

impl<N: New> std::fmt::Debug for Staged<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Staged({})", self.ticket.id())
    }
}
