//! PostgreSQL: the application's role works behind row-level security; the owner's role makes the schema.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use sqlx::any::install_default_drivers;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AnyPool, AssertSqlSafe, Executor};

use super::{Database, Dialect, RowExt, migrate, patient};
use crate::error::{Error, Result};

/// Where a PostgreSQL database is, and as whom to go there. Holds a password: never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl FromStr for PostgresUrl {
    type Err = Error;

    /// Reads `postgres://user:password@host:port/database?sslmode=…`. Beyond this machine the connection must be encrypted and the
    /// server's name checked.
    fn from_str(url: &str) -> Result<Self> {
        let malformed = |reason: String| Error::DatabaseUrl { reason };
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(malformed("begins with postgres://".to_owned()));
        }
        // What the parser says could repeat the password.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| malformed("has the form postgres://user:password@host:port/database".to_owned()))?;
        let encrypted = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
        if !encrypted && options.get_socket().is_none() && !is_this_machine(options.get_host()) {
            let host = options.get_host();
            return Err(malformed(format!(
                "ends with ?sslmode=verify-full when the server is another machine: {host}"
            )));
        }
        Ok(Self(url.to_owned()))
    }
}

impl PostgresUrl {
    /// The whole of it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The address as it may be seen, and the password that stood before the host (RFC 3986, section 3.2.1).
    pub(crate) fn without_password(&self) -> (String, Option<String>) {
        let apart = || {
            let (scheme, rest) = self.0.split_once("://")?;
            let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            let (user, host) = authority.rsplit_once('@')?;
            let (name, password) = user.split_once(':')?;
            Some((format!("{scheme}://{name}@{host}{path}"), unescape(password)))
        };
        apart().map_or_else(|| (self.0.clone(), None), |(address, password)| (address, Some(password)))
    }
}

/// Text in which `%` with two hexadecimals stands for a byte (RFC 3986, section 2.1).
fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        bytes.extend_from_slice(part.get(byte.map_or(0, |_| 2)..).unwrap_or_default().as_bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.starts_with('/')
        || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresUrl(…)")
    }
}

/// What every connection is told: nothing that a request does takes longer than a request may wait.
const ALWAYS: &str = "SET lock_timeout = '2500ms'; SET statement_timeout = '10s';
    SET idle_in_transaction_session_timeout = '10s'; SET client_min_messages = 'error'";

/// Connects as the application's role. The schema must be there already: [`prepare`] makes it as its owner.
pub(super) async fn open(url: &PostgresUrl, connections: u32) -> Result<Database> {
    let pool = pool(url, connections).await?;
    refuse_power(&pool).await?;
    migrate::check_made(&pool).await?;
    Ok(Database { dialect: Dialect::Postgres, writer: pool.clone(), readers: pool })
}

async fn pool(url: &PostgresUrl, connections: u32) -> Result<AnyPool> {
    install_default_drivers();
    let options = patient()
        .max_connections(connections.max(2))
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(ALWAYS).await?;
                Ok(())
            })
        })
        // A request cancelled at the wrong moment could leave a transaction open. Without one this does nothing.
        .after_release(|connection, _| {
            Box::pin(async move { Ok(connection.execute("ROLLBACK").await.is_ok()) })
        });
    Ok(options.connect(&url.0).await?)
}

/// Refuses a role for which row-level security does not hold: superuser, BYPASSRLS, or who owns the tables or could become their
/// owner. The role of the session counts as well: `SET ROLE` could be undone.
async fn refuse_power(pool: &AnyPool) -> Result<()> {
    let row = sqlx::query(
        "SELECT r.rolname::text AS name,
            CASE WHEN r.rolsuper THEN 'is a superuser'
                 WHEN r.rolbypassrls THEN 'has BYPASSRLS'
                 ELSE 'owns the tables' END AS power
         FROM pg_roles r
         WHERE r.rolname IN (current_user, session_user) AND (r.rolsuper OR r.rolbypassrls OR (
            SELECT COUNT(*) FROM pg_class c
            WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) > 0)
         LIMIT 1",
    )
    .fetch_optional(pool)
    .await?;
    match row {
        Some(row) => Err(Error::TooPowerful { role: row.text("name")?, power: row.text("power")? }),
        None => Ok(()),
    }
}

/// Brings the schema up to date as its owner, and lets `role` work with it: read and write, but neither change what is only ever
/// added to nor the schema.
pub(crate) async fn prepare(url: &PostgresUrl, role: &str) -> Result<()> {
    let pool = pool(url, 1).await?;
    let done = async {
        sqlx::raw_sql("SET statement_timeout = 0; SET lock_timeout = 0").execute(&pool).await?;
        migrate::run(&pool, Dialect::Postgres).await?;
        grant(&pool, role).await
    };
    let done = done.await;
    pool.close().await;
    done
}

async fn grant(pool: &AnyPool, role: &str) -> Result<()> {
    let known = sqlx::query("SELECT rolname::text AS name FROM pg_roles WHERE rolname = $1");
    if known.bind(role).fetch_optional(pool).await?.is_none() {
        return Err(Error::NoRole { role: role.to_owned() });
    }
    let row = sqlx::query("SELECT quote_ident(current_schema()) AS schema, quote_ident($1) AS role");
    let row = row.bind(role).fetch_one(pool).await?;
    let (schema, role) = (row.text("schema")?, row.text("role")?);
    // Both were quoted by the database itself.
    let grants = format!(
        "BEGIN;
         GRANT USAGE ON SCHEMA {schema} TO {role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
         REVOKE UPDATE, TRUNCATE ON audit_event, audit_seal FROM {role};
         REVOKE UPDATE, DELETE, TRUNCATE ON checkpoint, audit_head FROM {role};
         REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON schema_meta, _sqlx_migrations FROM {role};
         COMMIT"
    );
    sqlx::raw_sql(AssertSqlSafe(grants)).execute(pool).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        url.parse::<PostgresUrl>().unwrap_err().to_string()
    }

    #[test]
    fn this_machine_needs_no_encryption_and_another_does() {
        for url in [
            "postgres://akte@localhost/akte",
            "postgres://akte@127.0.0.1:5433/akte",
            "postgres://akte@[::1]/akte",
            "postgres://akte@localhost/akte?host=/run/postgresql",
            "postgresql://akte:secret@db.example/akte?sslmode=verify-full",
        ] {
            assert!(url.parse::<PostgresUrl>().is_ok(), "{url}");
        }
        for mode in ["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require", "?sslmode=verify-ca"] {
            let error = refused(&format!("postgres://akte:secret@db.example/akte{mode}"));
            assert!(error.contains("verify-full") && error.contains("db.example"), "{error}");
        }
    }

    #[test]
    fn a_password_stands_apart_from_the_address() {
        let apart = |url: &str| url.parse::<PostgresUrl>().unwrap().without_password();
        let address = "postgres://akte@localhost/akte?host=/run".to_owned();
        assert_eq!(apart("postgres://akte@localhost/akte?host=/run"), (address.clone(), None));
        let secret = apart("postgres://akte:s%40%25%C3%A9:%2@localhost/akte?host=/run");
        assert_eq!(secret, (address, Some("s@%é:%2".to_owned())));
    }

    #[test]
    fn a_password_is_never_shown() {
        for url in
            ["postgres://akte:secret@host:notaport/akte", "secret", "mysql://akte:secret@localhost/akte"]
        {
            assert!(!refused(url).contains("secret"), "{}", refused(url));
        }
        let url: PostgresUrl = "postgres://akte:secret@localhost/akte".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
