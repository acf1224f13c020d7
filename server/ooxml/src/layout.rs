//! How the entries lie in the zip: in one way only, so that no two readers see different documents.

use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipReadOptions;

use crate::archive::{check_entry, damaged};
use crate::{Error, Limit, Limits, Refusal};

/// Length of the end of central directory record without its comment (APPNOTE 4.3.16).
const END: usize = 22;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";

/// The end record: the last bytes of the file, its comment included, and the only one there is. Counts entries before
/// anybody reserves room for them.
pub(crate) fn check_end(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let from = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let tail = &bytes[from..];
    let Some(at) = tail.windows(END_SIGNATURE.len()).rposition(|window| window == END_SIGNATURE) else {
        return Err(cut_off());
    };
    let record = tail.get(at..).filter(|record| record.len() >= END).ok_or_else(cut_off)?;
    let comment = usize::from(number(record, 20));
    if record.len() != END + comment {
        return Err(Refusal::Damaged("there is something behind its end".to_owned()).into());
    }
    let entries = usize::from(number(record, 10));
    if entries > limits.entries {
        return Err(Refusal::TooMuch(Limit::Entries, limits.entries as u64).into());
    }
    Ok(())
}

fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn cut_off() -> Error {
    Refusal::Damaged("it is cut off, its end is missing".to_owned()).into()
}

/// Checks every entry's headers and place, and the limits on entries.
pub(crate) fn check(
    zip: &mut ZipArchive<Cursor<Arc<[u8]>>>,
    bytes: &[u8],
    limits: &Limits,
) -> Result<(), Error> {
    if zip.len() > limits.entries {
        return Err(Refusal::TooMuch(Limit::Entries, limits.entries as u64).into());
    }
    if zip.offset() != 0 {
        return Err(Refusal::Damaged("there is something before its beginning".to_owned()).into());
    }
    if zip.has_duplicate_names() {
        return Err(Refusal::DuplicateName(String::new()).into());
    }
    let mut places: Vec<(Range<u64>, String)> = Vec::with_capacity(zip.len());
    let mut total = 0u64;
    for entry in 0..zip.len() {
        let header = zip.by_index_data(entry).map_err(damaged)?;
        let name = header.name().map_err(damaged)?.into_owned();
        if header.encrypted() {
            return Err(Refusal::Encrypted.into());
        }
        check_entry(&name, header.size(), header.compressed_size(), header.compression(), limits)?;
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
    places.push((zip.central_directory_start()..bytes.len() as u64, String::new()));
    places.sort_by_key(|(place, _)| (place.start, place.end));
    match places.windows(2).find(|pair| pair[0].0.end > pair[1].0.start) {
        Some(pair) => Err(Refusal::Overlap(pair[0].1.clone()).into()),
        None => Ok(()),
    }
}
