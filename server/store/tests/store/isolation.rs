//! Firms cannot meet, and neither can people's own things. What is not yours looks exactly like what is not there.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

/// Everything of one lawyer that has an id.
struct Belongings {
    tenant: Id<Tenant>,
    template: Template,
    set: AnswerSet,
    document: Id<Document>,
}

async fn belongings(lab: &Lab, tid: &str) -> Belongings {
    let office = lab.office(tid).await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "set", &office.template, answers(json!({"secret": tid}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let document = generate(&mut door, "document", set.clone(), b"secret").await.unwrap();
    Belongings { tenant: office.tenant, template: office.template, set, document }
}

fn nothing() -> Belongings {
    let stamp = jiff::Timestamp::UNIX_EPOCH;
    let template = Template {
        id: Id::new(1, [1; 10]),
        title: String::new(),
        language: "nl".into(),
        category: None,
        favourite: false,
        status: VersionState::Published,
        version: Id::new(1, [2; 10]),
        number: 1,
        questions: 0,
        uploaded_at: stamp,
        owner: None,
        rev: Rev::FIRST,
    };
    let named = TemplateRef { id: template.id, title: String::new(), language: "nl".into() };
    let set = AnswerSet {
        id: Id::new(1, [3; 10]),
        name: None,
        owner: Person { id: Id::new(1, [6; 10]), name: String::new() },
        made_by: None,
        matter: None,
        template: named,
        version: template.version,
        number: 1,
        newer: None,
        answers: Answers::new(),
        set_aside: Answers::new(),
        rev: Rev::FIRST,
        created_at: stamp,
    };
    Belongings { tenant: Id::new(1, [4; 10]), template, set, document: Id::new(1, [5; 10]) }
}

/// Tries everything that takes an id, and says what came of each.
async fn try_all(door: &mut Door, of: &Belongings, round: &str) -> Vec<(&'static str, String)> {
    fn said<T>(result: Result<T>) -> String {
        result.err().map_or_else(|| "given".into(), |error| format!("{error:?} {error}"))
    }
    let mut tried = Vec::new();
    let mut read = door.read().await.unwrap();
    tried.push(("template", said(read.template(&of.template.id).await)));
    tried.push(("template_file", said(read.template_file(&of.template.version).await)));
    tried.push(("version", said(read.version(&of.template.version).await)));
    tried.push(("steps", said(read.version_steps(&of.template.version).await)));
    tried.push(("versions", said(read.versions(&of.template.id, &PageRequest::default()).await)));
    tried.push(("version before", said(read.version_before(&of.template.id).await)));
    tried.push(("answer_set", said(read.answer_set(&of.set.id).await)));
    tried.push(("document", said(read.document(&of.document).await)));
    tried.push(("document_file", said(read.document_file(&of.document).await)));
    drop(read);
    let mut write = door.write().await.unwrap();
    tried.push(("upload", said(write.permit::<UploadTemplate>(&of.tenant).await)));
    tried.push(("settings", said(write.permit::<ChangeSettings>(&of.tenant).await)));
    tried.push(("export", said(write.permit::<ExportAudit>(&of.tenant).await)));
    tried.push(("upload version", said(write.permit::<UploadVersion>(&of.template.id).await)));
    tried.push(("submit", said(write.permit::<SubmitVersion>(&of.template.version).await)));
    tried.push(("decide", said(write.permit::<DecideVersion>(&of.template.version).await)));
    tried.push(("publish", said(write.permit::<PublishVersion>(&of.template.version).await)));
    tried.push(("retire", said(write.permit::<RetireVersion>(&of.template.version).await)));
    tried.push(("start", said(write.permit::<StartInterview>(&of.template.id).await)));
    tried.push(("change", said(write.permit::<ChangeAnswers>(&of.set.id).await)));
    tried.push(("generate", said(write.permit::<Generate>(&of.set.id).await)));
    drop(write);
    let bytes = round.as_bytes();
    tried.push(("version all", said(upload_version(door, &format!("{round} 0"), &of.template.id, bytes).await)));
    tried.push(("start all", said(start(door, &format!("{round} 1"), &of.template, Answers::new()).await)));
    tried.push(("change all", said(change(door, &of.set, Answers::new()).await)));
    tried.push(("generate all", said(generate(door, &format!("{round} 2"), of.set.clone(), b"x").await)));
    tried
}

#[tokio::test]
async fn nothing_of_another_firm_can_be_told_from_what_does_not_exist() {
    let lab = Lab::new().await;
    let (a, b) = (belongings(&lab, "a").await, belongings(&lab, "b").await);
    let roles: Roles = Role::OF_PEOPLE.into_iter().collect();
    let mut door = lab.store.door(lab.sign_in("a", "lotte", roles).await);

    let theirs = try_all(&mut door, &b, "b").await;
    assert_eq!(theirs, try_all(&mut door, &nothing(), "nothing").await);
    assert!(theirs.iter().all(|(_, said)| said == "NotFound not found"), "{theirs:?}");

    let own = try_all(&mut door, &a, "a").await;
    assert!(own.iter().all(|(_, said)| said == "given"), "{own:?}");
    assert_eq!(all_sets(&mut door).await.len(), 2);
}

#[tokio::test]
async fn nothing_of_another_person_can_be_told_from_what_does_not_exist() {
    let lab = Lab::new().await;
    let a = belongings(&lab, "a").await;
    for role in Role::OF_PEOPLE {
        let mut door = lab.store.door(lab.sign_in("a", role.as_str(), role).await);
        let theirs = try_all(&mut door, &a, "a").await;
        let ones_own =
            |what: &str| matches!(what, "answer_set" | "document" | "document_file" | "change" | "generate");
        for (what, said) in theirs.iter().filter(|(what, _)| ones_own(what)) {
            assert_eq!(said, "NotFound not found", "{what} as {role}");
        }
        if role != Role::Administrator {
            assert_eq!(all_sets(&mut door).await.len(), 1, "only what was just started by {role}");
        }
    }
}

#[tokio::test]
async fn a_version_of_another_template_cannot_be_slipped_in() {
    let lab = Lab::new().await;
    let (office, other) = (lab.office("a").await, lab.office("b").await);
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let draft = upload(&mut manager, "1", template("Draft", b"draft")).await.unwrap();
    let mut read = manager.read().await.unwrap();
    let sealed = read.template(&draft).await.unwrap();
    drop(read);
    let draft = manager.open(sealed).await.unwrap();

    let mut door = lab.store.door(office.lawyer);
    for (i, version) in [draft.version, other.template.version].into_iter().enumerate() {
        let slipped = Template { version, ..office.template.clone() };
        let error = start(&mut door, &i.to_string(), &slipped, Answers::new()).await.unwrap_err();
        assert!(matches!(error, Error::NotFound), "{error:?}");
    }
}

#[tokio::test]
async fn lists_and_searches_hold_the_own_firm_only() {
    let lab = Lab::new().await;
    let (a, _) = (belongings(&lab, "a").await, belongings(&lab, "b").await);
    let mut door = lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await);
    let found = door.templates("", &PageRequest::default()).await.unwrap().items;
    assert_eq!(found.iter().map(|template| template.id).collect::<Vec<_>>(), [a.template.id]);
    assert_eq!(all_sets(&mut door).await, [a.set]);
    let mut read = door.read().await.unwrap();
    let page = read.documents(&PageRequest::default()).await.unwrap();
    drop(read);
    let documents = door.open_page(page).await.unwrap().items;
    assert_eq!(documents.iter().map(|document| document.id).collect::<Vec<_>>(), [a.document]);
}

#[tokio::test]
async fn the_database_itself_refuses_rows_that_join_two_firms() {
    let lab = Lab::new().await;
    let (a, b) = (belongings(&lab, "a").await, belongings(&lab, "b").await);
    let mut raw = lab.raw().await;
    let error = sqlx::query("UPDATE answer_set SET version_id = $1 WHERE tenant_id = $2")
        .bind(b.template.version.to_string())
        .bind(a.tenant.to_string())
        .execute(&mut raw)
        .await
        .unwrap_err();
    assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
}
