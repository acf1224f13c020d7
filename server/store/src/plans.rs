//! How the database goes about the lists that grow with a firm, and finds in them. For tests: none may read a whole table.

use akte_model::Action;
use sqlx::{AssertSqlSafe, Row};

use crate::content::{FINDS, LISTS, List, ListBind};
use crate::database::Dialect;
use crate::error::Result;
use crate::gate::Actor;
use crate::store::Store;

/// Names, each with the plan of what is called so.
type Plans = Vec<(&'static str, String)>;

impl Store {
    /// The plan of each list as `actor` asks for it.
    #[doc(hidden)]
    pub async fn list_plans(&self, actor: &Actor) -> Result<Plans> {
        self.plans(actor, LISTS).await
    }

    /// The plan of finding something by its id, for each kind of thing. What the database knows of its tables counts.
    #[doc(hidden)]
    pub async fn find_plans(&self, actor: &Actor) -> Result<Plans> {
        self.plans(actor, FINDS).await
    }

    /// On PostgreSQL with sequential scans made dear, so that a plan that has one has no index to go by, however little there is in
    /// the tables.
    async fn plans(&self, actor: &Actor, of: &[List]) -> Result<Plans> {
        let mut plans = Vec::new();
        for (name, sql, binds) in of {
            let mut tx = self.database().read(&actor.tenant()).await?;
            let explain = match Dialect::of(&tx) {
                Dialect::Sqlite => "EXPLAIN QUERY PLAN",
                Dialect::Postgres => {
                    sqlx::query("SET LOCAL enable_seqscan = off").execute(&mut *tx).await?;
                    "EXPLAIN"
                }
            };
            let mut query = sqlx::query(AssertSqlSafe(format!("{explain} {sql}")));
            for bind in *binds {
                query = match bind {
                    ListBind::Tenant => query.bind(actor.tenant().to_string()),
                    ListBind::Person => query.bind(actor.person().to_string()),
                    ListBind::Reach => query.bind(actor.reach_number(Action::ReadAnswers)),
                    ListBind::Text => query.bind("g"),
                    ListBind::Limit => query.bind(51_i64),
                };
            }
            let column = Dialect::of(&tx).pick("detail", "QUERY PLAN");
            let rows = query.fetch_all(&mut *tx).await?;
            let lines = rows.iter().map(|row| row.try_get::<String, _>(column));
            plans.push((*name, lines.collect::<std::result::Result<Vec<_>, _>>()?.join("\n")));
        }
        Ok(plans)
    }
}
