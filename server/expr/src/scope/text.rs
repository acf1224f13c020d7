//! Values as they are printed.

use super::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope, Unsettled};
use crate::formats::{self, date, list, number, period};
use crate::library::{address, money, name};
use crate::limits::TEXT_BYTES;
use crate::{RecordKind, Value};

impl Scope<'_> {
    /// The text of a value: of a record its name, its address on one line or its amount, of a list
    /// an enumeration. What was left empty is no text.
    pub(crate) fn text(&mut self, found: &Found) -> Outcome<String> {
        if let Some(kind) = found.kind() {
            return self.record_text(found, kind);
        }
        let language = self.settings().language;
        Ok(match self.look(found)? {
            Value::Unanswered(needs) => return Err(Unsettled::Unanswered(needs)),
            Value::None => String::new(),
            Value::Bool(yes) => formats::yes_no(yes, language).to_owned(),
            Value::Number(value) => number::plain(value, language),
            Value::Text(text) => {
                self.step(text.len() / 256)?;
                text.to_string()
            }
            Value::Date(value) => date::date(value, date::Length::Long, language),
            Value::DateTime(value) => date::date_time(value, date::Length::Long, language),
            Value::Period(value) => period::text(&value, language),
            Value::List(_) => {
                let texts = self.texts(found)?;
                list::and(&texts, language)
            }
            Value::Record(record) => return self.record_text(found, record.kind),
            Value::File(_) => return Err(no_text(found).into()),
        })
    }

    /// The texts of the items of a list; of anything else its own text.
    pub(crate) fn texts(&mut self, found: &Found) -> Outcome<Vec<String>> {
        if !matches!(found.value, Value::List(_)) {
            let text = self.text(found)?;
            return Ok(if text.is_empty() { Vec::new() } else { vec![text] });
        }
        let mut gather = Gather::default();
        let mut texts = Vec::new();
        let mut length = 0;
        for item in self.items(found)? {
            self.step(1)?;
            let text = self.deeper(|scope| scope.text(&item))?;
            if let Some(text) = gather.take(text)? {
                length += text.len();
                texts.push(text);
            }
            if length > TEXT_BYTES {
                return Err(too_long().into());
            }
        }
        gather.settle()?;
        Ok(texts)
    }

    fn record_text(&mut self, found: &Found, kind: RecordKind) -> Outcome<String> {
        match kind {
            RecordKind::Name => name::full(self, found),
            RecordKind::Address => address::on_one_line(self, found),
            RecordKind::Money => money::text(self, found),
            RecordKind::Person | RecordKind::Organisation => {
                let name = found.member(&"name".into())?;
                self.text(&name)
            }
            RecordKind::Plain => self.group_text(found),
        }
    }

    /// A group prints when its fields say what it is.
    fn group_text(&mut self, found: &Found) -> Outcome<String> {
        let Value::Record(record) = &found.value else {
            return Ok(String::new());
        };
        let has = |field| record.get(field).is_some();
        if has("name") {
            let name = found.member(&"name".into())?;
            return self.text(&name);
        }
        if has("first") && has("last") {
            return name::full(self, found);
        }
        self.touch(found);
        Err(EvalError::new(
            EvalErrorKind::WrongType,
            format!(
                "{} is a group of answers, which has no text. Say which of them: `.name`.",
                found.called()
            ),
        )
        .into())
    }
}

/// A file among characters.
fn no_text(found: &Found) -> EvalError {
    EvalError::new(
        EvalErrorKind::WrongType,
        format!(
            "{} is a picture or another file, which has no text. A picture stands in a tag of its own, without a \
             filter: `{{{{ logo }}}}`; `if logo` tells whether there is one.",
            found.called()
        ),
    )
}

/// Adds to a text that has an end.
pub(crate) fn push(text: &mut String, more: &str) -> Result<(), EvalError> {
    if text.len() + more.len() > TEXT_BYTES {
        return Err(too_long());
    }
    text.push_str(more);
    Ok(())
}

pub(super) fn too_long() -> EvalError {
    EvalError::new(
        EvalErrorKind::Output,
        format!("This makes a text of more than {TEXT_BYTES} bytes. Make it shorter."),
    )
}
