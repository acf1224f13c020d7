//! The server is killed.

use akte_postgres::Database;

use super::load::{Ledger, Load};
use super::place::Place;
use super::{Seeded, soon, times};

#[tokio::test(flavor = "multi_thread")]
async fn killed_under_load_on_a_file_it_has_all_that_it_acknowledged() {
    kill(None, times(2, 50)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_under_load_on_postgresql_it_has_all_that_it_acknowledged() {
    kill(Some(Database::new()), times(1, 20)).await;
}

async fn kill(database: Option<Database>, times: u32) {
    let mut place = Place::new(database.as_ref()).await;
    let (mut random, mut all) = (Seeded(times), Ledger::default());
    for round in 0..times {
        let mut load = Load::start(&place, &format!("round {round}")).await;
        load.acknowledged(random.between(20, 80)).await;
        place.kill();
        let mut told = load.end().await;
        let took = place.start().await;
        assert!(took < soon(), "it served again after {took:?}");
        println!("round {round}: {told}, serving again after {took:?}");
        told.check(&place).await;
        all.add(told);
    }
    all.is_all(&place).await;
    place.is_sound();
}
