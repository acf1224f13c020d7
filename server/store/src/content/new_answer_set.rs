//! Answer sets that are started.

use akte_model::{Action, AnswerSet, Answers, Id, Matter, Person, Rev, Template, TemplateVersion};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::New;
use super::answer_file::{FilesOf, share_answer_files};
use crate::crypto::Envelope;
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::Vault;

/// An interview to be started.
#[derive(Clone)]
pub struct NewAnswerSet {
    /// The version of the template: the one that [`akte_model::Template::version`] names.
    pub version: Id<TemplateVersion>,
    /// What its owner calls it.
    pub name: Option<String>,
    /// The answers to begin with.
    pub answers: Answers,
    /// The files that they refer to, which another set has.
    pub files: Option<FilesOf>,
}

/// The encrypted content of an answer set.
pub struct StagedSet {
    version: Id<TemplateVersion>,
    files: Option<FilesOf>,
    content: SealedSet,
    at: Timestamp,
}

/// What is encrypted of an answer set, as it lies in its row.
pub(super) struct SealedSet {
    pub(super) name: Option<Vec<u8>>,
    pub(super) answers: Vec<u8>,
    pub(super) set_aside: Option<Vec<u8>>,
    pub(super) envelope: Envelope,
}

impl SealedSet {
    pub(super) fn seal(
        id: &Id<AnswerSet>,
        rev: Rev,
        name: Option<&str>,
        answers: &Answers,
        set_aside: &Answers,
        vault: &Vault,
    ) -> Result<Self> {
        let (sealer, envelope) = vault.seal::<AnswerSet>(id, rev.number())?;
        let seal = |column, answers: &Answers| {
            let json = serde_json::to_vec(answers)
                .map_err(|_| Error::Internal("answers could not be written as JSON"))?;
            sealer.seal(column, &json)
        };
        let name = name.map(|name| sealer.seal("name", name.as_bytes())).transpose()?;
        let answers = seal("answers", answers)?;
        let set_aside = (!set_aside.is_empty()).then(|| seal("set_aside", set_aside)).transpose()?;
        Ok(Self { name, answers, set_aside, envelope })
    }
}

impl New for NewAnswerSet {
    type Kind = AnswerSet;
    type Row = StagedSet;

    fn seal(self, id: Id<AnswerSet>, vault: &Vault) -> Result<StagedSet> {
        let name = self.name.as_deref();
        let content = SealedSet::seal(&id, Rev::FIRST, name, &self.answers, &Answers::new(), vault)?;
        Ok(StagedSet { version: self.version, files: self.files, content, at: vault.now() })
    }
}

/// Starts an interview of `owner`, made by `actor`, on a version of `template` that is published, or, for who may read drafts,
/// any.
pub(crate) async fn insert_answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    owner: &Id<Person>,
    id: &Id<AnswerSet>,
    template: &Id<Template>,
    matter: Option<&Id<Matter>>,
    staged: StagedSet,
) -> Result<()> {
    let made = sqlx::query(
        "INSERT INTO answer_set (tenant_id, id, person_id, version_id, name, answers, key_id, sealed_key,
            content_version, rev, created_at, matter_id, made_by)
         SELECT v.tenant_id, $2, $3, v.id, $4, $5, $6, $7, $8, 1, $9, $13, NULLIF($14, $3) FROM template_version v
         WHERE v.tenant_id = $1 AND v.id = $10 AND v.template_id = $11 AND (v.state = 'published' OR $12 = 1)",
    )
    .bind(actor.tenant().to_string())
    .bind(id.to_string())
    .bind(owner.to_string())
    .bind(staged.content.name)
    .bind(staged.content.answers)
    .bind(staged.content.envelope.key_id)
    .bind(staged.content.envelope.sealed_key)
    .bind(staged.content.envelope.version)
    .bind(staged.at.as_millisecond())
    .bind(staged.version.to_string())
    .bind(template.to_string())
    .bind(i64::from(actor.may(Action::ReadDraft)))
    .bind(matter.map(ToString::to_string))
    .bind(actor.person().to_string())
    .execute(&mut *connection)
    .await?;
    if made.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    match staged.files {
        Some(files) => share_answer_files(connection, actor, &files, id).await,
        None => Ok(()),
    }
}
