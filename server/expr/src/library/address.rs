//! Addresses. On a text each gives the text; on what is not answered each asks for the fields it reads.

use super::name::{field, if_known, optional, words};
use super::{Builtin, Call, METHOD, builtin, made, name};
use crate::Value;
use crate::scope::{Found, Gather, Outcome, Scope};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "block",
        METHOD,
        &["address"],
        "The address on lines: street and number, postcode and city, country.",
        |s, c| made(lines(s, c.subject()?)?.join("\n")),
    )
    .open(),
    builtin("on_one_line", METHOD, &["address"], "The address with commas.", |s, c| {
        made(on_one_line(s, c.subject()?)?)
    })
    .open(),
    builtin("line_one", METHOD, &["address"], "Street and number.", |s, c| made(line_one(s, c.subject()?)?))
        .open(),
    builtin("line_two", METHOD, &["address"], "Postcode and city.", |s, c| made(line_two(s, c.subject()?)?))
        .open(),
    builtin("normalized_address", METHOD, &["address"], "The address itself.", |_, c| {
        Ok(c.subject()?.clone())
    })
    .open(),
    builtin("address_block", METHOD, &["person"], "Name and address on lines.", address_block).open(),
];

/// With commas between the lines.
pub(crate) fn on_one_line(scope: &mut Scope<'_>, address: &Found) -> Outcome<String> {
    Ok(lines(scope, address)?.join(", "))
}

fn is_text(address: &Found) -> bool {
    matches!(address.value, Value::Text(_) | Value::None)
}

fn lines(scope: &mut Scope<'_>, address: &Found) -> Outcome<Vec<String>> {
    if is_text(address) {
        return Ok(scope.text(address)?.lines().map(str::to_owned).collect());
    }
    let mut gather = Gather::default();
    let one = line_one(scope, address);
    let one = gather.take(one)?;
    let two = line_two(scope, address);
    let two = gather.take(two)?;
    let country = optional(scope, address, "country")?;
    gather.settle()?;
    let lines = [one, two, country].into_iter().flatten();
    Ok(lines.filter(|line| !line.is_empty()).collect())
}

/// `Herengracht 12-A`. An address that came from docassemble has it in `address`.
fn line_one(scope: &mut Scope<'_>, address: &Found) -> Outcome<String> {
    if is_text(address) {
        return scope.text(address);
    }
    if let Some(line) = if_known(scope, address, "address")? {
        return Ok(words([Some(line), if_known(scope, address, "unit")?]));
    }
    let mut gather = Gather::default();
    let street = field(scope, address, "street");
    let street = gather.take(street)?;
    let number = field(scope, address, "number");
    let number = gather.take(number)?;
    let addition = optional(scope, address, "addition")?;
    gather.settle()?;
    let number = match (number.filter(|n| !n.is_empty()), addition.filter(|a| !a.is_empty())) {
        (Some(number), Some(addition)) => Some(format!("{number}-{addition}")),
        (number, addition) => number.or(addition),
    };
    Ok(words([street, number]))
}

/// `1015 BK Amsterdam`; with a state as in the United States: `Boston, MA 02108`.
fn line_two(scope: &mut Scope<'_>, address: &Found) -> Outcome<String> {
    if is_text(address) {
        scope.touch(address);
        return Ok(String::new());
    }
    let state = if_known(scope, address, "state")?.filter(|state| !state.is_empty());
    let postcode = match if_known(scope, address, "zip")? {
        Some(zip) => Ok(zip),
        None if state.is_some() => Ok(optional(scope, address, "postcode")?.unwrap_or_default()),
        None => field(scope, address, "postcode"),
    };
    let mut gather = Gather::default();
    let postcode = gather.take(postcode)?;
    let city = field(scope, address, "city");
    let city = gather.take(city)?;
    gather.settle()?;
    Ok(match state {
        Some(state) => {
            let city = city.filter(|city| !city.is_empty()).map(|city| format!("{city},"));
            words([city, Some(state), postcode])
        }
        None => words([postcode, city]),
    })
}

fn address_block(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let person = call.subject()?;
    if is_text(person) {
        return made(scope.text(person)?);
    }
    let mut gather = Gather::default();
    let own = name::own_name(person)?;
    let full = name::full(scope, &own);
    let full = gather.take(full)?;
    let address = person.member(&"address".into())?;
    let lines = lines(scope, &address);
    let lines = gather.take(lines)?;
    gather.settle()?;
    let all: Vec<String> = full.into_iter().chain(lines.unwrap_or_default()).collect();
    made(all.join("\n"))
}
