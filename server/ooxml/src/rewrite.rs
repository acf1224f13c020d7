//! A zip again, with some entries changed: what did not change is copied as it lies there, headers included.
//!
//! The zip crate's `raw_copy_file` keeps the data but writes headers of its own: it drops flags and local extra fields,
//! and leaves an empty field behind where an entry is in the large format. Numbers of sections are those of APPNOTE.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::deflate;
use crate::layout::{HEADER, number};
use crate::{Error, PartName, Refusal};

/// What becomes of an entry that changes: other bytes, or nothing.
pub(crate) type Changes = HashMap<usize, Option<Vec<u8>>>;

/// A new entry, with the time and attributes of one that is there.
pub(crate) struct Entry {
    pub name: String,
    pub like: usize,
    pub bytes: Vec<u8>,
    /// It is as small as it gets already, or may not look like something that unpacks to far more than it is.
    pub is_stored: bool,
}

impl Entry {
    /// Whether it is that part.
    pub fn is(&self, part: &PartName) -> bool {
        format!("/{}", self.name).parse().is_ok_and(|name: PartName| name == *part)
    }
}

impl Archive {
    /// The zip with `changes`, and the new entries behind the others. Order, both of the data and of the directory, and
    /// the comment stay.
    pub fn rewrite(&self, changes: &Changes, new: &[Entry]) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes();
        let layout = self.layout();
        let header_of = |entry: usize| &bytes[layout.entries[entry].header.clone()];
        let mut out = Vec::with_capacity(bytes.len());
        let mut headers: Vec<Option<Vec<u8>>> = vec![None; layout.entries.len()];
        for &entry in &layout.by_place {
            let place = &layout.entries[entry];
            let offset = u32::try_from(out.len()).map_err(|_| too_large())?;
            let mut header = match changes.get(&entry) {
                Some(None) => continue,
                Some(Some(data)) => {
                    let like = header_of(entry);
                    let name = &like[HEADER..HEADER + number(like, 28)?];
                    add(&mut out, name, like, data, false)?
                }
                None => {
                    out.extend_from_slice(&bytes[place.record.clone()]);
                    header_of(entry).to_vec()
                }
            };
            set_offset(&mut header, offset)?;
            headers[entry] = Some(header);
        }
        for Entry { name, like, bytes, is_stored } in new {
            let offset = u32::try_from(out.len()).map_err(|_| too_large())?;
            let mut header = add(&mut out, name.as_bytes(), header_of(*like), bytes, *is_stored)?;
            set_offset(&mut header, offset)?;
            headers.push(Some(header));
        }

        let directory = out.len();
        let count = u16::try_from(headers.iter().flatten().count()).map_err(|_| too_large())?;
        headers.iter().flatten().for_each(|header| out.extend_from_slice(header));
        let size = out.len() - directory;
        let (Ok(size), Ok(directory)) = (u32::try_from(size), u32::try_from(directory)) else {
            return Err(too_large());
        };
        // The end record (4.3.16): its comment stays; that of the large format, if there was one, is not needed.
        let end = out.len();
        out.extend_from_slice(&bytes[layout.end..]);
        out[end + 4..end + 8].fill(0);
        out[end + 8..end + 10].copy_from_slice(&count.to_le_bytes());
        out[end + 10..end + 12].copy_from_slice(&count.to_le_bytes());
        out[end + 12..end + 16].copy_from_slice(&size.to_le_bytes());
        out[end + 16..end + 20].copy_from_slice(&directory.to_le_bytes());
        Ok(out)
    }
}

/// Adds the record (4.3.7) of an entry with this name and `data`, and the time and attributes that the directory header
/// `like` says; gives its own directory header (4.3.12), without its place.
fn add(out: &mut Vec<u8>, name: &[u8], like: &[u8], data: &[u8], is_stored: bool) -> Result<Vec<u8>, Error> {
    const UTF_8: u16 = 1 << 11;
    let mut header = like[..HEADER].to_vec();
    let mut put = |at: usize, value: &[u8]| header[at..at + value.len()].copy_from_slice(value);
    // Version 2.0 is enough to read it; the method is deflate, unless it is stored as it is (4.4.5).
    put(6, &20u16.to_le_bytes());
    put(8, &(u16::from_le_bytes([like[8], like[9]]) & UTF_8).to_le_bytes());
    put(10, &(if is_stored { 0u16 } else { 8 }).to_le_bytes());
    put(16, &deflate::crc(data).to_le_bytes());
    put(24, &u32::try_from(data.len()).map_err(|_| too_large())?.to_le_bytes());
    put(28, &u16::try_from(name.len()).map_err(|_| too_large())?.to_le_bytes());
    // No extra field, no comment, the first and only disk, no place yet.
    put(30, &[0; 6]);
    put(42, &[0; 4]);

    let record = out.len();
    out.extend_from_slice(b"PK\x03\x04");
    out.extend_from_slice(&header[6..30]);
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(name);
    let start = out.len();
    if is_stored {
        out.extend_from_slice(data);
    } else {
        deflate::deflate(data, out).map_err(|error| Refusal::Damaged(error.to_string()))?;
    }
    let size = u32::try_from(out.len() - start).map_err(|_| too_large())?.to_le_bytes();
    out[record + 18..record + 22].copy_from_slice(&size);
    header[20..24].copy_from_slice(&size);
    header.extend_from_slice(name);
    Ok(header)
}

/// Says in a directory header where the record is now: in the field for it (4.3.12), or when that says so, in the
/// extra field of the large format, behind the sizes that are there too (4.5.3).
fn set_offset(header: &mut [u8], offset: u32) -> Result<(), Error> {
    const LARGE: [u8; 4] = [0xff; 4];
    if header[42..46] != LARGE {
        header[42..46].copy_from_slice(&offset.to_le_bytes());
        return Ok(());
    }
    let sizes = [20..24, 24..28].into_iter().filter(|size| header[size.clone()] == LARGE).count();
    let mut at = 46 + number(header, 28)?;
    while number(header, at)? != 1 {
        at += 4 + number(header, at + 2)?;
    }
    let field = at + 4 + 8 * sizes;
    let field = header.get_mut(field..field + 8).ok_or_else(too_large)?;
    field.copy_from_slice(&u64::from(offset).to_le_bytes());
    Ok(())
}

fn too_large() -> Error {
    Refusal::Damaged("its entries are too large for a zip".to_owned()).into()
}
