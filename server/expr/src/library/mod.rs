//! The functions, filters and methods of expressions. One file for each family, each with its table;
//! a name belongs to the table of what it works on.

pub(crate) mod address;
mod answer;
mod choice;
mod date;
mod english;
mod group;
mod list;
pub(crate) mod money;
pub(crate) mod name;
mod noun;
mod number;
mod person;
mod phone;
mod placeholder;
mod reference;
mod registry;
mod select;
mod text;
mod unsupported;
mod warnings;
mod words;

use std::str::FromStr;
use std::sync::Arc;

pub(crate) use placeholder::percents;
pub use reference::{Entry, Kind, reference};
pub(crate) use registry::{filter, function, method};
pub(crate) use warnings::warnings;

use crate::scope::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope};
use crate::{Language, Value};

/// How a builtin can be written: `f(x)`, `x | f`, `x.f()`.
pub(crate) const FUNCTION: u8 = 1;
pub(crate) const FILTER: u8 = 2;
pub(crate) const METHOD: u8 = 4;

pub(crate) type Run = fn(&mut Scope<'_>, &Call) -> Outcome<Found>;

/// A function, filter or method of ours. The first parameter is what it works on: what stands before
/// the `|` or the dot, or the first argument of a function.
pub(crate) struct Builtin {
    pub name: &'static str,
    /// `FUNCTION`, `FILTER`, `METHOD`, together.
    pub uses: u8,
    /// Names of its parameters; `*` at the end takes any more.
    pub params: &'static [&'static str],
    /// What it gives, for the reference.
    pub about: &'static str,
    pub run: Run,
    /// Works on what is not answered yet: it reads fields, or can do without.
    pub open: bool,
    /// Can do without what it works on.
    pub optional: bool,
    /// A field of the same name does not hide it.
    pub stands: bool,
    /// What else it takes, by name only.
    pub named: &'static [&'static str],
    /// Any named argument means something.
    pub any_named: bool,
    /// What it cannot do yet, for a warning.
    pub not_yet: Option<&'static str>,
}

/// A line of a table.
pub(crate) const fn builtin(
    name: &'static str,
    uses: u8,
    params: &'static [&'static str],
    about: &'static str,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        uses,
        params,
        about,
        run,
        open: false,
        optional: false,
        stands: false,
        named: &[],
        any_named: false,
        not_yet: None,
    }
}

impl Builtin {
    const fn open(mut self) -> Builtin {
        self.open = true;
        self
    }

    const fn optional(mut self) -> Builtin {
        self.optional = true;
        self.open()
    }

    const fn stands(mut self) -> Builtin {
        self.stands = true;
        self
    }

    const fn named(mut self, names: &'static [&'static str]) -> Builtin {
        self.named = names;
        self
    }

    const fn any_named(mut self) -> Builtin {
        self.any_named = true;
        self
    }

    const fn not_yet(mut self, what: &'static str) -> Builtin {
        self.not_yet = Some(what);
        self
    }

    /// Parameters by place, and whether more are taken.
    pub(crate) fn places(&self) -> (&'static [&'static str], bool) {
        match self.params {
            [params @ .., "*"] => (params, true),
            params => (params, false),
        }
    }
}

/// The arguments of one call, bound to parameters.
pub(crate) struct Call {
    builtin: &'static Builtin,
    values: Vec<Option<Found>>,
    /// Arguments beyond the named parameters.
    pub rest: Vec<Found>,
    /// Named arguments that are no parameters.
    pub named: Vec<(Arc<str>, Found)>,
}

impl Call {
    /// The argument of a parameter, when it was given.
    pub fn get(&self, param: &str) -> Option<&Found> {
        let at = self.builtin.params.iter().position(|name| *name == param)?;
        self.values.get(at)?.as_ref()
    }

    /// The argument of a parameter that must be given.
    pub fn need(&self, param: &str) -> Result<&Found, EvalError> {
        self.get(param).ok_or_else(|| {
            let name = self.builtin.name;
            EvalError::new(
                EvalErrorKind::BadValue,
                format!("`{name}` needs more between its brackets: {}.", self.builtin.params.join(", ")),
            )
        })
    }

    /// What it works on.
    pub fn subject(&self) -> Result<&Found, EvalError> {
        self.need(self.builtin.params.first().copied().unwrap_or_default())
    }

    /// An argument that is given by name only.
    pub fn by_name(&self, name: &str) -> Option<&Found> {
        self.named.iter().find(|(own, _)| &**own == name).map(|(_, found)| found)
    }

    /// A text argument.
    pub fn text(&self, scope: &mut Scope<'_>, param: &str) -> Outcome<Option<String>> {
        self.get(param).map(|found| scope.text(found)).transpose()
    }

    /// A whole number argument.
    pub fn whole(&self, scope: &mut Scope<'_>, param: &str) -> Outcome<Option<i64>> {
        self.get(param).map(|found| scope.whole(found)).transpose()
    }

    /// A yes or no argument; no when it was not given.
    pub fn flag(&self, scope: &mut Scope<'_>, param: &str) -> Outcome<bool> {
        match self.get(param) {
            Some(found) => Ok(scope.look(found)?.truth() == Some(true)),
            None => Ok(false),
        }
    }

    /// The argument `language`, or the language of the document.
    pub fn language(&self, scope: &mut Scope<'_>) -> Outcome<Language> {
        match self.text(scope, "language")? {
            Some(tag) => Language::from_str(&tag)
                .map_err(|error| EvalError::new(EvalErrorKind::BadValue, format!("{error}.")).into()),
            None => Ok(scope.settings().language),
        }
    }
}

/// Runs a builtin once its arguments are answered.
pub(crate) fn run(
    scope: &mut Scope<'_>,
    builtin: &'static Builtin,
    of: Option<Found>,
    positional: Vec<Found>,
    named: Vec<(Arc<str>, Found)>,
) -> Outcome<Found> {
    let (params, _) = builtin.places();
    let mut given = of.into_iter().chain(positional);
    let mut call = Call {
        builtin,
        values: params.iter().map(|_| given.next()).collect(),
        rest: given.collect(),
        named: Vec::new(),
    };
    for (name, found) in named {
        match params.iter().position(|param| **param == *name) {
            Some(at) => call.values[at] = Some(found),
            None => call.named.push((name, found)),
        }
    }
    // What is not done yet needs none of its arguments.
    if builtin.not_yet.is_none() {
        let mut gather = Gather::default();
        let skipped = usize::from(builtin.open);
        for found in call.values.iter().skip(skipped).flatten().chain(&call.rest) {
            if found.is_open() {
                gather.take(scope.look(found))?;
            }
        }
        gather.settle()?;
    }
    (builtin.run)(scope, &call)
}

/// What `x.name` gives without brackets of a list: docassemble's `there_are_any`.
pub(crate) fn property(name: &str) -> Option<fn(&mut Scope<'_>, &Found) -> Outcome<Found>> {
    match name {
        "there_are_any" => Some(|scope, of| Ok(Found::made(!scope.items(of)?.is_empty()))),
        "gathered" => Some(|scope, of| scope.items(of).map(|_| Found::made(true))),
        _ => None,
    }
}

/// A result.
fn made(value: impl Into<Value>) -> Outcome<Found> {
    Ok(Found::made(value))
}

/// A mistake in what was given.
fn bad<T>(message: impl Into<String>) -> Outcome<T> {
    Err(EvalError::new(EvalErrorKind::BadValue, message).into())
}
