use akte_postgres::{APP, OWNER};
use sqlx::{Executor, Row};

use super::*;
use crate::error::Error;

async fn open() -> (tempfile::TempDir, Database) {
    let dir = tempfile::tempdir().unwrap();
    let database = Database::open(&Engine::Sqlite, dir.path(), 2).await.unwrap();
    (dir, database)
}

async fn pragma(tx: &mut Tx, name: &'static str) -> i64 {
    sqlx::query(name).fetch_one(&mut **tx).await.unwrap().get(0)
}

#[tokio::test]
async fn connections_are_set_up_as_promised() {
    let (_dir, database) = open().await;
    for mut tx in [database.read_gate().await.unwrap(), database.write_gate().await.unwrap()] {
        assert_eq!(pragma(&mut tx, "PRAGMA foreign_keys").await, 1);
        assert_eq!(pragma(&mut tx, "PRAGMA synchronous").await, 2);
        let mode: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *tx).await.unwrap().get(0);
        assert_eq!(mode, "wal");
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let (_dir, database) = open().await;
    let mut tx = database.read_gate().await.unwrap();
    let error = tx.execute("UPDATE schema_meta SET min_binary = 99").await.unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
}

#[tokio::test]
async fn a_transaction_that_is_dropped_is_undone() {
    let (_dir, database) = open().await;
    let mut tx = database.write_gate().await.unwrap();
    tx.execute("UPDATE schema_meta SET min_binary = 99").await.unwrap();
    drop(tx);
    let mut tx = database.write_gate().await.unwrap();
    assert_ne!(pragma(&mut tx, "SELECT min_binary FROM schema_meta").await, 99);
}

#[tokio::test]
async fn a_connection_that_comes_back_in_a_transaction_is_not_used_again() {
    let (_dir, database) = open().await;
    let mut connection = database.writer.acquire().await.unwrap();
    connection.execute("CREATE TEMP TABLE mark (x)").await.unwrap();
    connection.execute("BEGIN IMMEDIATE").await.unwrap();
    connection.execute("UPDATE schema_meta SET min_binary = 99").await.unwrap();
    drop(connection);

    let mut tx = database.write_gate().await.unwrap();
    assert_ne!(pragma(&mut tx, "SELECT min_binary FROM schema_meta").await, 99);
    assert!(tx.execute("SELECT x FROM mark").await.is_err(), "it is a new connection");
}

#[tokio::test]
async fn a_connection_that_comes_back_clean_is_used_again() {
    let (_dir, database) = open().await;
    let mut connection = database.writer.acquire().await.unwrap();
    connection.execute("CREATE TEMP TABLE mark (x)").await.unwrap();
    drop(connection);
    let mut tx = database.write_gate().await.unwrap();
    tx.execute("SELECT x FROM mark").await.unwrap();
}

#[tokio::test]
async fn a_connection_to_postgresql_that_comes_back_in_a_transaction_has_left_it() {
    let made = akte_postgres::Database::new();
    prepare(&made.url(OWNER).parse().unwrap(), APP).await.unwrap();
    let database = postgres::open(&made.url(APP).parse().unwrap(), 2).await.unwrap();
    let mut connection = database.writer.acquire().await.unwrap();
    connection.execute("BEGIN").await.unwrap();
    connection.execute("CREATE TEMP TABLE mark (x INTEGER)").await.unwrap();
    drop(connection);
    let (mut one, mut two) =
        (database.writer.acquire().await.unwrap(), database.writer.acquire().await.unwrap());
    for connection in [&mut one, &mut two] {
        let error = connection.execute("SELECT x FROM mark").await.unwrap_err();
        assert!(error.to_string().contains("\"mark\" does not exist"), "{error}");
    }
    drop((one, two));
    database.close().await;
}

#[tokio::test]
async fn a_write_while_another_writes_waits_its_turn_and_then_says_so() {
    let (_dir, database) = open().await;
    let _busy = database.write_gate().await.unwrap();
    let error = database.write_gate().await.unwrap_err();
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
}
