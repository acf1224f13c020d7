//! Which of its files the answers of a set refer to, and since when they do not.

use std::collections::BTreeSet;

use akte_model::{AnswerFile, AnswerSet, Answers, Id, Tenant};
use serde_json::Value;
use sqlx::AnyConnection;

use crate::crypto::Envelope;
use crate::database::{RowExt, select_for_update};
use crate::error::Result;
use crate::vault::Vault;

/// Files that answers refer to.
pub(crate) type Used = BTreeSet<Id<AnswerFile>>;

/// Every text in answers that is written like the id of a file: which questions are about files only a template tells, and no other
/// text is the id of one of the set's.
pub(super) fn used<'a>(answers: impl IntoIterator<Item = &'a Answers>) -> Used {
    let mut found = Used::new();
    let mut waiting: Vec<&Value> = answers.into_iter().flat_map(|answers| answers.values()).collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => found.extend(text.parse::<Id<AnswerFile>>()),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => waiting.extend(fields.values()),
            _ => {}
        }
    }
    found
}

/// Locks a set and gives the files that its answers refer to, those that are set aside included; none where there is no such set.
pub(crate) async fn lock_used_files(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    set: &Id<AnswerSet>,
    vault: &Vault,
) -> Result<Option<Used>> {
    let sql = select_for_update!(
        connection,
        "SELECT s.answers, s.set_aside, s.key_id, s.sealed_key, s.content_version FROM answer_set s
         WHERE s.tenant_id = $1 AND s.id = $2"
    );
    let row =
        sqlx::query(sql).bind(tenant.to_string()).bind(set.to_string()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let envelope: Envelope = row.envelope("")?;
    let object = vault.open::<AnswerSet>(set, envelope)?;
    let mut all: Vec<Answers> = Vec::new();
    for (column, sealed) in
        [("answers", Some(row.bytes("answers")?)), ("set_aside", row.bytes_or_none("set_aside")?)]
    {
        let Some(sealed) = sealed else { continue };
        let json = object.open(column, sealed)?;
        all.push(serde_json::from_slice(&json).map_err(|_| object.damaged())?);
    }
    Ok(Some(used(&all)))
}

/// Notes which files of a set, which is locked, its answers refer to as of `now`.
pub(crate) async fn note_used_files(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    set: &Id<AnswerSet>,
    used: &Used,
    now: i64,
) -> Result<()> {
    let rows = sqlx::query(
        "SELECT file_id, unused_since FROM answer_set_file WHERE tenant_id = $1 AND answer_set_id = $2",
    )
    .bind(tenant.to_string())
    .bind(set.to_string())
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let file: Id<AnswerFile> = row.id("file_id")?;
        let since = match (used.contains(&file), row.number_or_none("unused_since")?) {
            (true, Some(_)) => None,
            (false, None) => Some(now),
            _ => continue,
        };
        sqlx::query(
            "UPDATE answer_set_file SET unused_since = $4
             WHERE tenant_id = $1 AND answer_set_id = $2 AND file_id = $3",
        )
        .bind(tenant.to_string())
        .bind(set.to_string())
        .bind(file.to_string())
        .bind(since)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Takes from a set, which is locked, what its answers have not referred to since `until` or longer; gives what it was.
pub(crate) async fn drop_unused_files(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    set: &Id<AnswerSet>,
    until: i64,
) -> Result<Vec<Id<AnswerFile>>> {
    let rows = sqlx::query(
        "DELETE FROM answer_set_file WHERE tenant_id = $1 AND answer_set_id = $2 AND unused_since <= $3
         RETURNING file_id",
    )
    .bind(tenant.to_string())
    .bind(set.to_string())
    .bind(until)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.id("file_id")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whatever_is_written_like_an_id_counts() {
        let [one, two, three] = [
            "0190163d-8694-739b-aea5-966c26f8ad91",
            "0190163d-8694-739b-aea5-966c26f8ad92",
            "0190163d-8694-739b-aea5-966c26f8ad93",
        ];
        let map = |json: Value| json.as_object().cloned().unwrap();
        let answers = map(json!({ "logo": one, "people": [{ "photo": two }, { "name": "Jan" }, 5] }));
        let aside = map(json!({ "old": three }));
        let expected: Used = [one, two, three].iter().map(|id| id.parse().unwrap()).collect();
        assert_eq!(used([&answers, &aside]), expected);
    }
}
