//! Small pages that the server writes itself, in English and Dutch, without script.

use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse};
use openidconnect::url::form_urlencoded;

use super::error::ProblemKind;

/// `GET /notice.css`: how they look.
pub async fn style() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, include_str!("notice.css"))
}

/// The pages were not built into this server.
pub fn not_built(headers: &HeaderMap) -> Html<String> {
    let (title, text) = if prefers_dutch(headers) {
        (
            "De pagina’s zijn niet gebouwd",
            "Deze server is gebouwd zonder zijn pagina’s. Bouw en start hem met <code>make run</code>. De HTTP-API werkt al: <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.",
        )
    } else {
        (
            "The pages are not built",
            "This server was built without its pages. Build and start it with <code>make run</code>. The HTTP API works already: <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.",
        )
    };
    page(headers, title, text)
}

/// No identity provider is configured.
pub fn no_issuer(headers: &HeaderMap) -> Html<String> {
    if prefers_dutch(headers) {
        page(
            headers,
            "Hier kan niemand zich aanmelden",
            "Deze server heeft geen identiteitsprovider. Probeer Akte uit met <code>akte serve --demo</code>.",
        )
    } else {
        page(
            headers,
            "Nobody can sign in here",
            "This server has no identity provider. Try Akte out with <code>akte serve --demo</code>.",
        )
    }
}

/// Several identity providers: the person chooses, by name, where to go.
pub fn choose_issuer(headers: &HeaderMap, choices: &[(&str, String)]) -> Html<String> {
    let (title, text) = if prefers_dutch(headers) {
        ("Aanmelden bij Akte", "Met welk account wilt u zich aanmelden?")
    } else {
        ("Sign in to Akte", "Which account do you want to sign in with?")
    };
    let link = |(name, href): &(&str, String)| {
        format!("<li><a href=\"{}\">{}</a></li>\n", escape(href), escape(name))
    };
    let links: String = choices.iter().map(link).collect();
    page(headers, title, &format!("{text}</p>\n<ul>\n{links}</ul>\n<p>"))
}

/// A firm that was invited enters its code.
pub fn enrol(headers: &HeaderMap, choices: &[(&str, &str)]) -> Html<String> {
    let (title, text, code, go) = if prefers_dutch(headers) {
        (
            "Uw kantoor aanmelden",
            "Vul de code in die u van uw leverancier kreeg. Daarna meldt u zich aan met een beheerdersaccount van uw kantoor.",
            "Code",
            "Verder met",
        )
    } else {
        (
            "Enrol your firm",
            "Enter the code that you got from your supplier. Then sign in with an administrator's account of your firm.",
            "Code",
            "Continue with",
        )
    };
    let button = |(id, name): &(&str, &str)| {
        format!("<button name=\"issuer\" value=\"{}\">{go} {}</button>", escape(id), escape(name))
    };
    let buttons = match choices {
        [only] => format!("<p>{}</p>\n", button(only)),
        several => {
            let items: String =
                several.iter().map(|choice| format!("<li>{}</li>\n", button(choice))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
    };
    let form = format!(
        "{text}</p>\n<form method=\"post\" action=\"/auth/enrol\">\n<p><label>{code} <input name=\"invitation\" required autocomplete=\"off\" spellcheck=\"false\"></label></p>\n{buttons}</form>\n<p>"
    );
    page(headers, title, &form)
}

/// An address could not be opened, and why.
pub fn problem(headers: &HeaderMap, kind: ProblemKind) -> Html<String> {
    use ProblemKind as Kind;
    let (en, nl) = match kind {
        Kind::NotFound => (
            ("There is nothing here", "The address may have a typing mistake, or it is not yours to open."),
            ("Hier is niets", "Er staat misschien een typefout in het adres, of u mag het niet openen."),
        ),
        Kind::Network => (
            ("Not from this network", "Nobody is let in from this network. Use the network of your firm."),
            (
                "Niet vanaf dit netwerk",
                "Vanaf dit netwerk wordt niemand toegelaten. Gebruik het netwerk van uw kantoor.",
            ),
        ),
        Kind::KeyDestroyed => (
            (
                "Destroyed",
                "The key of your firm was destroyed. What the firm kept here cannot be read any more, by anyone.",
            ),
            (
                "Vernietigd",
                "De sleutel van uw kantoor is vernietigd. Wat het kantoor hier bewaarde, kan niemand meer lezen.",
            ),
        ),
        Kind::TooMany | Kind::Overloaded | Kind::Unavailable | Kind::Busy | Kind::TooSlow => (
            ("Akte is busy", "Wait a moment, then load this page again."),
            ("Akte heeft het druk", "Wacht even en laad deze pagina opnieuw."),
        ),
        Kind::Internal => (
            (
                "Something went wrong at our end",
                "Nothing was lost. Load this page again; if it stays like this, tell your administrator.",
            ),
            (
                "Er ging bij ons iets mis",
                "Er is niets verloren. Laad deze pagina opnieuw; blijft het zo, meld het dan uw beheerder.",
            ),
        ),
        Kind::SignedOut
        | Kind::Forbidden
        | Kind::CrossOrigin
        | Kind::Clear
        | Kind::MethodNotAllowed
        | Kind::Malformed
        | Kind::MediaType
        | Kind::TooLarge
        | Kind::IfMatchNeeded
        | Kind::Stale
        | Kind::KeyReused
        | Kind::NotADocument
        | Kind::NotAPicture
        | Kind::TooManyFiles
        | Kind::Markup
        | Kind::TemplateTests
        | Kind::WrongState
        | Kind::OwnWork
        | Kind::Oneself
        | Kind::Taken
        | Kind::LastMember
        | Kind::Answers => (
            ("This cannot be opened like this", "The server does not understand what was asked."),
            ("Dit kan zo niet worden geopend", "De server begrijpt niet wat er werd gevraagd."),
        ),
    };
    let dutch = prefers_dutch(headers);
    let (title, text) = if dutch { nl } else { en };
    let portal = if dutch { "Naar het portaal" } else { "To the portal" };
    page(headers, title, &format!("{text}</p>\n<p><a href=\"/portal\">{portal}</a>"))
}

/// Text as it may stand in HTML, between quotes too.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Signing in did not work, and why; `return_to` is where it was to lead, a path of this server.
pub fn sign_in_failed(headers: &HeaderMap, reason: Failure, return_to: &str) -> Html<String> {
    let dutch = prefers_dutch(headers);
    let text = match (reason, dutch) {
        (Failure::Unfinished, false) => {
            "The sign-in was not finished, took too long, or was not started in this browser."
        }
        (Failure::Unfinished, true) => {
            "Het aanmelden is niet afgemaakt, duurde te lang, of is niet in deze browser begonnen."
        }
        (Failure::NotEnrolled, false) => {
            "Your firm is not registered with this server. Ask your administrator."
        }
        (Failure::NotEnrolled, true) => "Uw kantoor is niet bekend bij deze server. Vraag het uw beheerder.",
        (Failure::Network, false) => {
            "Your firm lets nobody in from this network. Use the network of your firm, or ask your administrator."
        }
        (Failure::Network, true) => {
            "Uw kantoor laat vanaf dit netwerk niemand toe. Gebruik het netwerk van uw kantoor, of vraag het uw beheerder."
        }
        (Failure::Suspended, false) => "This account is suspended. Ask your administrator.",
        (Failure::Suspended, true) => "Dit account is geblokkeerd. Vraag het uw beheerder.",
        (Failure::Invitation, false) => {
            "This code was used before, is older than a week, or is not complete. Ask your supplier for a new one."
        }
        (Failure::Invitation, true) => {
            "Deze code is al gebruikt, is ouder dan een week of is niet volledig. Vraag uw leverancier om een nieuwe."
        }
        (Failure::AlreadyEnrolled, false) => {
            "Your firm is registered with this server already: simply sign in. The code was not used."
        }
        (Failure::AlreadyEnrolled, true) => {
            "Uw kantoor is al bekend bij deze server: meld u gewoon aan. De code is niet gebruikt."
        }
        (Failure::Guest, false) => {
            "You are a guest in that organisation. Sign in with the account of your own firm."
        }
        (Failure::Guest, true) => {
            "U bent gast in die organisatie. Meld u aan met het account van uw eigen kantoor."
        }
        (Failure::Groups, false) => {
            "You are in more groups than the identity provider passes on. Ask your administrator to pass on only the groups that are assigned to Akte."
        }
        (Failure::Groups, true) => {
            "U zit in meer groepen dan de identiteitsprovider doorgeeft. Vraag uw beheerder alleen de groepen door te geven die aan Akte zijn toegewezen."
        }
        (Failure::KeyDestroyed, false) => {
            "The key of your firm was destroyed. What the firm kept here cannot be read any more, by anyone."
        }
        (Failure::KeyDestroyed, true) => {
            "De sleutel van uw kantoor is vernietigd. Wat het kantoor hier bewaarde, kan niemand meer lezen."
        }
        (Failure::Issuer, false) => {
            "The identity provider does not answer as it should. Try again in a moment."
        }
        (Failure::Issuer, true) => {
            "De identiteitsprovider antwoordt niet zoals het hoort. Probeer het straks opnieuw."
        }
    };
    let (title, again) = if dutch {
        ("Aanmelden is niet gelukt", "Opnieuw aanmelden")
    } else {
        ("Signing in did not work", "Sign in again")
    };
    let back: String = form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
    page(headers, title, &format!("{text}</p>\n<p><a href=\"/auth/sign-in?return={back}\">{again}</a>"))
}

/// Why a sign-in did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// State, code or time do not fit; also when the person gave up at the issuer.
    Unfinished,
    /// No firm is enrolled for that directory.
    NotEnrolled,
    /// The firm lets nobody in from there.
    Network,
    /// The firm or the person was suspended.
    Suspended,
    /// The invitation is not, or no longer, good.
    Invitation,
    /// The firm that enrols is there already.
    AlreadyEnrolled,
    /// The person is a guest in the directory.
    Guest,
    /// The issuer left out the groups that roles come from.
    Groups,
    /// The firm's key was destroyed.
    KeyDestroyed,
    /// The issuer could not be reached or said what cannot be.
    Issuer,
}

/// `text` is HTML of this file, never something from outside.
fn page(headers: &HeaderMap, title: &str, text: &str) -> Html<String> {
    let language = if prefers_dutch(headers) { "nl" } else { "en" };
    Html(format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"/notice.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</body>\n</html>\n"
    ))
}

/// Whether the browser puts Dutch first (RFC 9110, section 12.5.4).
fn prefers_dutch(headers: &HeaderMap) -> bool {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    languages.and_then(|list| list.get(..2)).is_some_and(|first| first.eq_ignore_ascii_case("nl"))
}
