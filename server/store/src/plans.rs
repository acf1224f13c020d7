//! How the database goes about the lists that grow with a firm. For tests: none of them may read a whole table.

use akte_model::Action;
use sqlx::{AssertSqlSafe, Row};

use crate::content::{LISTS, ListBind};
use crate::database::Dialect;
use crate::error::Result;
use crate::gate::Actor;
use crate::store::Store;

impl Store {
    /// The plan of each list as `actor` asks for it, by name. On PostgreSQL with sequential scans made dear, so that a plan that
    /// has one has no index to go by, however little there is in the tables.
    #[doc(hidden)]
    pub async fn plans(&self, actor: &Actor) -> Result<Vec<(&'static str, String)>> {
        let mut plans = Vec::new();
        for (name, sql, binds) in LISTS {
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
