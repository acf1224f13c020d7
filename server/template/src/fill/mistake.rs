//! Where a document cannot be worked out with these answers, and why.

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, EvalError, Language, Path, Place};

/// A place of the document that cannot be worked out with these answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// Why not.
    pub fault: Fault,
    /// Where.
    pub place: Arc<Place>,
}

/// Why a place cannot be worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// An expression has no value.
    Expression(EvalError),
    /// An answer makes a link that leads who knows where.
    Link,
    /// A picture stands where none can: the answer that it is.
    PictureHere(Option<Path>),
    /// A file that is no picture is to be shown: the answer that it is.
    NoPicture(Option<Path>),
}

impl Mistake {
    /// A sentence for the person who answers, in English or Dutch.
    pub fn message(&self, language: Language) -> String {
        let called = |of: &Option<Path>| match (of, language) {
            (Some(path), _) => format!("`{path}`"),
            (None, Language::Nl) => "dit".to_owned(),
            (None, _) => "this".to_owned(),
        };
        let (en, nl) = match &self.fault {
            Fault::Expression(error) => return error.say(language),
            Fault::Link => (
                "An answer makes a link that is not an ordinary address: a link may begin with https, http, mailto, tel, sms or ftp.".to_owned(),
                "Een antwoord geeft een link die geen gewoon adres is: een link begint met https, http, mailto, tel, sms of ftp.".to_owned(),
            ),
            Fault::PictureHere(of) => {
                let called = called(of);
                (
                    format!("A picture cannot stand here: {called} is a file. A picture stands in the text itself, not in a link, a property, a description or a control of another system."),
                    format!("Hier kan geen afbeelding staan: {called} is een bestand. Een afbeelding staat in de tekst zelf, niet in een link, een eigenschap, een beschrijving of een besturingselement van een ander systeem."),
                )
            }
            Fault::NoPicture(of) => {
                let called = called(of);
                (
                    format!("{called} is a file that the document cannot show: only pictures (PNG or JPEG) can stand in it. `if` tells whether there is a file."),
                    format!("{called} is een bestand dat het document niet kan tonen: alleen afbeeldingen (PNG of JPEG) kunnen erin staan."),
                )
            }
        };
        if language == Language::Nl { nl } else { en }
    }

    /// It for the author of the template.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(Code::InvalidAnswer, self.message(Language::En)).at((*self.place).clone())
    }
}
