//! Who is not a member of a closed matter finds nothing of it: not the matter, not what belongs to it, in no list, no search and
//! no trail. What is not found looks like what is not there.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

/// A matter of Lotte's with an answer set and a document.
struct Case {
    lab: Lab,
    office: Office,
    lotte: Door,
    matter: Id<Matter>,
    set: Id<AnswerSet>,
    picture: Id<AnswerFile>,
    document: Id<Document>,
}

impl Case {
    async fn new() -> Self {
        let lab = Lab::new().await;
        let office = lab.office("a").await;
        let mut lotte = lab.store.door(office.lawyer.clone());
        let matter = begin(&mut lotte, "2026-007", false).await.unwrap();
        let ticket = ticket(&mut lotte, "set").await;
        let given = answers(json!({"client": "Nachtegaal"}));
        let set = start_for(&mut lotte, ticket, &office.template, Some(&matter), given).await.unwrap();
        let picture = add_file(&mut lotte, "picture", &set, "logo.png", b"picture").await.unwrap();
        let made_of = answer_set(&mut lotte, &set).await.unwrap();
        let document = generate(&mut lotte, "document", made_of, b"document").await.unwrap();
        Self { lab, office, lotte, matter, set, picture, document }
    }

    /// Someone else of the firm.
    async fn colleague(&self, subject: &str, roles: impl Into<Roles>) -> Door {
        self.lab.store.door(self.lab.sign_in("a", subject, roles).await)
    }
}

/// What of a matter a person gets at, in every way there is.
#[derive(Debug, PartialEq, Eq)]
struct Sight {
    matter: bool,
    listed: bool,
    searched: bool,
    numbered: bool,
    set: bool,
    picture: bool,
    document: bool,
    file: bool,
    sets: Option<usize>,
    documents: Option<usize>,
}

const ALL: Sight = Sight {
    matter: true,
    listed: true,
    searched: true,
    numbered: true,
    set: true,
    picture: true,
    document: true,
    file: true,
    sets: Some(1),
    documents: Some(1),
};

/// Nothing; that one's lists of it are refused tells that it is not there.
const NOTHING: Sight = Sight {
    matter: false,
    listed: false,
    searched: false,
    numbered: false,
    set: false,
    picture: false,
    document: false,
    file: false,
    sets: None,
    documents: None,
};

async fn look(door: &mut Door, case: &Case) -> Sight {
    let all = PageRequest::default();
    let of_matter = |found: Vec<Matter>| found.iter().any(|matter| matter.id == case.matter);
    let listed = of_matter(door.matters("", &all).await.unwrap().items);
    let searched = of_matter(door.matters("2026-007 matter", &all).await.unwrap().items);
    let numbered = door.matter_numbered("2026-007").await.unwrap().is_some();
    let mut read = door.read().await.unwrap();
    Sight {
        listed,
        searched,
        numbered,
        matter: read.matter(&case.matter).await.is_ok(),
        set: read.answer_set(&case.set).await.is_ok(),
        picture: read.answer_file(&case.set, &case.picture).await.is_ok()
            && read.answer_files(&case.set).await.is_ok_and(|files| files.len() == 1),
        document: read.document(&case.document).await.is_ok(),
        file: read.document_file(&case.document).await.is_ok(),
        sets: read.answer_sets_of(&case.matter, &all).await.ok().map(|page| page.items.len()),
        documents: read.documents_of(&case.matter, &all).await.ok().map(|page| page.items.len()),
    }
}

#[tokio::test]
async fn an_open_matter_is_seen_by_all_and_what_belongs_to_it_by_its_members() {
    let mut case = Case::new().await;
    let mut lotte = case.lab.store.door(case.office.lawyer.clone());
    assert_eq!(look(&mut lotte, &case).await, ALL);
    let mut piet = case.colleague("piet", Role::Lawyer).await;
    let outside = Sight {
        set: false,
        picture: false,
        document: false,
        file: false,
        sets: Some(0),
        documents: Some(0),
        ..ALL
    };
    assert_eq!(look(&mut piet, &case).await, outside);
    let_in(&mut case.lotte, &case.matter, &piet.actor().person()).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, ALL);
    assert!(all_sets(&mut piet).await.is_empty(), "his own list holds his own");

    // A member changes the answers and makes documents of them, which lie in the matter as well.
    let set = answer_set(&mut piet, &case.set).await.unwrap();
    assert_eq!(set.owner.name, "Name of lotte");
    assert_eq!(set.matter.as_ref().map(|matter| matter.id), Some(case.matter));
    change(&mut piet, &set, answers(json!({"client": "Merel"}))).await.unwrap();
    let set = answer_set(&mut piet, &case.set).await.unwrap();
    let made = generate(&mut piet, "of piet", set, b"by piet").await.unwrap();
    let file = document_file(&mut case.lotte, &made).await.unwrap();
    assert_eq!(file.document.owner.name, "Name of piet");
    assert_eq!(file.document.matter.map(|matter| matter.title.number).as_deref(), Some("2026-007"));
}

#[tokio::test]
async fn a_closed_matter_is_there_for_its_members_only() {
    let mut case = Case::new().await;
    let both: Roles = [Role::Lawyer, Role::KnowledgeManager].into_iter().collect();
    let mut piet = case.colleague("piet", both).await;
    // The index of matters is in memory before the wall is there.
    assert!(look(&mut piet, &case).await.searched);
    close(&mut case.lotte, &case.matter).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, NOTHING);
    assert_eq!(look(&mut case.lab.store.door(case.office.lawyer.clone()), &case).await, ALL);

    let piet_id = piet.actor().person();
    let_in(&mut case.lotte, &case.matter, &piet_id).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, ALL);
    let_out(&mut case.lotte, &case.matter, &piet_id).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, NOTHING, "out at once");
}

#[tokio::test]
async fn whoever_leaves_a_closed_matter_loses_what_they_made_there() {
    let mut case = Case::new().await;
    let mut piet = case.colleague("piet", Role::Lawyer).await;
    let_in(&mut case.lotte, &case.matter, &piet.actor().person()).await.unwrap();
    close(&mut case.lotte, &case.matter).await.unwrap();
    let_out(&mut piet, &case.matter, &case.office.lawyer.person()).await.unwrap();
    assert_eq!(look(&mut case.lab.store.door(case.office.lawyer.clone()), &case).await, NOTHING);
    assert!(all_sets(&mut case.lotte).await.is_empty());
    let page = case.lotte.read().await.unwrap().documents(&PageRequest::default()).await.unwrap();
    assert!(page.items.is_empty());
    assert_eq!(look(&mut piet, &case).await, ALL);
}

#[tokio::test]
async fn a_team_opens_the_wall_for_who_is_in_it_and_as_long_as_it_is_in() {
    let mut case = Case::new().await;
    let mut anna = case.colleague("anna", Role::Administrator).await;
    let mut piet = case.colleague("piet", Role::Lawyer).await;
    let piet_id = piet.actor().person();
    close(&mut case.lotte, &case.matter).await.unwrap();
    let team = make_team(&mut anna, "team", "Overnames").await.unwrap();
    join_team(&mut anna, &team, &piet_id).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, NOTHING);

    let mut write = case.lotte.write().await.unwrap();
    let permit = write.permit::<ChangeMembers>(&case.matter).await.unwrap();
    write.add_team_to_matter(permit, &team).await.unwrap();
    write.commit(()).await.unwrap().into_inner();
    assert_eq!(look(&mut piet, &case).await, ALL);
    let (people, teams) = piet.read().await.unwrap().matter_members(&case.matter).await.unwrap();
    assert_eq!((people.len(), piet.open_all(teams).await.unwrap()[0].id), (1, team));

    let mut write = anna.write().await.unwrap();
    let permit = write.permit::<ChangeTeam>(&team).await.unwrap();
    write.remove_from_team(permit, &piet_id).await.unwrap();
    write.commit(()).await.unwrap().into_inner();
    assert_eq!(look(&mut piet, &case).await, NOTHING);

    join_team(&mut anna, &team, &piet_id).await.unwrap();
    assert_eq!(look(&mut piet, &case).await, ALL);
    let mut write = case.lotte.write().await.unwrap();
    let permit = write.permit::<ChangeMembers>(&case.matter).await.unwrap();
    write.remove_team_from_matter(permit, &team).await.unwrap();
    write.commit(()).await.unwrap().into_inner();
    assert_eq!(look(&mut piet, &case).await, NOTHING);
}

/// Tries everything that takes an id of the case, and says what came of each.
async fn try_all(
    door: &mut Door,
    own: &Id<AnswerSet>,
    matter: &Id<Matter>,
    set: &Id<AnswerSet>,
    document: &Id<Document>,
) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |what: &str, error: Option<Error>| said.push(format!("{what}: {error:?}"));
    let all = PageRequest::default();
    let me = door.actor().person();
    let mut read = door.read().await.unwrap();
    say("matter", read.matter(matter).await.err());
    say("members", read.matter_members(matter).await.err());
    say("sets", read.answer_sets_of(matter, &all).await.err());
    say("documents", read.documents_of(matter, &all).await.err());
    say("set", read.answer_set(set).await.err());
    say("document", read.document(document).await.err());
    say("file", read.document_file(document).await.err());
    drop(read);
    say("file under", file(door, own, Some(matter)).await.err());
    say("file away", file(door, set, None).await.err());
    say("let in", let_in(door, matter, &me).await.err());
    say("let out", let_out(door, matter, &me).await.err());
    let cursor = Some(matter.to_string());
    say("from there", door.matters("", &PageRequest { cursor, limit: None }).await.err());
    let mut write = door.write().await.unwrap();
    say("change matter", write.permit::<ChangeMatter>(matter).await.err());
    say("change", write.permit::<ChangeAnswers>(set).await.err());
    say("generate", write.permit::<Generate>(set).await.err());
    said
}

#[tokio::test]
async fn what_is_behind_a_wall_cannot_be_told_from_what_does_not_exist() {
    let mut case = Case::new().await;
    close(&mut case.lotte, &case.matter).await.unwrap();
    let both: Roles = [Role::Lawyer, Role::KnowledgeManager].into_iter().collect();
    let mut piet = case.colleague("piet", both).await;
    let own = start(&mut piet, "own", &case.office.template, Answers::new()).await.unwrap();
    let nothing = try_all(&mut piet, &own, &Id::new(1, [1; 10]), &Id::new(1, [2; 10]), &Id::new(1, [3; 10])).await;
    let behind = try_all(&mut piet, &own, &case.matter, &case.set, &case.document).await;
    assert_eq!(behind, nothing);
    assert!(behind.iter().all(|said| said.ends_with("Some(NotFound)") || said.ends_with("Some(InvalidCursor)")));
    let mut lotte = case.lab.store.door(case.office.lawyer.clone());
    let inside = try_all(&mut lotte, &case.set, &case.matter, &case.set, &case.document).await;
    assert!(inside.iter().filter(|said| said.ends_with("None")).count() >= 12, "{inside:?}");
}

#[tokio::test]
async fn who_oversees_matters_sees_that_they_are_there_and_never_what_they_are_called() {
    let mut case = Case::new().await;
    close(&mut case.lotte, &case.matter).await.unwrap();
    // With every role: what is seen of a closed matter is the same.
    let mut anna = case.colleague("anna", Role::OF_PEOPLE.into_iter().collect::<Roles>()).await;
    let seen = Sight { matter: true, listed: true, ..NOTHING };
    assert_eq!(look(&mut anna, &case).await, seen);
    let metadata = matter(&mut anna, &case.matter).await.unwrap();
    assert_eq!((metadata.title.clone(), metadata.closed, metadata.member), (None, true, false));
    let listed = anna.matters("", &PageRequest::default()).await.unwrap().items;
    assert_eq!(listed, std::slice::from_ref(&metadata));
    let (people, _) = anna.read().await.unwrap().matter_members(&case.matter).await.unwrap();
    assert_eq!(people.len(), 1);

    // That is not enough to change it, to let oneself in, or to have anything belong to it.
    let me = anna.actor().person();
    assert!(matches!(let_in(&mut anna, &case.matter, &me).await, Err(Error::NotFound)));
    assert!(matches!(anna.stage_matter(metadata.clone(), metadata.rev).await, Err(Error::NotFound)));
    let own = start(&mut anna, "own", &case.office.template, Answers::new()).await.unwrap();
    assert!(matches!(file(&mut anna, &own, Some(&case.matter)).await, Err(Error::NotFound)));
    // An open matter has its name for everybody.
    let open = begin(&mut case.lotte, "open", false).await.unwrap();
    let mut only = case.colleague("only", Role::Administrator).await;
    assert!(matter(&mut only, &open).await.unwrap().title.is_some());
    assert!(matter(&mut only, &case.matter).await.unwrap().title.is_none());
}

#[tokio::test]
async fn documents_follow_their_answers_to_another_matter() {
    let mut case = Case::new().await;
    let mut piet = case.colleague("piet", Role::Lawyer).await;
    let piet_id = piet.actor().person();
    let_in(&mut case.lotte, &case.matter, &piet_id).await.unwrap();
    let closed = begin(&mut case.lotte, "closed", true).await.unwrap();

    // Who did not start the answers does not take them elsewhere: that could shut out who did.
    let error = file(&mut piet, &case.set, None).await.unwrap_err();
    assert!(matches!(error, Error::NotAllowed(Action::FileAnswers)), "{error:?}");
    assert_eq!(look(&mut piet, &case).await, ALL);
    file(&mut case.lotte, &case.set, Some(&closed)).await.unwrap();
    let gone = Sight { set: false, picture: false, document: false, file: false, sets: Some(0), documents: Some(0), ..ALL };
    assert_eq!(look(&mut piet, &case).await, gone);
    let file_of = document_file(&mut case.lotte, &case.document).await.unwrap();
    assert_eq!(file_of.document.matter.map(|matter| matter.id), Some(closed));
    file(&mut case.lotte, &case.set, None).await.unwrap();
    assert_eq!(document_file(&mut case.lotte, &case.document).await.unwrap().document.matter, None);
    assert_eq!(answer_set(&mut case.lotte, &case.set).await.unwrap().matter, None);
}

#[tokio::test]
async fn a_version_that_is_pinned_behind_a_wall_is_out_of_sight_with_it() {
    let mut case = Case::new().await;
    let mut manager = case.colleague("karim", Role::KnowledgeManager).await;
    let mut piet = case.colleague("piet", Role::Lawyer).await;
    let_in(&mut case.lotte, &case.matter, &piet.actor().person()).await.unwrap();
    close(&mut case.lotte, &case.matter).await.unwrap();
    let published = version(&mut manager, &case.office.template.version).await.unwrap();
    take(&mut manager, step(Step::Retire, &published)).await.unwrap();
    // A colleague's answers need the file of their version.
    assert!(template_file(&mut piet, &published.id).await.is_ok());
    let_out(&mut case.lotte, &case.matter, &piet.actor().person()).await.unwrap();
    assert!(matches!(template_file(&mut piet, &published.id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_trail_says_who_let_whom_in_and_never_the_name_of_a_matter() {
    let mut case = Case::new().await;
    let piet = case.lab.sign_in("a", "piet", Role::Lawyer).await;
    close(&mut case.lotte, &case.matter).await.unwrap();
    let_in(&mut case.lotte, &case.matter, &piet.person()).await.unwrap();
    case.lab.store.seal_audit().await.unwrap();
    let mut anna = case.colleague("anna", Role::Administrator).await;
    let page = anna.read().await.unwrap().events(&EventSpan::default(), &PageRequest::default()).await.unwrap();
    let events = anna.open_page(page).await.unwrap().items;
    let done: Vec<_> = events.iter().map(|event| &*event.action).collect();
    for action in ["create_matter", "change_closed_matter", "add_to_matter"] {
        assert!(done.contains(&action), "{done:?}");
    }
    let let_in = events.iter().find(|event| event.action == "add_to_matter").unwrap();
    assert_eq!((&*let_in.object_kind, &let_in.object_id), ("matter", &case.matter.to_string()));
    let member = let_in.member.as_ref().unwrap();
    assert_eq!((&*member.kind, &member.id), ("person", &piet.person().to_string()));
    assert_eq!(case.lab.store.verify_audit(&[]).await.unwrap().findings, []);
}
