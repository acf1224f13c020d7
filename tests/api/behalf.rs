//! On behalf of a lawyer, by the API alone.

use akte_model::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Browser, KNOWLEDGE_MANAGER, LAWYER, SECOND_MANAGER};
use crate::matters::{kind, me, send};
use crate::server::Server;

const SETS: &str = "/api/v1/answer-sets";

/// Begins a contract on behalf of somebody.
async fn begin(browser: &Browser, key: &str, lawyer: &str, matter: Option<&str>) -> crate::browser::Answer {
    let template = browser.template("Overeenkomst van opdracht").await;
    let body = json!({ "template": template, "on_behalf_of": lawyer, "matter": matter });
    browser.create(SETS, key, body).await
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

#[tokio::test]
async fn a_secretary_works_on_behalf_of_the_lawyer_who_lets_them() {
    let server = Server::demo().await;
    let (lotte, karim) = (server.signed_in(LAWYER).await, server.signed_in(KNOWLEDGE_MANAGER).await);
    let (lotte_id, karim_id) = (me(&lotte).await, me(&karim).await);
    let not_yet = begin(&karim, "too early", &lotte_id, None).await;
    assert_eq!(kind(&not_yet), (404, "not-found"), "{}", not_yet.body);

    let path = format!("/api/v1/people/{lotte_id}/delegates");
    let let_act = format!("{path}/{karim_id}");
    assert_eq!(kind(&send(&karim, Method::PUT, &let_act).await).0, 404, "that is hers to decide");
    let oneself = send(&lotte, Method::PUT, &format!("{path}/{lotte_id}")).await;
    assert_eq!(kind(&oneself), (403, "oneself"));
    for _ in 0..2 {
        assert_eq!(send(&lotte, Method::PUT, &let_act).await.status, StatusCode::NO_CONTENT);
    }
    let person = json!({ "id": lotte_id, "name": "Lotte de Vries" });
    assert_eq!(karim.get("/api/v1/me").await.body["acts_for"], json!([person]));
    assert_eq!(items(&lotte.get(&path).await.body), &[json!({ "id": karim_id, "name": "Karim Bennani" })]);

    let set = begin(&karim, "one", &lotte_id, None).await;
    assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
    let shown = |body: &Value| {
        assert_eq!((&body["owner"], &body["made_by"]), (&json!("Lotte de Vries"), &json!("Karim Bennani")));
        assert_eq!(body["on_behalf_of"], person);
    };
    shown(&set.body);
    for browser in [&lotte, &karim] {
        shown(&items(&browser.get(SETS).await.body)[0]);
    }
    let changed = karim.change(set.id(), set.etag(), json!([{ "name": "kenmerk", "value": "A-1" }])).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let made =
        karim.create("/api/v1/documents", "made", json!({ "answer_set": set.id(), "draft": true })).await;
    shown(&made.body);
    shown(&items(&lotte.get("/api/v1/documents").await.body)[0]);
    // What she does herself is hers alone.
    let herself = begin(&lotte, "herself", &lotte_id, None).await.body;
    assert_eq!((&herself["on_behalf_of"], &herself["made_by"]), (&Value::Null, &json!("Lotte de Vries")));
    assert_eq!(items(&karim.get(SETS).await.body).len(), 1);

    assert_eq!(send(&lotte, Method::DELETE, &let_act).await.status, StatusCode::NO_CONTENT);
    assert_eq!(karim.get(&format!("{SETS}/{}", set.id())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        karim.get(&format!("/api/v1/documents/{}/file", made.id())).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(karim.get(SETS).await.body["items"], json!([]));
    assert_eq!(kind(&begin(&karim, "two", &lotte_id, None).await), (404, "not-found"));
    assert_eq!(lotte.get(&format!("{SETS}/{}", set.id())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_decides_for_others_and_the_walls_of_both_hold() {
    let server = Server::demo().await;
    let (lotte, karim, noor, anna) = (
        server.signed_in(LAWYER).await,
        server.signed_in(KNOWLEDGE_MANAGER).await,
        server.signed_in(SECOND_MANAGER).await,
        server.signed_in(ADMINISTRATOR).await,
    );
    // Whatever her roles: nobody lets themselves.
    server.grant(ADMINISTRATOR, &Role::OF_PEOPLE).await;
    let (lotte_id, karim_id) = (me(&lotte).await, me(&karim).await);
    let path = format!("/api/v1/people/{lotte_id}/delegates");
    let oneself = send(&anna, Method::PUT, &format!("{path}/{}", me(&anna).await)).await;
    assert_eq!(kind(&oneself), (403, "oneself"));
    let let_act = send(&anna, Method::PUT, &format!("{path}/{karim_id}")).await;
    assert_eq!(let_act.status, StatusCode::NO_CONTENT);
    assert_eq!(items(&anna.get(&path).await.body).len(), 1);
    assert_eq!(noor.get(&path).await.status, StatusCode::NOT_FOUND);

    let closed = async |by: &Browser, number: &str| {
        let matter = json!({ "number": number, "name": "Nachtegaal", "closed": true });
        by.create("/api/v1/matters", number, matter).await.id().to_owned()
    };
    let (hers, his) = (closed(&lotte, "1").await, closed(&karim, "2").await);
    let nobodys = begin(&karim, "k0", &lotte_id, Some("01890a5d-ac96-774b-bcce-b302099a8057")).await;
    for (key, matter) in [("k1", &hers), ("k2", &his)] {
        let refused = begin(&karim, key, &lotte_id, Some(matter)).await;
        assert_eq!((refused.status, &refused.body), (StatusCode::NOT_FOUND, &nobodys.body));
    }
    let both = send(&lotte, Method::PUT, &format!("/api/v1/matters/{hers}/members/{karim_id}")).await;
    assert_eq!(both.status, StatusCode::NO_CONTENT);
    let inside = begin(&karim, "k3", &lotte_id, Some(&hers)).await;
    assert_eq!(inside.status, StatusCode::CREATED, "{}", inside.body);
    let out = send(&lotte, Method::DELETE, &format!("/api/v1/matters/{hers}/members/{karim_id}")).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(karim.get(&format!("{SETS}/{}", inside.id())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(karim.get(SETS).await.body["items"], json!([]));
    assert_eq!(items(&lotte.get(SETS).await.body).len(), 1);
}
