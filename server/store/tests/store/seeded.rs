//! A firm that was filled for measuring: what was made is as what people make.

use akte_model::*;
use akte_store::*;

use crate::support::*;

fn seed(subject: &str, templates: usize, documents: usize) -> Seed {
    Seed { subject: subject.into(), templates, documents, questions: 3, bytes: b"a file".to_vec() }
}

#[tokio::test]
async fn what_was_seeded_is_found_opened_and_walled() {
    let lab = Lab::new().await;
    let tenant = lab.firm("a").await;
    let lotte = lab.sign_in("a", "lotte", Role::Lawyer).await;
    let mut told = Vec::new();
    // More than one statement of each kind, and more than one transaction.
    let tell = |seeded: Seeded| told.push((seeded.what, seeded.done, seeded.of));
    lab.store.seed(&tenant, seed("lotte", 100, 2400), tell).await.unwrap();
    assert!(told.ends_with(&[("documents", 2000, 2400), ("documents", 2400, 2400)]));

    let mut door = lab.store.door(lotte.clone());
    // No figures: the categories are looked through as well, and their names hold ids.
    let found = door.templates("volmacht cooperatie", &PageRequest::default()).await.unwrap().items;
    let titles: Vec<_> = found.iter().map(|found| &*found.title).collect();
    assert_eq!(titles, ["Volmacht coöperatie 39", "Volmacht coöperatie 79"]);
    let mut read = door.read().await.unwrap();
    let file = read.template_file(&found[0].version).await.unwrap();
    drop(read);
    assert_eq!(door.open(file).await.unwrap().bytes, b"a file");

    // A tenth of the 120 sets is hers, and 20 documents of each; two are in closed matters of others, and not seen.
    let (mut mine, mut cursor) = (Vec::new(), None);
    loop {
        let mut read = door.read().await.unwrap();
        let page = read.documents(&PageRequest { limit: Some(200), cursor }).await.unwrap();
        drop(read);
        let page = door.open_page(page).await.unwrap();
        mine.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(mine.len(), 200);
    assert!(mine.iter().all(|document| document.owner.name == "Name of lotte"));
    let mut read = door.read().await.unwrap();
    let file = read.document_file(&mine[0].id).await.unwrap();
    drop(read);
    assert_eq!(door.open(file).await.unwrap().bytes, b"a file");
    let matters = door.matters("", &PageRequest { limit: Some(200), cursor: None }).await.unwrap().items;
    assert_eq!(matters.len(), 10, "of 12, two are closed to her");

    assert!(matches!(
        lab.store.seed(&tenant, seed("lotte", 1, 1), |_| ()).await,
        Err(Error::NotEmpty { .. })
    ));
    let other = lab.firm("b").await;
    assert!(matches!(lab.store.seed(&other, seed("lotte", 1, 1), |_| ()).await, Err(Error::NotFound)));
    found_by_ids_and_not_among_all(&lab, &lotte).await;
}

/// Nothing that is found by its id is looked for among all that the firm has, as the database sees it with so much in it.
async fn found_by_ids_and_not_among_all(lab: &Lab, actor: &Actor) {
    sqlx::query("ANALYZE").execute(&mut lab.raw().await).await.unwrap();
    let plans = lab.store.find_plans(actor).await.unwrap();
    assert_eq!(plans.len(), 7);
    for (name, plan) in plans {
        // There are no teams in it, of which nothing or everything are the same to PostgreSQL.
        let of_table = plan.lines().zip(plan.lines().skip(1)).filter(|(before, _)| !before.contains("by_team"));
        let among_all = of_table.map(|(_, line)| line).filter(|line| {
            let by_firm = ["Seq Scan", "Index Cond: (tenant_id = ", "(tenant_id=?"];
            by_firm.iter().any(|by| line.contains(by)) && !line.contains(" AND ")
        });
        assert_eq!(among_all.collect::<Vec<_>>(), [] as [&str; 0], "{name}:\n{plan}");
    }
}
