//! `akte migrate`, and serving on PostgreSQL.

use akte_postgres::{APP, Database, OWNER, SUPERUSER};

use crate::serve::Serving;
use crate::workshop::Workshop;

#[test]
fn a_database_is_made_ready_and_served() {
    let (workshop, database) = (Workshop::new(), Database::new());
    let serve = |url: &str| workshop.run(&["serve", "--port", "0", "--data-dir", "data", "--database", url]);
    let (owner, app) = (database.url(OWNER), database.url(APP));
    serve(&app).complains(2, &["akte migrate"]);

    for _ in 0..2 {
        let done = workshop.run(&["migrate", "--database", &owner, "--role", APP]);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(done.out.contains("is ready") && done.out.contains(APP), "{}", done.out);
    }
    let serving = Serving::start(&workshop, &["--demo", "--database", &app]);
    assert!(serving.said.contains("Lotte de Vries"), "{}", serving.said);
    assert!(!workshop.path("data/akte.db").exists(), "nothing is kept in a file");
    #[cfg(unix)]
    assert_eq!(serving.terminate(), 0);

    for role in [OWNER, SUPERUSER] {
        serve(&database.url(role)).complains(2, &[role, "row-level security would not hold"]);
    }
}

#[test]
fn what_is_missing_or_wrong_is_said_without_the_password() {
    let workshop = Workshop::new();
    workshop.run(&["migrate"]).complains(2, &["AKTE_DATABASE"]);
    let far = workshop.run(&["migrate", "--database", "postgres://akte:geheim@db.example/akte"]);
    far.complains(2, &["sslmode=verify-full"]);
    assert!(!far.err.contains("geheim"), "{}", far.err);
    let database = Database::new();
    workshop
        .run(&["migrate", "--database", &database.url(OWNER), "--role", "nobody_here"])
        .complains(2, &["nobody_here", "CREATE ROLE"]);
}
