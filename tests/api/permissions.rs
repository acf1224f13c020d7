//! Every cell of the one table of permissions, against a running server: what it allows works, everything else is refused.

use akte_model::{Action, Reach, Role, Roles};
use akte_tests::docx;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Browser, DOCX, KNOWLEDGE_MANAGER, LAWYER, SECOND_MANAGER, read};
use crate::life::{draft, step};
use crate::machines::Machine;
use crate::server::Server;

const TEMPLATE: &str = "Overeenkomst van opdracht";

/// What an action could be done to, as near to who asks as its reach says.
struct Things {
    person: String,
    set: String,
    document: String,
    matter: String,
}

impl Things {
    /// Begun by `owner`: answers with a document, under a matter if it is given, and a matter.
    async fn make(owner: &Browser, number: &str, under: Option<&str>) -> Self {
        let person = owner.get("/api/v1/me").await.body["person"]["id"].as_str().unwrap().to_owned();
        let set = json!({ "template": owner.template(TEMPLATE).await });
        let set = owner.create("/api/v1/answer-sets", number, set).await.id().to_owned();
        if let Some(matter) = under {
            let filed =
                change(owner, &format!("/api/v1/answer-sets/{set}"), json!({ "matter": matter })).await;
            assert!(filed.is_success(), "{filed}");
        }
        let document = json!({ "answer_set": set, "draft": true });
        let document = owner.create("/api/v1/documents", number, document).await.id().to_owned();
        let matter = json!({ "number": number, "name": number });
        let matter = owner.create("/api/v1/matters", number, matter).await.id().to_owned();
        Self { person, set, document, matter }
    }
}

/// Changes what is at a path, as it is now for who asks; where that sees nothing, at a revision that could be right.
async fn change(browser: &Browser, path: &str, body: Value) -> StatusCode {
    let now = browser.get(path).await.etag.unwrap_or_else(|| "\"1\"".to_owned());
    send(browser.request(Method::PATCH, path).header("if-match", now).json(&body)).await
}

async fn send(request: RequestBuilder) -> StatusCode {
    read(request).await.status
}

/// Everything that there is to try on.
struct Firm {
    server: Server,
    /// Two who may everything: they bring things to where the next step is to be tried.
    karim: Browser,
    noor: Browser,
    template: String,
    draft: String,
    hidden: String,
    colleague: String,
}

impl Firm {
    async fn new() -> Self {
        let server = Server::demo().await;
        let (karim, noor) =
            (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(SECOND_MANAGER).await);
        for person in [KNOWLEDGE_MANAGER, SECOND_MANAGER] {
            server.grant(person, &Role::OF_PEOPLE).await;
        }
        let (_, draft) = draft(&karim, "Concept", docx(&["{{ naam }}"])).await;
        let hidden = json!({ "number": "hidden", "name": "Nachtegaal", "closed": true });
        let hidden = karim.create("/api/v1/matters", "hidden", hidden).await.id().to_owned();
        let colleague = noor.get("/api/v1/me").await.body["person"]["id"].as_str().unwrap().to_owned();
        let template = karim.template(TEMPLATE).await;
        Self { server, karim, noor, template, draft, hidden, colleague }
    }

    /// A version that others brought to where `which` can be taken.
    async fn version(&self, which: &str, key: &str) -> String {
        let (_, version) = draft(&self.karim, key, docx(&["{{ naam }}"])).await;
        let before = match which {
            "submit" => 0,
            "approve" => 1,
            "publish" => 2,
            _ => 3,
        };
        let way = [(&self.karim, "submit"), (&self.noor, "approve"), (&self.karim, "publish")];
        for (browser, which) in way.into_iter().take(before) {
            let done = step(browser, &version, which, json!({})).await;
            assert_eq!(done.status, StatusCode::OK, "{which}: {}", done.body);
        }
        version
    }

    async fn take(&self, who: &Browser, which: &str, key: &str) -> StatusCode {
        let path = format!("/api/v1/template-versions/{}", self.version(which, key).await);
        let now = self.karim.get(&path).await;
        let request = who.request(Method::POST, &format!("{path}/{which}")).header("if-match", now.etag());
        send(request.json(&json!({}))).await
    }

    /// Does `action` for real, to the firm or to `things`.
    async fn attempt(&self, who: &Browser, action: Action, things: &Things, key: &str) -> StatusCode {
        let get = async |path: &str| send(who.request(Method::GET, path)).await;
        let post = async |path: &str, body: Value| {
            send(who.request(Method::POST, path).header("idempotency-key", key).json(&body)).await
        };
        let Things { person, set, document, matter } = things;
        let (set, matter) = (format!("/api/v1/answer-sets/{set}"), format!("/api/v1/matters/{matter}"));
        match action {
            Action::ReadTemplate => get(&format!("/api/v1/templates/{}", self.template)).await,
            Action::ReadDraft => get(&format!("/api/v1/template-versions/{}", self.draft)).await,
            Action::UploadTemplate => {
                let request = who.request(Method::POST, "/api/v1/templates?title=X");
                let request = request.header("idempotency-key", key).header("content-type", DOCX);
                send(request.body(docx(&["{{ naam }}"]))).await
            }
            Action::SubmitVersion => self.take(who, "submit", key).await,
            Action::DecideVersion => self.take(who, "approve", key).await,
            Action::PublishVersion => self.take(who, "publish", key).await,
            Action::RetireVersion => self.take(who, "retire", key).await,
            Action::KeepCategories => post("/api/v1/categories", json!({ "name": key })).await,
            Action::StartInterview => post("/api/v1/answer-sets", json!({ "template": self.template })).await,
            Action::ReadAnswers => get(&set).await,
            Action::ChangeAnswers => change(who, &set, json!({ "name": key })).await,
            // To where it was before: the next one finds it there.
            Action::FileAnswers => {
                let now = self.karim.get(&set).await.body["matter"]["id"].clone();
                change(who, &set, json!({ "matter": now })).await
            }
            Action::Generate => {
                post("/api/v1/documents", json!({ "answer_set": things.set, "draft": true })).await
            }
            Action::ReadDocument => {
                let (row, file) = (
                    get(&format!("/api/v1/documents/{document}")).await,
                    get(&format!("/api/v1/documents/{document}/file")).await,
                );
                assert_eq!(row, file, "a document and its file are one");
                row
            }
            Action::ReadMatter => get(&matter).await,
            Action::OverseeMatters => get(&format!("/api/v1/matters/{}", self.hidden)).await,
            Action::CreateMatter => post("/api/v1/matters", json!({ "number": key, "name": key })).await,
            Action::ChangeMatter => change(who, &matter, json!({ "name": key })).await,
            Action::ChangeMembers => {
                send(who.request(Method::PUT, &format!("{matter}/members/{}", self.colleague))).await
            }
            Action::ReadPeople => get("/api/v1/people").await,
            Action::KeepDelegates => {
                let path = format!("/api/v1/people/{person}/delegates");
                let list = get(&path).await;
                let put = send(who.request(Method::PUT, &format!("{path}/{}", self.colleague))).await;
                assert_eq!(list.is_success(), put.is_success(), "who may see it may decide it");
                put
            }
            Action::ChangeTeams => post("/api/v1/teams", json!({ "name": key })).await,
            Action::ReadSettings => get("/api/v1/settings").await,
            Action::ChangeSettings => {
                let now = self.karim.get("/api/v1/settings").await;
                let request = who.request(Method::PATCH, "/api/v1/settings").header("if-match", now.etag());
                send(request.json(&json!({}))).await
            }
            Action::ReadAudit => get("/api/v1/audit").await,
            Action::KeepMachines => post("/api/v1/machines", json!({ "name": key })).await,
            Action::TendJobs => get("/api/v1/jobs").await,
        }
    }

    /// Tries every action as far as it could reach; gives how many tries were allowed and refused.
    async fn try_all(&self, who: &Browser, roles: Roles, nearest: &[(Reach, Things)]) -> [usize; 2] {
        let me = who.get("/api/v1/me").await.body;
        let mut tried = [0, 0];
        for action in Action::all() {
            let told = roles.reach(action).map_or(Value::Null, |reach| json!(reach.as_str()));
            assert_eq!(
                me["permissions"][action.as_str()],
                told,
                "what pages are told of {action} as {roles:?}"
            );
            for (reach, things) in nearest {
                let is_for_all = Role::ALL
                    .iter()
                    .filter_map(|role| Roles::from(*role).reach(action))
                    .all(|most| most == Reach::Tenant);
                if is_for_all && *reach != Reach::Tenant {
                    continue;
                }
                let key = format!("{action} {} {roles:?}", reach.as_str());
                let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
                let status = self.attempt(who, action, things, &key).await;
                let allowed = roles.reach(action).is_some_and(|most| most >= *reach);
                let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
                assert!(
                    if allowed { status.is_success() } else { refused },
                    "{action} to what is {}'s, as {roles:?}: {status}",
                    reach.as_str()
                );
                tried[usize::from(refused)] += 1;
            }
        }
        tried
    }

    /// What is the own of `who`, what belongs to a matter that it was let into, and what is only the firm's.
    async fn things(&self, who: &Browser, key: &str) -> Vec<(Reach, Things)> {
        let me = who.get("/api/v1/me").await.body["person"]["id"].as_str().unwrap().to_owned();
        let own = Things::make(who, &format!("own {key}"), None).await;
        let shared = json!({ "number": format!("shared {key}"), "name": "Gedeeld" });
        let shared =
            self.karim.create("/api/v1/matters", &format!("shared {key}"), shared).await.id().to_owned();
        let path = format!("/api/v1/matters/{shared}/members/{me}");
        assert_eq!(send(self.karim.request(Method::PUT, &path)).await, StatusCode::NO_CONTENT);
        let in_matter = Things::make(&self.karim, &format!("in {key}"), Some(&shared)).await;
        let beyond = Things::make(&self.karim, &format!("beyond {key}"), None).await;
        vec![
            (Reach::Own, own),
            (Reach::Matter, Things { matter: shared, ..in_matter }),
            (Reach::Tenant, beyond),
        ]
    }
}

#[tokio::test]
async fn every_cell_of_the_table_is_what_the_server_does() {
    let firm = Firm::new().await;
    let lotte = firm.server.signed_in(LAWYER).await;
    firm.server.grant(LAWYER, &Role::OF_PEOPLE).await;
    // The same person in every role, so that it is never ownership which decides.
    let things = firm.things(&lotte, "lotte").await;
    let mut tried = [0, 0];
    let mut count = |more: [usize; 2]| tried = [tried[0] + more[0], tried[1] + more[1]];
    for role in Role::OF_PEOPLE {
        firm.server.grant(LAWYER, &[role]).await;
        count(firm.try_all(&lotte, role.into(), &things).await);
    }
    firm.server.grant(LAWYER, &[]).await;
    count(firm.try_all(&lotte, Roles::default(), &things).await);

    let scopes: Vec<_> = Roles::from(Role::Machine).permissions().map(Action::as_str).collect();
    let machine = Machine::new(&firm.karim, "DMS", json!({ "scopes": scopes })).await;
    let machine = firm.server.browser().with_token(machine.secret());
    let things = firm.things(&machine, "machine").await;
    count(firm.try_all(&machine, Role::Machine.into(), &things).await);
    // 17 actions that reach the whole firm or nothing, 10 that reach to what is near: 47 tries for each of five.
    println!("{} allowed, {} refused", tried[0], tried[1]);
    assert!(tried[0] > 50 && tried[1] > 80, "{tried:?}");
}

#[tokio::test]
async fn a_key_for_one_action_may_that_and_nothing_else() {
    let firm = Firm::new().await;
    let machine = Machine::new(&firm.karim, "DMS", json!({ "scopes": ["read_matter"] })).await;
    let machine = firm.server.browser().with_token(machine.secret());
    let things = Things::make(&firm.karim, "karim", None).await;
    for action in Action::all() {
        let status = firm.attempt(&machine, action, &things, &action.to_string().replace('_', "")).await;
        if action == Action::ReadMatter {
            assert_eq!(status, StatusCode::OK);
        } else {
            assert!(matches!(status.as_u16(), 403 | 404), "{action}: {status}");
        }
    }
}
