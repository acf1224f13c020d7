//! Matters and teams: begun, named, and filled with people.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;

use crate::support::*;

async fn numbers(door: &mut Door, query: &str) -> Vec<String> {
    let page = door.matters(query, &PageRequest::default()).await.unwrap();
    page.items.into_iter().map(|matter| matter.title.map(|title| title.number).unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_matter_is_found_by_its_words_and_by_its_exact_number() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let first = begin(&mut door, "2026-001", false).await.unwrap();
    lab.clock.forward(SignedDuration::from_secs(1));
    begin(&mut door, "2026-002", false).await.unwrap();
    assert_eq!(numbers(&mut door, "").await, ["2026-002", "2026-001"], "the newest first");
    assert_eq!(numbers(&mut door, "001 MATTER").await, ["2026-001"]);
    let found = door.matter_numbered("2026-001").await.unwrap().unwrap();
    assert_eq!((found.id, found.member, found.closed), (first, true, false));
    assert_eq!(found, matter(&mut door, &first).await.unwrap());
    assert_eq!(door.matter_numbered("2026").await.unwrap(), None);

    let mut request = PageRequest { limit: Some(1), cursor: None };
    let part = door.matters("", &request).await.unwrap();
    request.cursor = part.next_cursor;
    let rest = door.matters("", &request).await.unwrap();
    assert_eq!((rest.items[0].id, rest.next_cursor), (first, None));
}

#[tokio::test]
async fn a_number_belongs_to_one_matter_of_a_firm() {
    let lab = Lab::new().await;
    let (a, b) = (lab.office("a").await, lab.office("b").await);
    let mut door = lab.store.door(a.lawyer.clone());
    let first = begin(&mut door, "1", false).await.unwrap();
    lab.clock.forward(SignedDuration::from_secs(1));
    let second = begin(&mut door, "2", false).await.unwrap();
    begin(&mut lab.store.door(b.lawyer.clone()), "1", false).await.unwrap();

    let ticket = ticket(&mut door, "again").await;
    let (stub, title) = (ticket.stub(), MatterTitle { number: "1".into(), name: "Again".into() });
    let staged = door.stage(ticket, NewMatter { title, closed: false }).await.unwrap();
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<CreateMatter>(&a.tenant).await.unwrap();
    assert!(matches!(write.create_matter(permit, staged).await, Err(Error::Taken("number"))));
    drop(write);
    // The claim can be given back, and the request come again, corrected.
    door.release(stub).await.unwrap();
    let (key, mac) = (Key::new("POST /things", "again").unwrap(), door.mac(&[b"another body"]));
    assert!(matches!(door.claim::<Matter>(&key, &mac).await.unwrap(), Claim::New(_)));

    let mut to = matter(&mut door, &second).await.unwrap();
    to.title = Some(MatterTitle { number: "1".into(), name: "Second".into() });
    assert!(matches!(change_matter(&mut door, to.clone()).await, Err(Error::Taken("number"))));
    to.title = Some(MatterTitle { number: "3".into(), name: "Second".into() });
    assert_eq!(change_matter(&mut door, to.clone()).await.unwrap(), Rev::FIRST.next());
    assert_eq!(matter(&mut door, &second).await.unwrap().title, to.title);
    assert!(matches!(change_matter(&mut door, to).await, Err(Error::Stale { .. })), "someone was first");
    assert_eq!(door.matter_numbered("2").await.unwrap(), None);
    assert_eq!(numbers(&mut door, "").await, ["3", "1"]);
    assert_eq!(matter(&mut door, &first).await.unwrap().rev, Rev::FIRST);
}

#[tokio::test]
async fn members_change_a_matter_and_others_only_see_it() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer.clone());
    let colleague = lab.sign_in("a", "piet", Role::Lawyer).await;
    let mut other = lab.store.door(colleague.clone());
    let id = begin(&mut door, "1", false).await.unwrap();

    let seen = matter(&mut other, &id).await.unwrap();
    assert!(!seen.member && seen.title.is_some());
    let error = change_matter(&mut other, seen.clone()).await.unwrap_err();
    assert!(matches!(error, Error::NotAllowed(Action::ChangeMatter)), "{error:?}");
    let error = let_in(&mut other, &id, &colleague.person()).await.unwrap_err();
    assert!(matches!(error, Error::NotAllowed(Action::ChangeMembers)), "{error:?}");

    let_in(&mut door, &id, &colleague.person()).await.unwrap();
    let_in(&mut door, &id, &colleague.person()).await.unwrap();
    assert!(matter(&mut other, &id).await.unwrap().member);
    let_out(&mut other, &id, &office.lawyer.person()).await.unwrap();
    let error = let_out(&mut other, &id, &colleague.person()).await.unwrap_err();
    assert!(matches!(error, Error::LastMember), "{error:?}");
    assert!(matter(&mut other, &id).await.unwrap().member, "and nothing was changed");
    let_out(&mut other, &id, &office.lawyer.person()).await.unwrap();
    for nobody in [Id::new(1, [1; 10]), lab.office("b").await.lawyer.person()] {
        assert!(matches!(let_out(&mut other, &id, &nobody).await, Err(Error::NotFound)));
    }
    for nobody in [Id::new(1, [1; 10]), lab.sign_in("b", "lotte", Role::Lawyer).await.person()] {
        assert!(matches!(let_in(&mut other, &id, &nobody).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn nobody_lets_themselves_into_a_team() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let anna = lab.sign_in("a", "anna", Role::Administrator).await;
    let mut door = lab.store.door(anna.clone());
    let team = make_team(&mut door, "1", "Vastgoed").await.unwrap();
    assert!(matches!(make_team(&mut door, "2", "Vastgoed").await, Err(Error::Taken("name"))));
    assert!(matches!(join_team(&mut door, &team, &anna.person()).await, Err(Error::Oneself)));
    join_team(&mut door, &team, &office.lawyer.person()).await.unwrap();
    let (sealed, people) = door.read().await.unwrap().team(&team).await.unwrap();
    let (team, people) = (door.open(sealed).await.unwrap(), door.open_all(people).await.unwrap());
    assert_eq!((&*team.name, team.rev), ("Vastgoed", Rev::FIRST));
    assert_eq!(people.iter().map(|person| &*person.name).collect::<Vec<_>>(), ["Name of lotte"]);
    let page = lab.store.door(office.lawyer.clone()).read().await.unwrap().people(&PageRequest::default()).await;
    assert_eq!(door.open_page(page.unwrap()).await.unwrap().items.len(), 2);
}
