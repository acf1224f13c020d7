//! On behalf of: what a secretary makes is the lawyer's own, as long as the lawyer lets them, and within the walls of both.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::*;

/// Lotte, for whom Sam acts; Piet for whom nobody does.
struct Desk {
    lab: Lab,
    template: Template,
    lotte: Door,
    sam: Door,
    piet: Door,
    lotte_id: Id<Person>,
    sam_id: Id<Person>,
}

impl Desk {
    async fn new() -> Self {
        let lab = Lab::new().await;
        let office = lab.office("a").await;
        let door = async |subject: &str| lab.store.door(lab.sign_in("a", subject, Role::Lawyer).await);
        let (mut lotte, sam, piet) = (lab.store.door(office.lawyer.clone()), door("sam").await, door("piet").await);
        let (lotte_id, sam_id) = (lotte.actor().person(), sam.actor().person());
        let_act(&mut lotte, &lotte_id, &sam_id).await.unwrap();
        Self { template: office.template, lotte, sam, piet, lotte_id, sam_id, lab }
    }

    async fn begin(&mut self, key: &str, matter: Option<&Id<Matter>>) -> Result<Id<AnswerSet>> {
        start_on_behalf(&mut self.sam, key, &self.template, &self.lotte_id, matter).await
    }
}

async fn own_documents(door: &mut Door) -> Vec<Document> {
    let mut read = door.read().await.unwrap();
    let page = read.documents(&PageRequest::default()).await.unwrap();
    drop(read);
    door.open_page(page).await.unwrap().items
}

async fn delegates(door: &mut Door, of: &Id<Person>) -> Result<Vec<Id<Person>>> {
    let mut read = door.read().await?;
    let page = read.delegates(of, &PageRequest::default()).await?;
    drop(read);
    Ok(door.open_page(page).await?.items.iter().map(|person| person.id).collect())
}

fn is_not_found<T>(result: Result<T>) -> bool {
    matches!(result, Err(Error::NotFound))
}

#[tokio::test]
async fn what_is_made_on_behalf_of_a_lawyer_is_the_lawyers_own() {
    let mut desk = Desk::new().await;
    let acts_for = desk.sam.me().await.unwrap().acts_for;
    assert_eq!(acts_for.iter().map(|person| &*person.name).collect::<Vec<_>>(), ["Name of lotte"]);
    assert_eq!(desk.lotte.me().await.unwrap().acts_for, []);
    let set = desk.begin("set", None).await.unwrap();
    desk.lab.clock.forward(SignedDuration::from_secs(1));
    let mine = start(&mut desk.sam, "mine", &desk.template, Answers::new()).await.unwrap();
    for door in [&mut desk.lotte, &mut desk.sam] {
        let seen = answer_set(door, &set).await.unwrap();
        assert_eq!(seen.owner.name, "Name of lotte");
        assert_eq!(seen.made_by.map(|person| person.name).as_deref(), Some("Name of sam"));
    }
    assert_eq!(answer_set(&mut desk.sam, &mine).await.unwrap().made_by, None);
    let ids = |sets: Vec<AnswerSet>| sets.into_iter().map(|set| set.id).collect::<Vec<_>>();
    assert_eq!(ids(all_sets(&mut desk.lotte).await), [set]);
    assert_eq!(ids(all_sets(&mut desk.sam).await), [mine, set], "the newest first");

    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    change(&mut desk.sam, &seen, answers(json!({"client": "Merel"}))).await.unwrap();
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    let by_sam = generate(&mut desk.sam, "by sam", seen.clone(), b"sam").await.unwrap();
    desk.lab.clock.forward(SignedDuration::from_secs(1));
    let by_lotte = generate(&mut desk.lotte, "by lotte", seen, b"lotte").await.unwrap();
    for door in [&mut desk.lotte, &mut desk.sam] {
        let made = document_file(door, &by_sam).await.unwrap().document;
        assert_eq!(made.owner.name, "Name of lotte");
        assert_eq!(made.made_by.map(|person| person.name).as_deref(), Some("Name of sam"));
    }
    let documents = own_documents(&mut desk.lotte).await;
    assert_eq!(documents.iter().map(|made| made.id).collect::<Vec<_>>(), [by_lotte, by_sam]);
    assert_eq!(documents[0].made_by, None, "that one she made herself");
    assert_eq!(own_documents(&mut desk.sam).await.len(), 1);

    assert!(all_sets(&mut desk.piet).await.is_empty());
    assert!(is_not_found(answer_set(&mut desk.piet, &set).await));
    assert!(is_not_found(document_file(&mut desk.piet, &by_sam).await));
}

#[tokio::test]
async fn who_acts_sees_what_was_begun_so_and_nothing_else_of_the_lawyers() {
    let mut desk = Desk::new().await;
    let herself = start(&mut desk.lotte, "herself", &desk.template, Answers::new()).await.unwrap();
    let made_of = answer_set(&mut desk.lotte, &herself).await.unwrap();
    let document = generate(&mut desk.lotte, "document", made_of, b"x").await.unwrap();
    assert!(is_not_found(answer_set(&mut desk.sam, &herself).await));
    assert!(is_not_found(document_file(&mut desk.sam, &document).await));
    assert!(all_sets(&mut desk.sam).await.is_empty() && own_documents(&mut desk.sam).await.is_empty());

    // Another who acts for her goes on with it, and may be let to by an administrator.
    let set = desk.begin("set", None).await.unwrap();
    let mut anna = desk.lab.store.door(desk.lab.sign_in("a", "anna", Role::Administrator).await);
    let piet_id = desk.piet.actor().person();
    assert!(is_not_found(answer_set(&mut desk.piet, &set).await));
    let_act(&mut anna, &desk.lotte_id, &piet_id).await.unwrap();
    assert!(answer_set(&mut desk.piet, &set).await.is_ok());
    assert!(is_not_found(answer_set(&mut desk.piet, &herself).await));
}

#[tokio::test]
async fn it_ends_when_it_is_taken_back() {
    let mut desk = Desk::new().await;
    let set = desk.begin("set", None).await.unwrap();
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    let document = generate(&mut desk.sam, "document", seen.clone(), b"x").await.unwrap();
    let_act_no_more(&mut desk.lotte, &desk.lotte_id, &desk.sam_id).await.unwrap();
    assert!(is_not_found(answer_set(&mut desk.sam, &set).await));
    assert!(is_not_found(document_file(&mut desk.sam, &document).await));
    assert!(is_not_found(change(&mut desk.sam, &seen, Answers::new()).await));
    assert!(is_not_found(generate(&mut desk.sam, "again", seen, b"x").await));
    assert!(is_not_found(desk.begin("again too", None).await));
    assert!(all_sets(&mut desk.sam).await.is_empty() && own_documents(&mut desk.sam).await.is_empty());
    assert_eq!(desk.sam.me().await.unwrap().acts_for, []);
    assert!(document_file(&mut desk.lotte, &document).await.is_ok(), "she keeps it all");
    let_act_no_more(&mut desk.lotte, &desk.lotte_id, &desk.sam_id).await.unwrap();

    let_act(&mut desk.lotte, &desk.lotte_id, &desk.sam_id).await.unwrap();
    assert!(answer_set(&mut desk.sam, &set).await.is_ok());
    desk.lab.store.gate().suspend_person(&desk.lotte.actor().tenant(), "lotte").await.unwrap();
    assert!(is_not_found(desk.begin("for nobody", None).await), "for who is not let in nothing is begun");
    assert_eq!(desk.sam.me().await.unwrap().acts_for, []);
}

#[tokio::test]
async fn nobody_lets_themselves_and_only_administrators_decide_for_others() {
    let mut desk = Desk::new().await;
    let mut anna = desk.lab.store.door(desk.lab.sign_in("a", "anna", Role::Administrator).await);
    let (anna_id, piet_id) = (anna.actor().person(), desk.piet.actor().person());
    for who in [anna_id, desk.lotte_id] {
        let error = let_act(&mut anna, &desk.lotte_id, &who).await.unwrap_err();
        assert!(matches!(error, Error::Oneself), "{error:?}");
    }
    assert!(matches!(let_act(&mut desk.lotte, &desk.lotte_id, &desk.lotte_id).await, Err(Error::Oneself)));
    assert!(is_not_found(let_act(&mut desk.piet, &desk.lotte_id, &piet_id).await));
    assert!(is_not_found(let_act(&mut desk.piet, &desk.lotte_id, &desk.sam_id).await));
    assert!(is_not_found(let_act_no_more(&mut desk.sam, &desk.lotte_id, &desk.sam_id).await));
    assert!(is_not_found(delegates(&mut desk.sam, &desk.lotte_id).await));
    assert!(is_not_found(let_act(&mut desk.lotte, &desk.lotte_id, &Id::new(1, [1; 10])).await));
    assert!(is_not_found(let_act(&mut anna, &Id::new(1, [1; 10]), &piet_id).await));
    assert_eq!(delegates(&mut anna, &desk.lotte_id).await.unwrap(), [desk.sam_id]);
    assert_eq!(delegates(&mut desk.lotte, &desk.lotte_id).await.unwrap(), [desk.sam_id]);

    let other = desk.lab.office("b").await.lawyer;
    assert!(is_not_found(let_act(&mut anna, &other.person(), &piet_id).await));
    assert!(is_not_found(let_act(&mut desk.lotte, &desk.lotte_id, &other.person()).await));
    let theirs = start_on_behalf(&mut desk.sam, "theirs", &desk.template, &other.person(), None).await;
    assert!(is_not_found(theirs));
    assert!(is_not_found(start_on_behalf(&mut desk.piet, "k", &desk.template, &desk.lotte_id, None).await));
}

#[tokio::test]
async fn acting_for_somebody_leads_through_no_wall_of_either() {
    let mut desk = Desk::new().await;
    let hers = begin(&mut desk.lotte, "hers", true).await.unwrap();
    let his = begin(&mut desk.sam, "his", true).await.unwrap();
    assert!(is_not_found(desk.begin("behind hers", Some(&hers)).await), "the secretary is outside");
    assert!(is_not_found(desk.begin("behind his", Some(&his)).await), "the lawyer is outside");
    let set = desk.begin("set", None).await.unwrap();
    assert!(is_not_found(file(&mut desk.sam, &set, Some(&his)).await));
    assert!(is_not_found(file(&mut desk.sam, &set, Some(&hers)).await));

    // She takes it behind her wall: he loses it, with what was made of it.
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    let document = generate(&mut desk.sam, "document", seen, b"x").await.unwrap();
    file(&mut desk.lotte, &set, Some(&hers)).await.unwrap();
    assert!(is_not_found(answer_set(&mut desk.sam, &set).await));
    assert!(is_not_found(document_file(&mut desk.sam, &document).await));
    assert!(all_sets(&mut desk.sam).await.is_empty() && own_documents(&mut desk.sam).await.is_empty());
    let_in(&mut desk.lotte, &hers, &desk.sam_id).await.unwrap();
    assert!(answer_set(&mut desk.sam, &set).await.is_ok());
    assert!(desk.begin("inside", Some(&hers)).await.is_ok());

    // She leaves it: he is a member by himself, and acts for nobody there any more.
    let_out(&mut desk.sam, &hers, &desk.lotte_id).await.unwrap();
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    assert!(matches!(file(&mut desk.sam, &set, None).await, Err(Error::NotAllowed(Action::FileAnswers))));
    let own = generate(&mut desk.sam, "own", seen, b"y").await.unwrap();
    let own = document_file(&mut desk.sam, &own).await.unwrap().document;
    assert_eq!((&*own.owner.name, own.made_by), ("Name of sam", None));
    assert!(is_not_found(answer_set(&mut desk.lotte, &set).await));

    let open = begin(&mut desk.piet, "open", false).await.unwrap();
    assert!(desk.begin("open", Some(&open)).await.is_ok(), "an open one is there for both");
}

#[tokio::test]
async fn the_list_of_ones_own_is_one_list_in_pages() {
    let mut desk = Desk::new().await;
    let mut made = Vec::new();
    for number in 0..5 {
        desk.lab.clock.forward(SignedDuration::from_secs(1));
        made.push(if number % 2 == 0 {
            desk.begin(&format!("for her {number}"), None).await.unwrap()
        } else {
            start(&mut desk.sam, &format!("own {number}"), &desk.template, Answers::new()).await.unwrap()
        });
    }
    made.reverse();
    let (mut seen, mut request) = (Vec::new(), PageRequest { limit: Some(2), cursor: None });
    loop {
        let page = desk.sam.read().await.unwrap().answer_sets(&request).await.unwrap();
        let page = desk.sam.open_page(page).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|set| set.id));
        match page.next_cursor {
            Some(cursor) => request.cursor = Some(cursor),
            None => break,
        }
    }
    assert_eq!(seen, made);
}

#[tokio::test]
async fn the_trail_names_both() {
    let mut desk = Desk::new().await;
    let set = desk.begin("set", None).await.unwrap();
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    change(&mut desk.sam, &seen, Answers::new()).await.unwrap();
    let seen = answer_set(&mut desk.sam, &set).await.unwrap();
    generate(&mut desk.sam, "document", seen, b"x").await.unwrap();
    file(&mut desk.sam, &set, None).await.unwrap();
    let_act_no_more(&mut desk.lotte, &desk.lotte_id, &desk.sam_id).await.unwrap();
    let mut anna = desk.lab.store.door(desk.lab.sign_in("a", "anna", Role::Administrator).await);
    let page = anna.read().await.unwrap().events(&EventSpan::default(), &PageRequest::default()).await.unwrap();
    let events = anna.open_page(page).await.unwrap().items;
    for (action, by, with) in [
        ("add_delegate", desk.lotte_id, desk.sam_id),
        ("start_interview", desk.sam_id, desk.lotte_id),
        ("change_answers", desk.sam_id, desk.lotte_id),
        ("generate", desk.sam_id, desk.lotte_id),
        ("file_answers", desk.sam_id, desk.lotte_id),
        ("remove_delegate", desk.lotte_id, desk.sam_id),
    ] {
        let event = events.iter().find(|event| event.action == action).unwrap();
        let member = event.member.as_ref().unwrap_or_else(|| panic!("{action} names one person"));
        assert_eq!((event.actor.as_ref().unwrap().id, &member.id), (by, &with.to_string()), "{action}");
    }
}
