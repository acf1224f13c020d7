//! How the entries lie in the zip: in one way only, so that no two readers see different documents.
//!
//! The zip crate forgives what other readers read otherwise; here the end record, the directory and the entries must
//! tile the file. Numbers of sections are those of APPNOTE, PKWARE's description of zip.

use std::collections::HashSet;
use std::ops::Range;

use zip::read::{ZipArchive, ZipReadOptions};

use crate::archive::{Reader, check_entry, damaged};
use crate::{Error, Limit, Limits, Refusal};

/// Length of the end record without its comment (4.3.16), and of a directory header without its name, extra field and
/// comment (4.3.12).
const END: usize = 22;
const HEADER: usize = 46;

/// Finds the end record: the last bytes of the file, its comment included. Counts the entries before anybody reserves
/// room for them.
pub(crate) fn find_end(bytes: &[u8], limits: &Limits) -> Result<usize, Error> {
    let from = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let last = bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06");
    let end = last.map(|at| from + at).filter(|at| bytes.len() - at >= END).ok_or_else(cut_off)?;
    if bytes.len() != end + END + number(bytes, end + 20)? {
        return Err(damage("there is something behind its end"));
    }
    if number(bytes, end + 10)? > limits.entries {
        return Err(Refusal::TooMuch(Limit::Entries, limits.entries as u64).into());
    }
    Ok(end)
}

/// Checks every entry: its limits, its headers, its place.
pub(crate) fn check(
    zip: &mut ZipArchive<Reader>,
    bytes: &[u8],
    end: usize,
    limits: &Limits,
) -> Result<(), Error> {
    if zip.offset() != 0 {
        return Err(damage("there is something before its beginning"));
    }
    let directory = usize::try_from(zip.central_directory_start()).map_err(|_| cut_off())?;
    let names = directory_names(bytes, directory, end)?;
    if names.len() > limits.entries {
        return Err(Refusal::TooMuch(Limit::Entries, limits.entries as u64).into());
    }
    let mut seen = HashSet::with_capacity(names.len());
    if let Some(twice) = names.iter().find(|name| !seen.insert(**name)) {
        return Err(Refusal::DuplicateName(String::from_utf8_lossy(twice).into_owned()).into());
    }
    if names.len() != zip.len() {
        return Err(damage("its directory does not hold as many entries as its end says"));
    }

    let mut places: Vec<(Range<u64>, String)> = Vec::with_capacity(zip.len() + 1);
    let mut total = 0u64;
    for (entry, raw_name) in names.iter().enumerate() {
        let header = zip.by_index_data(entry).map_err(damaged)?;
        let name = header.name().map_err(damaged)?.into_owned();
        if header.encrypted() {
            return Err(Refusal::Encrypted.into());
        }
        // An extra field may give an entry a second name (4.6.9), which some readers follow and others do not.
        if header.name_raw() != *raw_name {
            return Err(Refusal::HeadersDisagree(name).into());
        }
        check_entry(&name, &header, limits)?;
        total = total.saturating_add(header.size());
        if total > limits.total_size {
            return Err(Refusal::TooMuch(Limit::TotalSize, limits.total_size).into());
        }
        let (start, length) = (header.header_start(), header.compressed_size());
        let file = zip
            .by_index_with_options(entry, ZipReadOptions::new().enforce_header_consistency(true))
            .map_err(|_| Refusal::HeadersDisagree(name.clone()))?;
        let end = file.data_start().and_then(|data| data.checked_add(length)).unwrap_or(u64::MAX);
        places.push((start..end, name));
    }
    places.push((directory as u64..bytes.len() as u64, String::new()));
    places.sort_by_key(|(place, _)| (place.start, place.end));
    check_places(bytes, &places)
}

/// No two entries share bytes, and none lies between them that the directory does not know.
fn check_places(bytes: &[u8], places: &[(Range<u64>, String)]) -> Result<(), Error> {
    let mut at = 0;
    let mut before = "";
    for (place, name) in places {
        let (start, end) = (place.start as usize, place.end as usize);
        if start < at {
            return Err(Refusal::Overlap(before.to_owned()).into());
        }
        if bytes.get(at..start).is_some_and(|gap| gap.windows(4).any(|window| window == b"PK\x03\x04")) {
            return Err(damage("it holds an entry that its directory does not know"));
        }
        (at, before) = (end, name);
    }
    Ok(())
}

/// The raw names of the headers from `at` on, which must reach the end record, or the one of zip64 before it (4.3.14).
fn directory_names(bytes: &[u8], mut at: usize, end: usize) -> Result<Vec<&[u8]>, Error> {
    let mut names = Vec::new();
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let name = at + HEADER..at + HEADER + number(bytes, at + 28)?;
        let next = name.end + number(bytes, at + 30)? + number(bytes, at + 32)?;
        if next > end {
            return Err(cut_off());
        }
        names.push(&bytes[name]);
        at = next;
    }
    // The record says its own length; a locator of 20 bytes follows it (4.3.15).
    let zip64 = bytes.get(at..at + 12).and_then(|record| record.strip_prefix(b"PK\x06\x06"));
    let length = zip64.and_then(|size| Some(u64::from_le_bytes(size.try_into().ok()?)));
    let after = length.map_or(at, |length| at.saturating_add(12 + 20).saturating_add(length as usize));
    if after == end { Ok(names) } else { Err(damage("there is something behind its directory")) }
}

/// A 16-bit number (4.4.1.4: little endian).
fn number(bytes: &[u8], at: usize) -> Result<usize, Error> {
    match bytes.get(at..at + 2) {
        Some(&[low, high]) => Ok(usize::from(u16::from_le_bytes([low, high]))),
        _ => Err(cut_off()),
    }
}

fn cut_off() -> Error {
    damage("it is cut off")
}

fn damage(what: &str) -> Error {
    Refusal::Damaged(what.to_owned()).into()
}
