//! Lists go by an index, however much there is.

use akte_model::*;

use crate::POSTGRES;
use crate::support::*;

#[tokio::test]
async fn no_list_reads_a_whole_table() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let matter = begin(&mut door, "1", true).await.unwrap();
    let ticket = ticket(&mut door, "set").await;
    start_for(&mut door, ticket, &office.template, Some(&matter), Answers::new()).await.unwrap();

    let plans = lab.store.list_plans(&office.lawyer).await.unwrap();
    assert!(plans.len() >= 8);
    for (name, plan) in &plans {
        // What was gathered once within the query is read as a whole; that is no table.
        let gathered = ["SCAN mine", "SCAN (subquery", "SCAN own_matters"];
        let scans = plan.lines().filter(|line| {
            let line = line.trim();
            line.contains("Seq Scan")
                || line.starts_with("SCAN") && !gathered.iter().any(|gathered| line.starts_with(gathered))
        });
        assert_eq!(scans.collect::<Vec<_>>(), [] as [&str; 0], "{name}:\n{plan}");
    }
    // Pages come out of their index in order: nothing is sorted, whatever the number of rows.
    for (name, index) in [
        ("own answer sets", "answer_set_person"),
        ("answer sets of a matter", "answer_set_matter"),
        ("own documents", "document_person"),
        ("documents of a matter", "document_matter"),
    ] {
        let plan = &plans.iter().find(|(of, _)| *of == name).unwrap().1;
        assert!(plan.contains(index), "{name}:\n{plan}");
        let sorted = if POSTGRES { "Sort" } else { "TEMP B-TREE FOR ORDER BY" };
        assert!(!plan.contains(sorted), "{name}:\n{plan}");
    }
}
