//! What somebody should look at in a document that was made.

use akte_expr::Language;
use akte_interview::State;
use akte_model::{AnswerSet, Warning, WarningCode};
use akte_template::Foreign;

use super::Ready;

impl Ready {
    /// What somebody should look at in a document of `set`, whose interview is at `state`.
    pub fn warnings(&self, set: &AnswerSet, state: &State) -> Vec<Warning> {
        let mut found: Vec<Warning> = self.template.foreign().iter().map(|what| of(*what).into()).collect();
        let mut about = |code, names: Vec<String>| {
            if !names.is_empty() {
                found.push(Warning { code, names });
            }
        };
        let unused = state.unused(&set.answers);
        about(WarningCode::AnswersUnused, unused.iter().map(ToString::to_string).collect());
        about(WarningCode::AnswersSetAside, set.set_aside.keys().cloned().collect());
        found.extend(set.newer.map(|_| WarningCode::NewerVersion.into()));
        found
    }
}

fn of(foreign: Foreign) -> WarningCode {
    match foreign {
        Foreign::AttachedTemplate => WarningCode::TemplateDetached,
        Foreign::LinkedPicture => WarningCode::PictureUnlinked,
        Foreign::LinkedObject => WarningCode::ObjectUnlinked,
        Foreign::EmbeddedObject => WarningCode::ObjectKept,
        Foreign::Untouched => WarningCode::LinksKept,
    }
}

/// What a warning says, in English or Dutch; none for one of a release to come.
pub fn sentence(code: WarningCode, language: Language) -> Option<&'static str> {
    let (en, nl) = match code {
        WarningCode::TemplateDetached => (
            "The template was attached to another template elsewhere. That attachment was taken away; the styles are as they were.",
            "Het model was gekoppeld aan een sjabloon elders. Die koppeling is weggehaald; de stijlen zijn gebleven.",
        ),
        WarningCode::PictureUnlinked => (
            "The template shows a picture from outside the document. The link was taken away: see whether the picture is there.",
            "Het model toont een afbeelding van buiten het document. De koppeling is weggehaald: kijk of de afbeelding er staat.",
        ),
        WarningCode::ObjectUnlinked => (
            "The template links to an object outside the document. The link was taken away; the picture of the object is what is left.",
            "Het model verwijst naar een object buiten het document. De koppeling is weggehaald; de afbeelding van het object is gebleven.",
        ),
        WarningCode::ObjectKept => (
            "The document holds an object of another program, as its template does. Whoever gets the document can open it: look at what is in it.",
            "Het document bevat een object van een ander programma, net als het model. Wie het document krijgt, kan het openen: kijk wat erin staat.",
        ),
        WarningCode::LinksKept => (
            "The template has no mark-up, so the document is exactly like it: Word still fetches something from elsewhere when it is opened.",
            "Het model bevat geen markeringen, dus het document is er precies gelijk aan: Word haalt bij het openen nog steeds iets van elders op.",
        ),
        WarningCode::AnswersUnused => (
            "These answers were given, but with the others as they are the document does not use them.",
            "Deze antwoorden zijn gegeven, maar het document gebruikt ze niet nu de andere zo luiden.",
        ),
        WarningCode::AnswersSetAside => (
            "These answers were set aside when the questionnaire was moved to a newer version of the template. They do not count.",
            "Deze antwoorden zijn opzijgezet toen de vragenlijst naar een nieuwere versie van het model ging. Ze tellen niet mee.",
        ),
        WarningCode::NewerVersion => (
            "When this document was made there was a newer version of the template already.",
            "Toen dit document werd gemaakt, was er al een nieuwere versie van het model.",
        ),
        WarningCode::Unknown => return None,
    };
    Some(if language == Language::Nl { nl } else { en })
}
