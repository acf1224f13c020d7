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
        lab.store.publish_sample(&tenant, title, template(title, title.as_bytes())).await.unwrap();
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
    assert_eq!(found.category.map(|category| category.name).as_deref(), Some("Contracten"));
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

/// The category of that name, as any template has it.
async fn category(door: &mut Door, template: &str) -> Category {
    let found = door.templates(template, &PageRequest::default()).await.unwrap().items.remove(0);
    found.category.unwrap()
}

async fn file_template(door: &mut Door, of: &Template, category: Option<&Id<Category>>) -> Result<Rev> {
    let mut write = door.write().await?;
    let permit = write.permit::<FileTemplate>(&of.id).await?;
    let rev = write.file_template(permit, of.rev, category).await?;
    Ok(write.commit(rev).await?.into_inner())
}

async fn mark(door: &mut Door, of: &Id<Template>, favourite: bool) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<MarkFavourite>(of).await?;
    write.mark_favourite(permit, favourite).await?;
    write.commit(()).await.map(Committed::into_inner)
}

#[tokio::test]
async fn a_category_is_made_named_and_filled_and_the_library_follows_at_once() {
    let lab = Lab::new().await;
    let (_, mut lawyer) = library(&lab).await;
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let contracts = category(&mut lawyer, "nda").await;
    let own = make_category(&mut manager, "1", "Geheimhouding").await.unwrap();
    assert!(matches!(make_category(&mut manager, "2", "Contracten").await, Err(Error::Taken("name"))));

    let nda = lawyer.templates("nda", &PageRequest::default()).await.unwrap().items.remove(0);
    let rev = file_template(&mut manager, &nda, Some(&own)).await.unwrap();
    assert_eq!(rev, nda.rev.next());
    assert!(matches!(file_template(&mut manager, &nda, None).await, Err(Error::Stale { .. })));
    assert_eq!(titles(&mut lawyer, "geheimhouding").await, ["NDA"]);
    let of = |category: &Id<Category>| TemplateSearch { category: Some(*category), ..TemplateSearch::default() };
    let found = lawyer.templates(of(&own), &PageRequest::default()).await.unwrap().items;
    assert_eq!(found.iter().map(|found| &*found.title).collect::<Vec<_>>(), ["NDA"]);
    let found = lawyer.templates(of(&contracts.id), &PageRequest::default()).await.unwrap().items;
    assert_eq!(found.len(), 3);
    let nobodys = lawyer.templates(of(&Id::new(1, [1; 10])), &PageRequest::default()).await;
    assert!(matches!(nobodys, Err(Error::NotFound)));

    let rename = async |door: &mut Door, name: &str, rev: Rev| {
        let staged = door.stage_name(own, Rev::FIRST, rev, name.into()).await?;
        let mut write = door.write().await?;
        let permit = write.permit::<ChangeCategory>(&own).await?;
        let rev = write.rename_category(permit, staged).await?;
        Ok(write.commit(rev).await?.into_inner())
    };
    assert!(matches!(rename(&mut manager, "Contracten", Rev::FIRST).await, Err(Error::Taken("name"))));
    assert_eq!(rename(&mut manager, "Discretie", Rev::FIRST).await.unwrap(), Rev::FIRST.next());
    assert!(matches!(rename(&mut manager, "Later", Rev::FIRST).await, Err(Error::Stale { .. })));
    assert_eq!(titles(&mut lawyer, "discretie").await, ["NDA"]);
    assert!(titles(&mut lawyer, "geheimhouding").await.is_empty());

    let nda = Template { rev, ..nda };
    file_template(&mut manager, &nda, None).await.unwrap();
    assert!(titles(&mut lawyer, "discretie").await.is_empty());
    assert!(matches!(file_template(&mut lawyer, &nda, Some(&own)).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_favourite_is_one_persons() {
    let lab = Lab::new().await;
    let (_, mut lawyer) = library(&lab).await;
    let mut colleague = lab.store.door(lab.sign_in("a", "karim", Role::Lawyer).await);
    let nda = lawyer.templates("nda", &PageRequest::default()).await.unwrap().items.remove(0);
    assert!(!nda.favourite);
    let favourites = TemplateSearch { favourites: true, ..TemplateSearch::default() };
    mark(&mut lawyer, &nda.id, true).await.unwrap();
    mark(&mut lawyer, &nda.id, true).await.unwrap();
    let found = lawyer.templates(favourites.clone(), &PageRequest::default()).await.unwrap().items;
    assert_eq!(found.iter().map(|found| (found.id, found.favourite)).collect::<Vec<_>>(), [(nda.id, true)]);
    let sealed = lawyer.read().await.unwrap().template(&nda.id).await.unwrap();
    assert!(lawyer.open(sealed).await.unwrap().favourite);
    assert!(colleague.templates(favourites.clone(), &PageRequest::default()).await.unwrap().items.is_empty());
    let all = colleague.templates("", &PageRequest::default()).await.unwrap().items;
    assert!(all.iter().all(|template| !template.favourite));
    mark(&mut lawyer, &nda.id, false).await.unwrap();
    assert!(lawyer.templates(favourites, &PageRequest::default()).await.unwrap().items.is_empty());

    // A draft is none of a lawyer's.
    let mut manager = lab.store.door(lab.sign_in("a", "noor", Role::KnowledgeManager).await);
    let draft = upload(&mut manager, "1", template("Draft", b"draft")).await.unwrap();
    assert!(matches!(mark(&mut lawyer, &draft, true).await, Err(Error::NotFound)));
}

/// Makes the title of that template unreadable behind the index's back.
async fn damage(lab: &Lab, id: &Id<Template>) {
    let sql = "UPDATE template SET title = (SELECT name FROM category LIMIT 1) WHERE id = $1";
    let done = sqlx::query(sql).bind(id.to_string()).execute(&mut lab.raw().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

async fn search(door: &mut Door) -> Result<usize> {
    Ok(door.templates("", &PageRequest::default()).await?.items.len())
}

#[tokio::test]
async fn after_a_change_the_index_reads_again_what_changed_and_no_more() {
    let lab = Lab::new().await;
    let (tenant, mut lawyer) = library(&lab).await;
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    assert_eq!(search(&mut lawyer).await.unwrap(), 4);
    let nda = lawyer.templates("nda", &PageRequest::default()).await.unwrap().items.remove(0);
    damage(&lab, &nda.id).await;

    upload(&mut manager, "1", template("Beding", b"beding")).await.unwrap();
    lab.store.publish_sample(&tenant, "Zekerheid", template("Zekerheid", b"zekerheid")).await.unwrap();
    let found = titles(&mut manager, "").await;
    let all = ["álgemene voorwaarden", "Beding", "Coöperatie oprichten", "NDA", "Overeenkomst van opdracht", "Zekerheid"];
    assert_eq!(found, all);

    let category = make_category(&mut manager, "2", "Geheimhouding").await.unwrap();
    file_template(&mut manager, &nda, Some(&category)).await.unwrap();
    assert!(matches!(search(&mut lawyer).await, Err(Error::Damaged { .. })), "what changed is read");
}

#[tokio::test]
async fn after_a_change_that_an_earlier_release_made_the_index_reads_all_again() {
    let lab = Lab::new().await;
    let (tenant, mut lawyer) = library(&lab).await;
    assert_eq!(search(&mut lawyer).await.unwrap(), 4);
    let nda = lawyer.templates("nda", &PageRequest::default()).await.unwrap().items.remove(0);
    damage(&lab, &nda.id).await;
    // It counts, and does not say what.
    let sql = "UPDATE tenant SET titles_rev = titles_rev + 1";
    sqlx::query(sql).execute(&mut lab.raw().await).await.unwrap();
    lab.store.publish_sample(&tenant, "Later", template("Later", b"later")).await.unwrap();
    assert!(matches!(search(&mut lawyer).await, Err(Error::Damaged { .. })));
}
