//! How the entries lie in the zip: in one way only, so that no two readers see different documents.
//!
//! The zip crate forgives what other readers read otherwise; here the end record, the directory and the entries must
//! tile the file. Numbers of sections are those of APPNOTE, PKWARE's description of zip.

use std::collections::HashSet;
use std::ops::Range;

use zip::read::{ZipArchive, ZipReadOptions};

use crate::archive::{Reader, check_data, damaged};
use crate::{Error, Limit, Limits, Refusal};

/// Length of the end record without its comment (4.3.16), and of a directory header without its name, extra field and
/// comment (4.3.12).
pub(crate) const END: usize = 22;
pub(crate) const HEADER: usize = 46;

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

/// Where everything lies in a zip that has been checked.
pub(crate) struct Layout {
    /// In the order of the directory.
    pub entries: Vec<Place>,
    /// The same, by their number, in the order of their records.
    pub by_place: Vec<usize>,
    /// Where the end record begins.
    pub end: usize,
}

/// Where an entry lies: its record is its header and data, and whatever follows up to the next one, such as a data
/// descriptor; its header is that in the directory.
pub(crate) struct Place {
    pub record: Range<usize>,
    pub data: Range<usize>,
    pub header: Range<usize>,
}

/// Checks every entry: its limits, its headers, its place.
pub(crate) fn check(
    zip: &mut ZipArchive<Reader>,
    bytes: &[u8],
    end: usize,
    limits: &Limits,
) -> Result<Layout, Error> {
    if zip.offset() != 0 {
        return Err(damage("there is something before its beginning"));
    }
    let directory = usize::try_from(zip.central_directory_start()).map_err(|_| cut_off())?;
    let headers = headers(bytes, directory, end)?;
    if headers.len() > limits.entries {
        return Err(Refusal::TooMuch(Limit::Entries, limits.entries as u64).into());
    }
    let raw_name = |header: &Range<usize>| -> Result<&[u8], Error> {
        let start = header.start + HEADER;
        Ok(&bytes[start..start + number(bytes, header.start + 28)?])
    };
    let mut seen = HashSet::with_capacity(headers.len());
    for header in &headers {
        let name = raw_name(header)?;
        if !seen.insert(name) {
            return Err(Refusal::DuplicateName(String::from_utf8_lossy(name).into_owned()).into());
        }
    }
    if headers.len() != zip.len() {
        return Err(damage("its directory does not hold as many entries as its end says"));
    }

    let mut entries = Vec::with_capacity(headers.len());
    let mut names = Vec::with_capacity(headers.len());
    let mut total = 0u64;
    for (entry, header) in headers.into_iter().enumerate() {
        let (name, size, record, data) = check_entry(zip, bytes, entry, raw_name(&header)?, limits)?;
        total = total.saturating_add(size);
        if total > limits.total_size {
            return Err(Refusal::TooMuch(Limit::TotalSize, limits.total_size).into());
        }
        entries.push(Place { record, data, header });
        names.push(name);
    }
    let by_place = order(bytes, &mut entries, &names, directory)?;
    Ok(Layout { entries, by_place, end })
}

/// Name, inflated size, record and data of an entry that is within the limits and whose headers agree.
fn check_entry(
    zip: &mut ZipArchive<Reader>,
    bytes: &[u8],
    entry: usize,
    raw_name: &[u8],
    limits: &Limits,
) -> Result<(String, u64, Range<usize>, Range<usize>), Error> {
    let header = zip.by_index_data(entry).map_err(damaged)?;
    let name = header.name().map_err(damaged)?.into_owned();
    if header.encrypted() {
        return Err(Refusal::Encrypted.into());
    }
    // An extra field may give an entry a second name (4.6.9), which some readers follow and others do not.
    if header.name_raw() != raw_name {
        return Err(Refusal::HeadersDisagree(name).into());
    }
    check_data(&name, &header, limits)?;
    let (start, length, size) = (header.header_start(), header.compressed_size(), header.size());
    let file = zip
        .by_index_with_options(entry, ZipReadOptions::new().enforce_header_consistency(true))
        .map_err(|_| Refusal::HeadersDisagree(name.clone()))?;
    let index = |at: u64| usize::try_from(at).ok().filter(|at| *at <= bytes.len());
    let data = file.data_start();
    let end = data.and_then(|data| data.checked_add(length)).and_then(index);
    match (index(start), data.and_then(index), end) {
        (Some(start), Some(data), Some(end)) => Ok((name, size, start..end, data..end)),
        _ => Err(cut_off()),
    }
}

/// Puts the entries in the order of their records, and lets each reach up to the next. No two share bytes, and between
/// them lies none that the directory does not know.
fn order(
    bytes: &[u8],
    entries: &mut [Place],
    names: &[String],
    directory: usize,
) -> Result<Vec<usize>, Error> {
    let mut by_place: Vec<usize> = (0..entries.len()).collect();
    by_place.sort_by_key(|entry| (entries[*entry].record.start, entries[*entry].record.end));
    let starts = by_place.iter().map(|entry| entries[*entry].record.start);
    let nexts: Vec<usize> = starts.skip(1).chain([directory]).collect();
    let overlaps = |(entry, next): &(&usize, &usize)| entries[**entry].record.end > **next;
    if let Some((entry, _)) = by_place.iter().zip(&nexts).find(overlaps) {
        return Err(Refusal::Overlap(names[*entry].clone()).into());
    }
    let first = by_place.first().map_or(directory, |entry| entries[*entry].record.start);
    check_gap(&bytes[..first])?;
    for (entry, next) in by_place.iter().zip(nexts) {
        let record = &mut entries[*entry].record;
        check_gap(&bytes[record.end..next])?;
        record.end = next;
    }
    Ok(by_place)
}

fn check_gap(gap: &[u8]) -> Result<(), Error> {
    if gap.windows(4).any(|window| window == b"PK\x03\x04") {
        return Err(damage("it holds an entry that its directory does not know"));
    }
    Ok(())
}

/// The headers from `at` on, which must reach the end record, or the one of the large format before it (4.3.14).
fn headers(bytes: &[u8], mut at: usize, end: usize) -> Result<Vec<Range<usize>>, Error> {
    let mut headers = Vec::new();
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let next = at + HEADER + number(bytes, at + 28)? + number(bytes, at + 30)? + number(bytes, at + 32)?;
        if next > end {
            return Err(cut_off());
        }
        headers.push(at..next);
        at = next;
    }
    // The record says its own length; a locator of 20 bytes follows it (4.3.15).
    let large = bytes.get(at..at + 12).and_then(|record| record.strip_prefix(b"PK\x06\x06"));
    let length = large.and_then(|size| Some(u64::from_le_bytes(size.try_into().ok()?)));
    let after = length.map_or(at, |length| at.saturating_add(12 + 20).saturating_add(length as usize));
    if after == end { Ok(headers) } else { Err(damage("there is something behind its directory")) }
}

/// A 16-bit number (4.4.1.4: little endian).
pub(crate) fn number(bytes: &[u8], at: usize) -> Result<usize, Error> {
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
