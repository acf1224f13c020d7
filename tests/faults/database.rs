//! PostgreSQL is killed.

use akte_postgres::{Cluster, Database};

use super::load::{Ledger, Load};
use super::place::Place;
use super::{Seeded, soon, times};

#[tokio::test(flavor = "multi_thread")]
async fn with_its_database_killed_under_load_it_has_all_that_it_acknowledged() {
    let cluster = Cluster::own();
    let database = Database::of(cluster.clone());
    let place = Place::new(Some(&database)).await;
    let (mut random, mut all) = (Seeded(7), Ledger::default());
    for round in 0..times(1, 5) {
        let mut load = Load::start(&place, &format!("round {round}")).await;
        load.acknowledged(random.between(20, 80)).await;
        cluster.kill();
        let mut told = load.end().await;
        cluster.again();
        let took = place.is_ready().await;
        assert!(took < soon(), "it served again after {took:?}");
        println!("round {round}: {told}, serving again after {took:?}");
        told.check(&place).await;
        all.add(told);
    }
    all.is_all(&place).await;
    place.is_sound();
}
