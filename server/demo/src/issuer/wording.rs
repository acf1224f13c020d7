//! What the pages say, in English and Dutch.

use axum::http::{HeaderMap, header};

/// The words of one language.
pub struct Wording {
    pub language: &'static str,
    pub title: &'static str,
    pub question: &'static str,
    pub note: &'static str,
    pub roles: [(&'static str, &'static str); 3],
    pub refused: &'static str,
    pub signed_out: &'static str,
}

const ENGLISH: Wording = Wording {
    language: "en",
    title: "Sign in to the demo",
    question: "Who are you today?",
    note: "This is the demo of Akte on your own machine: nobody is asked for a password. Your firm would sign in with its own accounts.",
    roles: [
        ("lawyer", "Lawyer"),
        ("knowledge_manager", "Knowledge manager"),
        ("administrator", "Administrator"),
    ],
    refused: "This request did not come from Akte, so it goes no further. Go back and sign in again.",
    signed_out: "You are signed out.",
};

const DUTCH: Wording = Wording {
    language: "nl",
    title: "Aanmelden bij de demo",
    question: "Wie bent u vandaag?",
    note: "Dit is de demo van Akte op uw eigen computer: niemand hoeft een wachtwoord te geven. Uw kantoor logt in met de eigen accounts.",
    roles: [("lawyer", "Advocaat"), ("knowledge_manager", "Kennismanager"), ("administrator", "Beheerder")],
    refused: "Dit verzoek kwam niet van Akte en gaat daarom niet verder. Ga terug en log opnieuw in.",
    signed_out: "U bent uitgelogd.",
};

impl Wording {
    /// Dutch for those whose browser puts it first, English for everyone else (RFC 9110, section 12.5.4).
    pub fn of(headers: &HeaderMap) -> &'static Self {
        let first =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let dutch = first.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("nl"));
        if dutch { &DUTCH } else { &ENGLISH }
    }

    /// What a role is called.
    pub fn role(&self, role: &'static str) -> &'static str {
        self.roles.iter().find(|(name, _)| *name == role).map_or(role, |(_, label)| label)
    }
}
