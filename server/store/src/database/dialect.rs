//! Where the two engines need different words. Everything else is one text for both.

use sqlx::AnyConnection;

/// The engine that a statement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// SQLite: one writer at a time, so a row that was read inside a write cannot change under it.
    Sqlite,
    /// PostgreSQL: many writers, so a row that decides something is locked when it is read.
    Postgres,
}

impl Dialect {
    /// The engine behind a connection.
    pub(crate) fn of(connection: &AnyConnection) -> Self {
        if connection.backend_name() == "PostgreSQL" { Self::Postgres } else { Self::Sqlite }
    }

    /// The text for this engine.
    pub(crate) fn pick(self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }

    /// Begins a transaction that sees one moment and cannot write.
    pub(super) fn begin_read(self) -> &'static str {
        self.pick("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    /// Begins a transaction that writes. IMMEDIATE: it never has to give up half-way because another was first.
    pub(super) fn begin_write(self) -> &'static str {
        self.pick("BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    }
}

/// A `SELECT` whose rows nobody else changes before this transaction ends.
macro_rules! select_for_update {
    ($connection:expr, $sql:expr) => {
        $crate::database::Dialect::of($connection).pick($sql, concat!($sql, " FOR UPDATE"))
    };
}

pub(crate) use select_for_update;
