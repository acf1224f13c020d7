//! Pictures and files: handed in, answered with, shown in a document, copied with their answers; and what is refused.

use akte_tests::picture::png;
use akte_tests::{parts, template};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::server::Server;

const SETS: &str = "/api/v1/answer-sets";

/// A template with a logo, a list of photos and an attachment, and a set of answers to it.
async fn begin(browser: &Browser) -> (String, Answer) {
    let question =
        |name: &str, kind: &str| json!({ "name": name, "type": kind, "label": name, "required": false });
    let definition = json!({ "schema": 1, "title": "Letter", "language": "en", "pages": [{ "id": "p", "title": "P", "questions": [
        question("logo", "image"), question("letter", "file"),
        json!({ "name": "photos", "type": "list", "label": "photos", "required": false, "item": { "type": "image" } }) ] }] });
    let file = template(
        &[
            "{{ logo }}",
            "{% for photo in photos %}{{ photo }}{% endfor %}",
            "{% if letter %}attached{% endif %}",
        ],
        &definition.to_string(),
    );
    let uploaded = browser.upload("", "letter", file).await;
    assert_eq!(uploaded.status, StatusCode::CREATED, "{}", uploaded.body);
    let template = uploaded.body["template"]["id"].as_str().unwrap().to_owned();
    let set = browser.create(SETS, "set", json!({ "template": template })).await;
    assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
    (template, set)
}

async fn send(browser: &Browser, set: &str, query: &str, key: &str, bytes: Vec<u8>) -> Answer {
    let request = browser.request(Method::POST, &format!("{SETS}/{set}/files{query}"));
    // Whatever it is called: the bytes say what it is.
    let request = request.header("idempotency-key", key).header("content-type", "text/html");
    read(request.body(bytes)).await
}

/// Answers one question, at the revision that the set has.
async fn answer(browser: &Browser, set: &str, name: &str, value: Value) -> Answer {
    let now = browser.get(&format!("{SETS}/{set}")).await;
    browser.change(set, now.etag(), json!([{ "name": name, "value": value }])).await
}

async fn document(browser: &Browser, set: &str, key: &str) -> Vec<(String, Vec<u8>)> {
    let made = browser.create("/api/v1/documents", key, json!({ "answer_set": set })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let file = browser.request(Method::GET, &format!("/api/v1/documents/{}/file", made.id()));
    parts(&file.send().await.unwrap().bytes().await.unwrap())
}

fn media(parts: &[(String, Vec<u8>)]) -> Vec<&[u8]> {
    let media = parts.iter().filter(|(name, _)| name.starts_with("word/media/"));
    media.map(|(_, bytes)| bytes.as_slice()).collect()
}

#[tokio::test]
async fn a_picture_goes_in_and_comes_out_in_the_document() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (template, set) = begin(&browser).await;
    let set = set.id();
    let logo = png(40, 20);
    let sent = send(&browser, set, "?name=Our%20logo.png", "logo", logo.clone()).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    let expected = json!({ "id": sent.id(), "name": "Our logo.png", "size": logo.len(), "picture": { "width": 40, "height": 20 } });
    assert_eq!(sent.body, expected);
    let again = send(&browser, set, "?name=Our%20logo.png", "logo", logo.clone()).await;
    assert_eq!((again.status, &again.body), (StatusCode::CREATED, &sent.body), "sent twice, kept once");

    let path = format!("{SETS}/{set}/files/{}", sent.id());
    let got = browser.request(Method::GET, &path).send().await.unwrap();
    let said = |name: header::HeaderName| got.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(said(header::CONTENT_TYPE), "image/png");
    assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(said(header::CACHE_CONTROL), "no-store");
    assert!(said(header::CONTENT_DISPOSITION).starts_with("attachment; filename=\"Our logo.png\""));
    assert!(said(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"));
    assert_eq!(got.bytes().await.unwrap(), logo);

    let changed = answer(&browser, set, "logo", json!(sent.id())).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let photo = send(&browser, set, "", "photo", png(5, 5)).await;
    assert_eq!(answer(&browser, set, "photos", json!([photo.id(), sent.id()])).await.status, StatusCode::OK);
    let made = document(&browser, set, "one").await;
    assert_eq!(media(&made), [logo.as_slice(), &png(5, 5)], "each once");
    let preview = browser.request(Method::GET, &format!("{SETS}/{set}/preview")).send().await.unwrap();
    assert_eq!(media(&parts(&preview.bytes().await.unwrap())).len(), 2);
    assert_eq!(
        browser.request(Method::GET, &format!("{SETS}/{set}/sheet")).send().await.unwrap().status(),
        StatusCode::OK
    );

    // A copy has the pictures as well, and keeps them; what was exported comes without.
    let copy = browser.create(SETS, "copy", json!({ "template": template, "from": set })).await;
    assert_eq!((copy.status, &copy.body["left"]), (StatusCode::CREATED, &json!([])), "{}", copy.body);
    assert_eq!(answer(&browser, set, "logo", Value::Null).await.status, StatusCode::OK);
    assert_eq!(media(&document(&browser, copy.id(), "two").await).len(), 2);
    let exported = browser.get(&format!("{SETS}/{}/answers", copy.id())).await.body;
    let back = browser.create(SETS, "back", json!({ "template": template, "answers": exported })).await;
    let left: Vec<_> = back.body["left"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["because"].as_str().unwrap()))
        .collect();
    assert_eq!(
        left,
        [("logo", "not_accepted"), ("photos[0]", "not_accepted"), ("photos[1]", "not_accepted")]
    );

    // Another file is kept, and tells only that it is there.
    let page = b"<script>alert(1)</script>".to_vec();
    let letter = send(&browser, set, "?kind=file&name=x.html", "letter", page.clone()).await;
    assert_eq!(
        (letter.status, &letter.body["picture"]),
        (StatusCode::CREATED, &Value::Null),
        "{}",
        letter.body
    );
    let got =
        browser.request(Method::GET, &format!("{SETS}/{set}/files/{}", letter.id())).send().await.unwrap();
    assert_eq!(got.headers()[header::CONTENT_TYPE], "application/octet-stream");
    assert_eq!(got.bytes().await.unwrap(), page);
    assert_eq!(answer(&browser, set, "letter", json!(letter.id())).await.status, StatusCode::OK);
    let made = document(&browser, set, "three").await;
    let body = made.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    assert!(String::from_utf8_lossy(&body.1).contains("attached"));
    let wrong = answer(&browser, set, "logo", json!(letter.id())).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a page is no logo: {}", wrong.body);
}

#[tokio::test]
async fn what_is_no_picture_or_not_ones_own_is_refused() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (template, set) = begin(&browser).await;
    let set = set.id();
    let mut huge = png(1, 1);
    huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x31, 0, 0, 0x75, 0x31]);
    let mut cut = png(9, 9);
    cut.truncate(60);
    let refused: [(&str, Vec<u8>, &str); 5] = [
        (
            "svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec(),
            "This is not a PNG or JPEG picture.",
        ),
        ("html", b"<html><img src=x></html>".to_vec(), "This is not a PNG or JPEG picture."),
        ("empty", Vec::new(), "This file is empty."),
        ("cut", cut, "This picture is damaged or incomplete."),
        ("huge", huge, "This picture is 30001 by 30001 pixels."),
    ];
    for (key, bytes, why) in refused {
        let answer = send(&browser, set, "", key, bytes).await;
        assert_eq!(
            (answer.status, &answer.body["type"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("urn:akte:problem:not-a-picture")),
            "{key}"
        );
        assert!(answer.body["detail"].as_str().unwrap().starts_with(why), "{key}: {}", answer.body);
    }
    let mut large = png(1, 1);
    large.resize(5 * 1024 * 1024 + 1, 0);
    let answer_large = send(&browser, set, "", "large", large).await;
    assert_eq!(
        (answer_large.status, &answer_large.body["detail"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("This is larger than the 5 MiB that are accepted."))
    );
    let larger = send(&browser, set, "?kind=file", "larger", vec![0; 10 * 1024 * 1024 + 1]).await;
    assert_eq!(
        (larger.status, &larger.body["detail"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("This is larger than the 10 MiB that are accepted."))
    );
    assert_eq!(send(&browser, set, "?kind=program", "kind", png(1, 1)).await.status, StatusCode::BAD_REQUEST);

    // The file of another set of one's own, of nobody, and what is no id at all.
    let other = browser.create(SETS, "other", json!({ "template": template })).await;
    let theirs = send(&browser, other.id(), "", "theirs", png(2, 2)).await;
    for reference in [theirs.id(), "01890a5d-ac96-774b-bcce-b302099a8057", "../../etc/passwd"] {
        for name in ["logo", "photos", "letter"] {
            let value = if name == "photos" { json!([reference]) } else { json!(reference) };
            let refused = answer(&browser, set, name, value).await;
            assert_eq!(
                (refused.status, &refused.body["type"]),
                (StatusCode::UNPROCESSABLE_ENTITY, &json!("urn:akte:problem:answers")),
                "{name} {reference}"
            );
            let expected = if name == "photos" { "photos[0]" } else { name };
            assert_eq!(refused.body["errors"][0]["name"], expected, "{}", refused.body);
        }
        assert_eq!(
            browser.get(&format!("{SETS}/{set}/files/{}", theirs.id())).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(browser.get(&format!("{SETS}/{set}/answers")).await.body, json!({}), "nothing was kept");

    // Someone else gets neither in nor out.
    let lawyer = server.signed_in(LAWYER).await;
    let nobodys = lawyer.get(&format!("{SETS}/{set}/files/01890a5d-ac96-774b-bcce-b302099a8057")).await;
    let not_hers = lawyer.get(&format!("{SETS}/{}/files/{}", other.id(), theirs.id())).await;
    assert_eq!((not_hers.status, &not_hers.body), (StatusCode::NOT_FOUND, &nobodys.body));
    assert_eq!(send(&lawyer, set, "", "hers", png(1, 1)).await.status, StatusCode::NOT_FOUND);
}
