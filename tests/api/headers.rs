//! What every answer says to browsers: tried on every operation that the API describes, on every page, and on what is not there.

use std::collections::BTreeSet;

use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::answers::start;
use crate::browser::{Browser, LAWYER};
use crate::operations::operations;
use crate::server::Server;

const NOBODYS: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
/// Where pages are served, in the words of the code: a new one is tried by itself.
const ROUTES: [&str; 2] =
    [include_str!("../../server/web/src/http/mod.rs"), include_str!("../../server/web/src/http/auth/mod.rs")];
/// The only page that others may show: Word does, on the web.
const FRAMED: &str = "/taskpane";

/// The directives of a content security policy (W3C CSP level 3), each with its sources.
struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    fn read(text: &str) -> Self {
        let directive = |text: &str| {
            let mut words = text.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        };
        Self(text.split(';').filter_map(directive).collect())
    }

    fn get(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(directive, _)| directive == name).map(|(_, sources)| sources.as_slice())
    }

    /// Nothing that is not said is allowed, nothing inline but by nonce, nothing evaluated, and nobody frames it but `framed` says.
    fn check(&self, at: &str, framed: bool) {
        assert_eq!(self.get("default-src"), Some(&["'none'".to_owned()][..]), "{at}");
        assert_eq!(self.get("base-uri"), Some(&["'none'".to_owned()][..]), "{at}");
        assert!(self.get("form-action").is_some(), "{at}: forms are not covered by default-src");
        for (directive, sources) in &self.0 {
            for source in sources {
                // Pictures that a page of ours made itself.
                let is_own = directive == "img-src" && source == "blob:";
                let wide = ["*", "https:", "http:", "data:", "blob:"].contains(&source.as_str()) && !is_own;
                let lax = source.contains("unsafe") || source.starts_with("http://") || wide;
                assert!(!lax, "{at}: {directive} {source}");
            }
        }
        let ancestors = self.get("frame-ancestors").unwrap_or_else(|| panic!("{at}: anybody may frame it"));
        if framed {
            assert!(ancestors.iter().all(|host| host.starts_with("https://")), "{at}: {ancestors:?}");
        } else {
            assert_eq!(ancestors, ["'none'"], "{at}");
        }
    }
}

fn header(response: &Response, name: &str) -> String {
    let values: Vec<_> = response.headers().get_all(name).iter().collect();
    assert!(values.len() <= 1, "{}: {name} twice", response.url());
    values.first().map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// What holds for every answer, whatever it is.
fn check(response: &Response) {
    let path = response.url().path().to_owned();
    let at = format!("{path} ({})", response.status());
    assert_eq!(header(response, "strict-transport-security"), "max-age=63072000", "{at}");
    assert_eq!(header(response, "x-content-type-options"), "nosniff", "{at}");
    assert_eq!(header(response, "referrer-policy"), "same-origin", "{at}");
    let permissions = header(response, "permissions-policy");
    for feature in ["camera", "microphone", "geolocation", "payment", "usb"] {
        assert!(permissions.contains(&format!("{feature}=()")), "{at}: {permissions}");
    }
    assert_eq!(header(response, "x-request-id").len(), 36, "{at}");
    for tells in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(header(response, tells), "", "{at}: {tells}");
    }
    let is_answer = response.status() != StatusCode::METHOD_NOT_ALLOWED;
    Policy::read(&header(response, "content-security-policy")).check(&at, is_answer && path == FRAMED);
    // Word's own pages show the icons; nothing else is of any other site's business.
    let is_icon = path.starts_with("/icons/") && response.status().is_success();
    let corp = if is_icon { "cross-origin" } else { "same-origin" };
    assert_eq!(header(response, "cross-origin-resource-policy"), corp, "{at}");
    // Office's dialogs speak to the window that opened them, on the way to the issuer and back too.
    let speaks = is_answer && ([FRAMED, "/dialog"].contains(&path.as_str()) || path.starts_with("/auth/"));
    let coop = if speaks { "unsafe-none" } else { "same-origin" };
    assert_eq!(header(response, "cross-origin-opener-policy"), coop, "{at}");
    let is_file = is_icon || path.starts_with("/assets/") || path == "/notice.css";
    let is_kept = is_file && response.status().is_success();
    assert_eq!(header(response, "cache-control") == "no-store", !is_kept, "{at}");
    for cookie in response.headers().get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{at}: {cookie}");
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{at}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{at}: {cookie}");
    }
    if response.status().is_redirection() {
        let to = header(response, "location");
        let secret =
            ["token=", "secret=", "session=", "akte_"].into_iter().find(|secret| to.contains(secret));
        assert_eq!(secret, None, "{at}: secrets stand in no address: {to}");
    }
}

/// A page holds no script or style but from its own files, and style elements with the nonce of this one answer.
async fn check_page(response: Response) {
    let at = response.url().path().to_owned();
    let policy = Policy::read(&header(&response, "content-security-policy"));
    let html = response.text().await.unwrap();
    let lower = html.to_lowercase();
    for tag in lower.split("<script").skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert!(tag.contains("src=\""), "{at}: a script in the page: {tag}");
    }
    for tag in lower.split("<style").skip(1) {
        assert!(tag.split('>').next().unwrap().contains("nonce=\""), "{at}: a style without a nonce");
    }
    for tag in lower.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
        assert!(!tag.contains(" style=") && !tag.contains("javascript:"), "{at}: {tag}");
        let handler =
            tag.split_whitespace().skip(1).find(|word| word.starts_with("on") && word.contains('='));
        assert_eq!(handler, None, "{at}: {tag}");
    }
    // A form that the policy forbids would lead nowhere.
    if lower.contains("<form") {
        assert!(policy.get("form-action").unwrap().contains(&"'self'".to_owned()), "{at}");
    }
}

/// Every path that is served besides the API.
fn pages() -> BTreeSet<&'static str> {
    let path = |text: &'static str| text.trim_start().strip_prefix('"')?.split('"').next();
    ROUTES.iter().flat_map(|text| text.split(".route(").skip(1).filter_map(path)).collect()
}

async fn get(browser: &Browser, path: &str) -> Response {
    browser.request(Method::GET, path).send().await.unwrap()
}

#[tokio::test]
async fn every_page_and_what_is_no_page() {
    let server = Server::demo().await;
    let browser = server.browser();
    let pages = pages();
    assert!(pages.len() >= 12 && pages.contains("/portal") && pages.contains("/auth/sign-in"), "{pages:?}");
    let portal = get(&browser, "/portal").await.text().await.unwrap();
    let asset = portal.split("/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none.js");
    let filled = pages.iter().map(|path| {
        let name = if path.starts_with("/icons") { "akte-32.png" } else { asset };
        path.replace("{name}", name).replace("{issuer}", "demo")
    });
    let odd = [
        "/nowhere",
        "/assets/none.js",
        "/icons/none.png",
        "/api/v1/nowhere",
        "/auth/callback/none?code=x&state=y",
    ];
    for path in filled.chain(odd.map(str::to_owned)) {
        for method in
            [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::from_bytes(b"TRACE").unwrap()]
        {
            let response = browser.request(method.clone(), &path).send().await.unwrap();
            check(&response);
            if method == Method::GET && header(&response, "content-type").starts_with("text/html") {
                check_page(response).await;
            }
        }
    }
    // Of each kind one is there, so that it was not only the errors which were looked at.
    for path in ["/icons/akte-32.png", "/livez", "/readyz", "/api/v1/openapi.json"] {
        assert_eq!(get(&browser, path).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn every_operation_signed_in_or_not() {
    let server = Server::demo().await;
    let (nobody, lotte) = (server.browser(), server.signed_in(LAWYER).await);
    let api = lotte.get("/api/v1/openapi.json").await.body;
    let mut tried = 0;
    for operation in operations(&api) {
        let mut path = operation.path.clone();
        for what in ["{id}", "{person}", "{team}", "{key}", "{file}", "{delegate}"] {
            path = path.replace(what, NOBODYS);
        }
        assert!(!path.contains('{'), "{path}: teach this test to fill it in");
        let name = operation.name();
        let refused = nobody.request(operation.method.clone(), &path).send().await.unwrap();
        check(&refused);
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{name}");
        assert_eq!(header(&refused, "content-type"), "application/problem+json", "{name}");
        let answered = lotte.request(operation.method.clone(), &path).send().await.unwrap();
        check(&answered);
        tried += 1;
    }
    assert!(tried > 60, "{tried}");
    // What a browser would save or show: a document, as a file and never as a page.
    let set = start(&lotte, "Overeenkomst van opdracht").await.id().to_owned();
    let document = json!({ "answer_set": set, "draft": true });
    let document = lotte.create("/api/v1/documents", "d", document).await.id().to_owned();
    for path in [format!("/api/v1/documents/{document}/file"), format!("/api/v1/answer-sets/{set}/sheet")] {
        let file = get(&lotte, &path).await;
        check(&file);
        assert_eq!(file.status(), StatusCode::OK, "{path}");
        assert!(header(&file, "content-disposition").starts_with("attachment"), "{path}");
    }
}
