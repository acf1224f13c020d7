//! Changes of an answer set.

use akte_model::{AnswerSet, Answers, Id, Matter, Rev, TemplateVersion, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::new_answer_set::SealedSet;
use super::used_files::{Used, note_used_files, used};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::vault::Vault;

/// New answers of a set, encrypted, with the revision that they replace.
#[must_use]
pub struct StagedAnswers {
    pub(crate) id: Id<AnswerSet>,
    replaces: Rev,
    content: SealedSet,
    used: Used,
    at: Timestamp,
}

impl std::fmt::Debug for StagedAnswers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StagedAnswers({}, replaces rev {})", self.id, self.replaces)
    }
}

/// Encrypts new answers for `set`, which must be at revision `expected`.
pub(crate) fn stage_answers(
    set: &AnswerSet,
    expected: Rev,
    answers: &Answers,
    vault: &Vault,
) -> Result<StagedAnswers> {
    if set.rev != expected {
        return Err(Error::Stale { current: set.rev });
    }
    let name = set.name.as_deref();
    let content = SealedSet::seal(&set.id, set.rev.next(), name, answers, &set.set_aside, vault)?;
    let used = used([answers, &set.set_aside]);
    Ok(StagedAnswers { id: set.id, replaces: set.rev, content, used, at: vault.now() })
}

/// A move of a set to a newer version of its template, encrypted.
#[must_use]
#[derive(Debug)]
pub struct StagedMove {
    pub(crate) to: Id<TemplateVersion>,
    pub(crate) answers: StagedAnswers,
}

/// Encrypts the answers of a set that moves to a newer version of its template; what of them is left joins what is set aside.
pub(crate) fn stage_move(
    mut set: AnswerSet,
    expected: Rev,
    to: Id<TemplateVersion>,
    answers: &Answers,
    left: Answers,
    vault: &Vault,
) -> Result<StagedMove> {
    set.set_aside.extend(left);
    Ok(StagedMove { to, answers: stage_answers(&set, expected, answers, vault)? })
}

/// Replaces the answers where they are still at the revision that was read.
pub(crate) async fn update_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedAnswers,
) -> Result<Rev> {
    let rev = staged.replaces.next();
    let changed = sqlx::query(
        "UPDATE answer_set SET name = $3, answers = $4, key_id = $5, sealed_key = $6, content_version = $7, rev = $8,
            set_aside = $10
         WHERE tenant_id = $1 AND id = $2 AND rev = $9",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(staged.content.name)
    .bind(staged.content.answers)
    .bind(staged.content.envelope.key_id)
    .bind(staged.content.envelope.sealed_key)
    .bind(staged.content.envelope.version)
    .bind(rev.number())
    .bind(staged.replaces.number())
    .bind(staged.content.set_aside)
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 1 {
        note_used_files(connection, tenant, &staged.id, &staged.used, staged.at.as_millisecond()).await?;
        return Ok(rev);
    }
    let row = sqlx::query("SELECT rev FROM answer_set WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(staged.id.to_string())
        .fetch_optional(connection)
        .await?;
    Err(Error::Stale { current: row.ok_or(Error::NotFound)?.rev("rev")? })
}

/// Pins a set to the published version of its template, where that is `to` and newer than the one it is pinned to.
pub(crate) async fn pin_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerSet>,
    to: &Id<TemplateVersion>,
) -> Result<()> {
    let moved = sqlx::query(
        "UPDATE answer_set SET version_id = $3
         WHERE tenant_id = $1 AND id = $2 AND EXISTS (
            SELECT n.id FROM template t
            JOIN template_version n ON n.tenant_id = t.tenant_id AND n.id = t.published_version
            JOIN template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id
            WHERE n.tenant_id = $1 AND n.id = $3 AND v.id = answer_set.version_id AND n.number > v.number)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(to.to_string())
    .execute(connection)
    .await?;
    if moved.rows_affected() == 0 { Err(Error::NothingNewer) } else { Ok(()) }
}

/// Puts a set under a matter, or none, and the documents that were made of it with it. It is locked, and so is the matter.
pub(crate) async fn file_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerSet>,
    matter: Option<&Id<Matter>>,
) -> Result<()> {
    for sql in [
        "UPDATE answer_set SET matter_id = $3 WHERE tenant_id = $1 AND id = $2",
        "UPDATE document SET matter_id = $3, rev = rev + 1 WHERE tenant_id = $1 AND answer_set_id = $2",
    ] {
        sqlx::query(sql)
            .bind(tenant.to_string())
            .bind(id.to_string())
            .bind(matter.map(ToString::to_string))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
