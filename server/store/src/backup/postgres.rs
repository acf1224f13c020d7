//! The database on PostgreSQL: dumped, looked at, put back, by PostgreSQL's own programs.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use sqlx::{AnyConnection, Connection, Executor};

use super::named::{Named, NamedFile, NamedKey, named};
use crate::crypto::{Envelope, WrappedKey};
use crate::database::{PostgresUrl, RowExt};
use crate::error::{Error, Result};
use crate::vault::blocking;

/// Dumps the database as it is at one moment, as its owner, while others go on with it.
pub(super) async fn dump(url: &PostgresUrl, to: &Path) -> Result<Named> {
    let mut connection = connect(url).await?;
    refuse_other(&mut connection).await?;
    // What is listed here and what is dumped are one moment: PostgreSQL lets the one see with the eyes of the other.
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let row = connection.fetch_one("SELECT pg_export_snapshot() AS snapshot").await?;
    let snapshot = row.text("snapshot")?;
    let named = named(&mut connection).await?;
    let mut command = program("pg_dump", url);
    command.args(["--format=custom", "--no-password", "--snapshot", &snapshot, "--file"]).arg(to);
    run(command).await?;
    connection.close().await?;
    Ok(named)
}

/// Refuses who is not the owner: row-level security would hide the firms.
async fn refuse_other(connection: &mut AnyConnection) -> Result<()> {
    let row = connection
        .fetch_optional(
            "SELECT current_user::text AS role, COUNT(*) AS others FROM pg_class c
             WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                AND c.relkind = 'r' AND NOT pg_has_role(c.relowner, 'MEMBER')
             HAVING COUNT(*) > 0",
        )
        .await?;
    row.map_or(Ok(()), |row| Err(Error::NotOwner { role: row.text("role")? }))
}

/// Refuses a database that has tables already.
pub(super) async fn refuse_full(url: &PostgresUrl) -> Result<()> {
    let mut connection = connect(url).await?;
    let tables = "SELECT COUNT(*) AS tables FROM pg_tables WHERE schemaname = current_schema()";
    let tables = connection.fetch_one(tables).await?.number("tables")?;
    connection.close().await?;
    if tables == 0 { Ok(()) } else { Err(Error::NotEmpty { place: "the database".to_owned() }) }
}

/// Puts a dump back into an empty database: all of it or nothing.
pub(super) async fn restore(url: &PostgresUrl, dump: &Path) -> Result<AnyConnection> {
    let mut command = program("pg_restore", url);
    command.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]).arg(dump);
    run(command).await?;
    connect(url).await
}

/// What a dump names. [`Error::Program`] when it cannot be read to its end.
pub(super) async fn look(dump: &Path) -> Result<Named> {
    let mut whole = Command::new("pg_restore");
    whole.args(["--file=-"]).arg(dump).stdout(Stdio::null());
    run(whole).await?;
    let mut tables = Command::new("pg_restore");
    tables.args(["--file=-", "--data-only", "--table=firm_key", "--table=blob"]).arg(dump);
    let text = String::from_utf8(run(tables).await?.stdout).unwrap_or_default();
    let keys = rows(&text, "firm_key", ["tenant_id", "id", "master_id", "wrapped_key"]);
    let files = rows(&text, "blob", ["tenant_id", "id", "key_id", "sealed_key", "content_version"]);
    let key = |[tenant, id, master_id, wrapped]: [&str; 4]| {
        let (master_id, id) = (master_id.to_owned(), id.to_owned());
        let key = WrappedKey { master_id, id, wrapped_key: bytes(wrapped)? };
        Some(NamedKey { tenant: tenant.parse().ok()?, key })
    };
    let file = |[tenant, id, key_id, sealed_key, version]: [&str; 5]| {
        let (key_id, sealed_key) = (key_id.to_owned(), bytes(sealed_key)?);
        let envelope = Envelope { key_id, sealed_key, version: version.parse().ok()? };
        Some(NamedFile { tenant: tenant.parse().ok()?, id: id.parse().ok()?, envelope })
    };
    let keys = keys.map(|row| key(row?)).collect::<Option<_>>();
    let files = files.map(|row| file(row?)).collect::<Option<_>>();
    let (Some(keys), Some(files)) = (keys, files) else {
        return Err(Error::Internal("a dump has another form than PostgreSQL gives it"));
    };
    Ok(Named { keys, files })
}

/// The rows of a table in the text of a dump, by these columns; none where a column is missing. What is read this way are ids,
/// numbers and bytes: nothing that the text would escape but the backslash before the x (PostgreSQL, COPY, text format).
fn rows<'t, const N: usize>(
    text: &'t str,
    table: &str,
    columns: [&'static str; N],
) -> impl Iterator<Item = Option<[&'t str; N]>> {
    let head = format!(".{table} (");
    let mut lines = text.lines().skip_while(move |line| !(line.starts_with("COPY ") && line.contains(&head)));
    let named: Vec<&str> = lines
        .next()
        .and_then(|line| line.split_once('(')?.1.split_once(')'))
        .map(|(names, _)| names.split(", ").collect())
        .unwrap_or_default();
    let places = columns.map(|column| named.iter().position(|name| *name == column));
    lines.take_while(|line| *line != "\\.").map(move |line| {
        let values: Vec<&str> = line.split('\t').collect();
        let mut row = [""; N];
        for (value, place) in row.iter_mut().zip(places) {
            *value = values.get(place?)?;
        }
        Some(row)
    })
}

/// A `bytea` in the text of a dump.
fn bytes(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.strip_prefix("\\\\x")?).ok()
}

async fn connect(url: &PostgresUrl) -> Result<AnyConnection> {
    sqlx::any::install_default_drivers();
    Ok(AnyConnection::connect(url.expose()).await?)
}

/// One of PostgreSQL's programs, told where to go. A password goes through the environment: command lines can be seen by others.
fn program(name: impl AsRef<OsStr>, url: &PostgresUrl) -> Command {
    let (address, password) = url.without_password();
    let mut command = Command::new(name);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

async fn run(mut command: Command) -> Result<Output> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    blocking(move || {
        let failed = |reason: String| Error::Program { program: program.clone(), reason };
        let output = command.output();
        let output =
            output.map_err(|error| failed(format!("{error}: install PostgreSQL's client programs")))?;
        if output.status.success() {
            return Ok(output);
        }
        Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_by_the_names_of_their_columns() {
        let text = "x\nCOPY public.blob (tenant_id, id, size, sealed_key) FROM stdin;\nt\t1\t7\t\\\\x0aff\nt\t2\t7\t\\\\x\n\\.\nt\t3\n";
        let found: Vec<_> = rows(text, "blob", ["id", "sealed_key"]).collect();
        assert_eq!(found, [Some(["1", "\\\\x0aff"]), Some(["2", "\\\\x"])]);
        assert_eq!(bytes("\\\\x0aff"), Some(vec![0x0a, 0xff]));
        assert_eq!(rows(text, "blob", ["id", "key_id"]).next(), Some(None));
        assert_eq!(rows(text, "tenant", ["id"]).next(), None);
    }
}
