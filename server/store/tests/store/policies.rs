//! Row-level security: the second wall, which holds when the first one is taken away.

use akte_model::*;
use akte_postgres::{APP, OWNER, SUPERUSER};
use akte_store::*;
use serde_json::json;
use sqlx::{AnyConnection, Connection, Row};

use crate::support::*;

/// Two firms that have everything there is.
async fn two_firms() -> (Lab, Office, Office) {
    let lab = Lab::new().await;
    let (a, b) = (lab.office("a").await, lab.office("b").await);
    for (tid, office) in [("a", &a), ("b", &b)] {
        let mut door = lab.store.door(office.lawyer.clone());
        let set = start(&mut door, "set", &office.template, answers(json!({}))).await.unwrap();
        add_file(&mut door, "file", &set, "logo.png", b"x").await.unwrap();
        let set = answer_set(&mut door, &set).await.unwrap();
        generate(&mut door, "document", set, b"x").await.unwrap();
        let matter = begin(&mut door, "1", true).await.unwrap();
        let mut write = door.write().await.unwrap();
        let permit = write.permit::<MarkFavourite>(&office.template.id).await.unwrap();
        write.mark_favourite(permit, true).await.unwrap();
        write.commit(()).await.unwrap().into_inner();
        make_teams(&lab, tid, office, &matter).await;
    }
    for tid in ["a", "b"] {
        let mut door = lab.store.door(lab.sign_in(tid, "anna", Role::Administrator).await);
        let settings = Settings { four_eyes: false, ..Settings::default() };
        change_settings(&mut door, settings).await.unwrap();
    }
    for office in [&a, &b] {
        let gate = lab.store.gate();
        gate.map_role(&office.tenant, RoleClaim::Groups, "lawyers", Role::Lawyer).await.unwrap();
        gate.grant_role(&office.tenant, "anna", Role::Administrator).await.unwrap();
    }
    lab.store.seal_audit().await.unwrap();
    lab.store.checkpoint_audit().await.unwrap();
    (lab, a, b)
}

/// A team with the office's lawyer in it, let into a matter of theirs; and somebody who acts for that lawyer.
async fn make_teams(lab: &Lab, tid: &str, office: &Office, matter: &Id<Matter>) {
    let mut anna = lab.store.door(lab.sign_in(tid, "anna", Role::Administrator).await);
    let secretary = lab.sign_in(tid, "sam", Role::Lawyer).await;
    let_act(&mut anna, &office.lawyer.person(), &secretary.person()).await.unwrap();
    let team = make_team(&mut anna, "team", "Team").await.unwrap();
    join_team(&mut anna, &team, &office.lawyer.person()).await.unwrap();
    let mut door = lab.store.door(office.lawyer.clone());
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<ChangeMembers>(matter).await.unwrap();
    write.add_team_to_matter(permit, &team).await.unwrap();
    write.commit(()).await.unwrap().into_inner();
}

/// A connection as the application has it.
async fn app(lab: &Lab) -> AnyConnection {
    AnyConnection::connect(&lab.database.as_ref().unwrap().url(APP)).await.unwrap()
}

/// The tables of firms: those that must be behind a policy. A session is looked up before its firm is known, and so are keys of
/// machines, events that wait for the chain, and jobs.
async fn tables(lab: &Lab) -> Vec<String> {
    let rows = sqlx::query(
        "SELECT table_name::text FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'tenant_id' AND table_name NOT IN ('session', 'audit_unsealed', 'job', 'api_key')
         ORDER BY 1",
    )
    .fetch_all(&mut lab.raw().await)
    .await
    .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn firms_seen(connection: &mut AnyConnection, table: &str) -> sqlx::Result<Vec<String>> {
    // No filter at all: what the application must never forget, forgotten.
    let sql = sqlx::AssertSqlSafe(format!("SELECT DISTINCT tenant_id FROM {table}"));
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

#[tokio::test]
async fn without_any_filter_the_policies_alone_show_one_firm() {
    let (lab, a, b) = two_firms().await;
    let (mut owner, mut app, tables) = (lab.raw().await, app(&lab).await, tables(&lab).await);
    assert!(tables.len() >= 9, "{tables:?}");
    for firm in [&a, &b] {
        // Only a pruned trail has a head, and only a sweep leaves files that went.
        for row in [
            "INSERT INTO audit_head VALUES ($1, 0, 0, '', '', '')",
            "INSERT INTO blob_gone VALUES ($1, 'x', 0)",
        ] {
            sqlx::query(row).bind(firm.tenant.to_string()).execute(&mut owner).await.unwrap();
        }
    }
    for table in &tables {
        let mut both = vec![a.tenant.to_string(), b.tenant.to_string()];
        both.sort();
        let mut all = firms_seen(&mut owner, table).await.unwrap();
        all.sort();
        assert_eq!(all, both, "{table}");

        let mut tx = app.begin().await.unwrap();
        sqlx::query("SELECT set_config('akte.tenant', $1, true)")
            .bind(a.tenant.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        let seen = firms_seen(&mut tx, table).await.unwrap();
        assert_eq!(seen, [a.tenant.to_string()], "{table}");
    }
}

#[tokio::test]
async fn without_a_firm_nothing_is_seen_of_any() {
    let (lab, ..) = two_firms().await;
    let mut app = app(&lab).await;
    for table in tables(&lab).await {
        let error = firms_seen(&mut app, &table).await.unwrap_err();
        assert!(error.to_string().contains("no firm is set"), "{table}: {error}");
    }
}

#[tokio::test]
async fn a_row_of_another_firm_is_neither_written_nor_changed() {
    let (lab, a, b) = two_firms().await;
    let mut app = app(&lab).await;
    let mut tx = app.begin().await.unwrap();
    sqlx::query("SELECT set_config('akte.tenant', $1, true)")
        .bind(a.tenant.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    let changed = sqlx::query("UPDATE document SET rev = rev + 1 WHERE tenant_id = $1")
        .bind(b.tenant.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(changed.rows_affected(), 0);
    let gone = sqlx::query("DELETE FROM idempotency").execute(&mut *tx).await.unwrap();
    assert_eq!(gone.rows_affected(), 5, "the own ones only");
    let error = sqlx::query(
        "INSERT INTO audit_event (tenant_id, id, at, action, object_kind, object_id) VALUES ($1, 'x', 0, 'x', 'x', 'x')",
    )
    .bind(b.tenant.to_string())
    .execute(&mut *tx)
    .await
    .unwrap_err();
    assert!(error.to_string().contains("row-level security"), "{error}");
}

#[tokio::test]
async fn the_application_can_neither_rewrite_the_trail_nor_change_the_schema() {
    let (lab, a, _) = two_firms().await;
    let mut app = app(&lab).await;
    sqlx::query("SELECT set_config('akte.tenant', $1, false)")
        .bind(a.tenant.to_string())
        .execute(&mut app)
        .await
        .unwrap();
    for sql in [
        "UPDATE audit_event SET action = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
        "UPDATE checkpoint SET hash = 'x'",
        "DELETE FROM checkpoint",
        "UPDATE schema_meta SET min_binary = 0",
        "ALTER TABLE document DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE mine (x INT)",
        "DROP POLICY firm ON document",
    ] {
        let error = sqlx::query(sql).execute(&mut app).await.unwrap_err().to_string();
        let refused = ["permission denied", "must be owner", "are never deleted"];
        assert!(refused.iter().any(|why| error.contains(why)), "{sql}: {error}");
    }
}

#[tokio::test]
async fn a_role_that_the_policies_do_not_hold_for_is_refused() {
    let lab = Lab::new().await;
    let database = lab.database.as_ref().unwrap();
    let powers = [(SUPERUSER, "is a superuser"), (OWNER, "owns the tables")];
    for (role, power) in powers {
        let config = StoreConfig::new(lab.dir.path().join(role)).on(database.url(role).parse().unwrap());
        let error = Store::open(config).await.unwrap_err();
        assert!(matches!(error, Error::TooPowerful { .. }), "{error:?}");
        assert!(error.to_string().contains(role) && error.to_string().contains(power), "{error}");
    }
    let (bypass, member) =
        (format!("bypass_{}", std::process::id()), format!("member_{}", std::process::id()));
    database.run(&format!(
        "CREATE ROLE {bypass} LOGIN BYPASSRLS IN ROLE {APP}; CREATE ROLE {member} LOGIN IN ROLE {OWNER}"
    ));
    for (role, power) in [(&bypass, "has BYPASSRLS"), (&member, "owns the tables")] {
        let config = StoreConfig::new(lab.dir.path().join(role)).on(database.url(role).parse().unwrap());
        let error = Store::open(config).await.unwrap_err();
        assert!(error.to_string().contains(power), "{error}");
    }
    database.run(&format!("DROP ROLE {bypass}; DROP ROLE {member}"));
}

#[tokio::test]
async fn a_database_that_was_not_migrated_says_what_to_do() {
    let lab = Lab::new().await;
    let empty = akte_postgres::Database::new();
    let open = |url: String| Store::open(StoreConfig::new(lab.data_dir()).on(url.parse().unwrap()));
    let error = open(empty.url(APP)).await.unwrap_err();
    assert!(matches!(error, Error::NotMigrated { found: 0, .. }), "{error:?}");
    assert!(error.to_string().contains("akte migrate"), "{error}");
    sqlx::query("UPDATE schema_meta SET version = 1").execute(&mut lab.raw().await).await.unwrap();
    let error = open(lab.database.as_ref().unwrap().url(APP)).await.unwrap_err();
    assert!(matches!(error, Error::NotMigrated { found: 1, .. }), "{error:?}");
    let owner = empty.url(OWNER).parse().unwrap();
    let error = Store::migrate(&owner, "nobody here").await.unwrap_err();
    assert!(matches!(&error, Error::NoRole { role } if role == "nobody here"), "{error:?}");
    // Twice is as good as once, and gives the rights after all.
    Store::migrate(&owner, APP).await.unwrap();
    Store::migrate(&owner, APP).await.unwrap();
    let fresh = lab.dir.path().join("fresh");
    Store::open(StoreConfig::new(fresh).on(empty.url(APP).parse().unwrap())).await.unwrap();
}
