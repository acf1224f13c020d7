//! Finding templates.

use akte_model::*;
use akte_store::*;

use crate::support::*;

async fn titles(door: &mut Door, query: &str) -> Vec<String> {
    let page = door.templates(query, &PageRequest::default()).await.unwrap();
    assert_eq!(page.next_cursor, None);
    page.items.into_iter().map(|template| template.title).collect()
}

async fn library(lab: &Lab) -> (Id<Tenant>, Door) {
    let tenant = lab.firm("a").await;
    for title in ["Overeenkomst van opdracht", "Coöperatie oprichten", "álgemene voorwaarden", "NDA"] {
        lab.store.seed(&tenant, title, template(title, title.as_bytes())).await.unwrap();
    }
    let lawyer = lab.sign_in("a", "lotte", Role::Lawyer).await;
    (tenant, lab.store.door(lawyer))
}

#[tokio::test]
async fn titles_are_found_by_any_words_whatever_their_case_and_accents() {
    let lab = Lab::new().await;
    let (_, mut door) = library(&lab).await;
    let all = ["álgemene voorwaarden", "Coöperatie oprichten", "NDA", "Overeenkomst van opdracht"];
    assert_eq!(titles(&mut door, "").await, all);
    assert_eq!(titles(&mut door, "cooperatie").await, ["Coöperatie oprichten"]);
    assert_eq!(titles(&mut door, "OPDRACHT overeen").await, ["Overeenkomst van opdracht"]);
    assert_eq!(titles(&mut door, "contracten nl").await, all, "category and language count");
    assert!(titles(&mut door, "opdracht nda").await.is_empty());
    assert!(titles(&mut door, "%' OR 1=1 --").await.is_empty());
}

#[tokio::test]
async fn long_lists_come_in_parts() {
    let lab = Lab::new().await;
    let (_, mut door) = library(&lab).await;
    let (mut seen, mut request) = (Vec::new(), PageRequest { limit: Some(3), cursor: None });
    let first = door.templates("", &request).await.unwrap();
    seen.extend(first.items.into_iter().map(|template| template.title));
    request.cursor = first.next_cursor;
    assert!(request.cursor.is_some());
    let second = door.templates("", &request).await.unwrap();
    seen.extend(second.items.into_iter().map(|template| template.title));
    assert_eq!(seen, titles(&mut door, "").await);
    assert_eq!(second.next_cursor, None);
    for cursor in ["x".to_owned(), "' OR 1=1 --".to_owned(), Id::<Template>::new(1, [1; 10]).to_string()] {
        request.cursor = Some(cursor.clone());
        assert!(matches!(door.templates("", &request).await, Err(Error::InvalidCursor)), "{cursor}");
    }
}

#[tokio::test]
async fn a_draft_is_seen_by_knowledge_managers_at_once_and_by_lawyers_not() {
    let lab = Lab::new().await;
    let (_, mut lawyer) = library(&lab).await;
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    assert_eq!(titles(&mut manager, "draft").await.len(), 0);
    let id = upload(&mut manager, "1", template("Draft", b"draft")).await.unwrap();

    let found = manager.templates("draft", &PageRequest::default()).await.unwrap().items.remove(0);
    assert_eq!((found.id, found.status, found.number, found.questions), (id, VersionState::Draft, 1, 3));
    assert_eq!(found.category.as_deref(), Some("Contracten"));
    assert_eq!(found.owner.map(|person| person.name).as_deref(), Some("Name of karim"));
    assert_eq!(template_file(&mut manager, &found.version).await.unwrap().bytes, b"draft");

    assert!(titles(&mut lawyer, "draft").await.is_empty());
    assert!(matches!(lawyer.read().await.unwrap().template(&id).await, Err(Error::NotFound)));
    assert!(matches!(template_file(&mut lawyer, &found.version).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_category_is_kept_once() {
    let lab = Lab::new().await;
    library(&lab).await;
    let mut raw = lab.raw().await;
    let row = sqlx::query("SELECT COUNT(*) FROM category").fetch_one(&mut raw).await.unwrap();
    assert_eq!(sqlx::Row::get::<i64, _>(&row, 0), 1);
}
