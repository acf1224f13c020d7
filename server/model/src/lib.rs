//! The words of the domain: ids, roles, permissions, the life of a template, and what is kept.
//!
//! Pure: nothing here knows a database, a clock or the network.

mod action;
mod allow_list;
mod answer_file;
mod audit;
mod colour;
mod document;
mod id;
mod machine;
mod matter;
mod network;
mod people;
mod rev;
mod role;
mod scopes;
mod setting;
mod state;
mod step;
mod template;
mod warning;

pub use action::{Action, Reach, UnknownAction};
pub use allow_list::{AllowList, AllowMode, BadAllowList, FirmNetworks, Verdict};
pub use answer_file::AnswerFile;
pub use audit::{Event, Member, Seal};
pub use colour::{Colour, UnknownColour};
pub use document::{AnswerSet, Answers, Document, DocumentFile, NewerVersion, TemplateRef, file_name};
pub use id::{Id, InvalidId, Kind};
pub use machine::{ApiKey, Machine};
pub use matter::{Matter, MatterRef, MatterTitle, Team};
pub use network::{Network, UnknownNetwork};
pub use people::{Me, Person, Session, Tenant};
pub use rev::{InvalidRev, Rev};
pub use role::{Role, Roles, UnknownRole};
pub use scopes::Scopes;
pub use setting::Settings;
pub use state::{UnknownState, VersionState};
pub use step::{Step, UnknownStep, VersionStep};
pub use template::{Blob, Category, Template, TemplateFile, TemplateVersion};
pub use warning::{Warning, WarningCode};
