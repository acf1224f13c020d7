//! A template read, with everything that is to be said about it.

use std::sync::Arc;

use akte_expr::{Diagnostic, Severity};
use akte_interview::{Definition, Interview};
use akte_ooxml::Limits;
use akte_template::{EmptyParagraphs, compile_with};

use super::Ready;

/// What checking a template found.
pub struct Checked {
    /// The template with its interview; none when a diagnostic is an error.
    pub ready: Option<Ready>,
    /// Mistakes and warnings, those of the document first.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles the template, reads its definition, and works out its questions. Takes as long as the document is
/// large: not for the threads that serve requests.
///
/// # Errors
/// Only when the bytes are not a Word document within the limits; mistakes of its author are diagnostics.
pub fn check(bytes: Arc<[u8]>) -> Result<Checked, akte_ooxml::Error> {
    check_with(bytes, None)
}

/// As [`check`], with something else than the definition says done about empty paragraphs.
///
/// # Errors
/// As [`check`].
pub fn check_with(
    bytes: Arc<[u8]>,
    empty_paragraphs: Option<EmptyParagraphs>,
) -> Result<Checked, akte_ooxml::Error> {
    let compiled = compile_with(bytes, &Limits::default(), empty_paragraphs)?;
    let mut diagnostics = compiled.diagnostics;
    let Some(template) = compiled.template else {
        return Ok(Checked { ready: None, diagnostics });
    };
    let definition = match template.definition().map(Definition::read).transpose() {
        Ok(definition) => definition,
        Err(mistakes) => {
            diagnostics.extend(mistakes);
            return Ok(Checked { ready: None, diagnostics });
        }
    };
    let language = definition.as_ref().and_then(Definition::language).unwrap_or(Ready::DEFAULT_LANGUAGE);
    let title = definition.as_ref().and_then(|definition| definition.title(language)).map(str::to_owned);
    let tests = definition.as_ref().map(|definition| definition.tests().to_vec()).unwrap_or_default();
    let (interview, found) = Interview::new(template.usage(), definition);
    diagnostics.extend(found);
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let ready = (!failed).then(|| Ready { template, interview, language, title, tests });
    Ok(Checked { ready, diagnostics })
}
