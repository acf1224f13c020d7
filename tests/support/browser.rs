//! A browser as far as the server can tell: cookies, its own origin, no redirects unseen.

use std::net::IpAddr;
use std::path::Path;

use reqwest::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// A lawyer of the demo.
pub const LAWYER: &str = "lotte-de-vries";
/// The knowledge manager of the demo.
pub const KNOWLEDGE_MANAGER: &str = "karim-bennani";
/// The other knowledge manager of the demo.
pub const SECOND_MANAGER: &str = "noor-jansen";
/// The administrator of the demo.
pub const ADMINISTRATOR: &str = "anna-visser";
/// The media type of a Word document.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A browser with its cookies.
#[derive(Debug, Clone)]
pub struct Browser {
    /// What sends its requests.
    pub client: Client,
    /// The address of the server.
    pub server: String,
    /// What it sends instead of cookies: it is a program then.
    token: Option<String>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The revision of what is shown.
    pub etag: Option<String>,
    /// The JSON; what is not JSON, as text.
    pub body: Value,
}

impl Browser {
    /// A browser that trusts `authority`, a PEM file, and nobody else.
    pub fn new(server: &str, authority: &Path) -> Self {
        Self::from(server, authority, None)
    }

    /// The same, at this address of the machine.
    pub fn from(server: &str, authority: &Path, address: Option<IpAddr>) -> Self {
        // Where the server runs in this process, it did that.
        let _was_done = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let pem = std::fs::read(authority).unwrap();
        let client = Client::builder()
            .https_only(true)
            .local_address(address)
            .no_proxy()
            .cookie_store(true)
            .redirect(Policy::none())
            .tls_certs_only(Certificate::from_pem_bundle(&pem).unwrap())
            .build()
            .unwrap();
        Self { client, server: server.to_owned(), token: None }
    }

    /// A program that comes with a token.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// A request as a page of the server makes it, or a program.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method.clone(), format!("{}{path}", self.server));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None if method == Method::GET => request,
            None => request.header("origin", &self.server),
        }
    }

    /// Goes to an address.
    pub async fn open(&self, url: &str) -> Response {
        self.client.get(url).send().await.unwrap()
    }

    /// Reads what is at a path.
    pub async fn get(&self, path: &str) -> Answer {
        read(self.request(Method::GET, path)).await
    }

    /// A POST that creates, with an Idempotency-Key.
    pub async fn create(&self, path: &str, key: &str, body: Value) -> Answer {
        read(self.request(Method::POST, path).header("idempotency-key", key).json(&body)).await
    }

    /// Uploads a template.
    pub async fn upload(&self, query: &str, key: &str, bytes: Vec<u8>) -> Answer {
        let request = self.request(Method::POST, &format!("/api/v1/templates{query}"));
        read(request.header("idempotency-key", key).header(CONTENT_TYPE, DOCX).body(bytes)).await
    }

    /// Changes answers of a set that is at `etag`.
    pub async fn change(&self, set: &str, etag: &str, changes: Value) -> Answer {
        let request = self.request(Method::PATCH, &format!("/api/v1/answer-sets/{set}"));
        read(request.header("if-match", etag).json(&json!({ "changes": changes }))).await
    }

    /// Goes to the sign-in and as far as the issuer's page; gives its address.
    pub async fn begin(&self, path: &str) -> String {
        let response = self.open(&format!("{}{path}", self.server)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        location(&response)
    }

    /// Chooses a person on the issuer's page, through its form; gives the address that leads back.
    pub async fn choose(&self, page: &str, person: &str) -> String {
        let html = self.open(page).await.text().await.unwrap();
        let action = html.split("action=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        let target = reqwest::Url::parse(page).unwrap().join(&action).unwrap();
        assert!(html.contains(&format!("name=\"person\" value=\"{person}\"")), "{html}");
        let response = self.client.post(target.as_str()).form(&[("person", person)]).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        location(&response)
    }

    /// Signs a person in; gives the cookie as a request carries it.
    pub async fn sign_in(&self, person: &str) -> String {
        let page = self.begin("/auth/sign-in").await;
        let back = self.choose(&page, person).await;
        let response = self.open(&back).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(location(&response), "/portal");
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The id of the template with that title.
    pub async fn template(&self, title: &str) -> String {
        let templates = self.get("/api/v1/templates").await.body;
        let items = templates["items"].as_array().unwrap();
        let found = items.iter().find(|item| item["title"] == title);
        found.unwrap_or_else(|| panic!("no {title} in {templates}"))["id"].as_str().unwrap().to_owned()
    }
}

impl Answer {
    /// The id of what was made.
    pub fn id(&self) -> &str {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {}", self.body))
    }

    /// The revision of what is shown.
    pub fn etag(&self) -> &str {
        self.etag.as_deref().expect("an ETag")
    }
}

/// Sends a request and reads the answer.
pub async fn read(request: RequestBuilder) -> Answer {
    attempt(request).await.unwrap()
}

/// Sends a request and reads the answer, from a server that may be gone.
///
/// # Errors
/// When there is no answer, or not all of it.
pub async fn attempt(request: RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let status = response.status();
    let header =
        |name| response.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap().to_owned());
    let (etag, kind) = (header("etag"), header("content-type").unwrap_or_default());
    let text = response.text().await?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    if status.is_client_error() || status.is_server_error() {
        assert_eq!(kind, "application/problem+json", "{body}");
        assert_eq!(body["status"], status.as_u16());
    }
    Ok(Answer { status, etag, body })
}

/// Where an answer leads to.
pub fn location(response: &Response) -> String {
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}
