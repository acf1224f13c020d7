//! A zip again, with some entries changed: what did not change is copied as it lies there, headers included.
//!
//! The zip crate's `raw_copy_file` keeps the data but writes headers of its own: it drops flags and local extra fields,
//! and leaves an empty field behind where an entry is in the large format. Numbers of sections are those of APPNOTE.

use std::collections::HashMap;
use std::io::{Cursor, Write};

use zip::read::ZipFileEntry;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use crate::archive::Archive;
use crate::layout::{END, number};
use crate::{Error, Refusal};

/// How hard a changed entry is compressed: half the time of zlib's usual 6, and parts of documents become 4 to 18 %
/// larger (decision 9).
const LEVEL: i64 = 3;

/// What becomes of an entry that changes: other bytes, or nothing.
pub(crate) type Changes = HashMap<usize, Option<Vec<u8>>>;

/// A new entry, with the time and attributes of one that is there.
pub(crate) struct Entry {
    pub name: String,
    pub like: usize,
    pub bytes: Vec<u8>,
}

impl Archive {
    /// The zip with `changes`, and the new entries behind the others. Order, both of the data and of the directory, and
    /// the comment stay.
    pub fn rewrite(&self, changes: &Changes, new: &[Entry]) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes();
        let layout = self.layout();
        let mut out = Vec::with_capacity(bytes.len());
        let mut headers: Vec<Option<Vec<u8>>> = vec![None; layout.entries.len()];
        for &entry in &layout.by_place {
            let place = &layout.entries[entry];
            let offset = u32::try_from(out.len()).map_err(|_| too_large())?;
            let mut header = match changes.get(&entry) {
                Some(None) => continue,
                Some(Some(data)) => {
                    let like = self.header(entry)?;
                    let (record, header) =
                        like.name().and_then(|name| alone(&name, &like, data)).map_err(unwritable)?;
                    out.extend_from_slice(&record);
                    header
                }
                None => {
                    out.extend_from_slice(&bytes[place.record.clone()]);
                    bytes[place.header.clone()].to_vec()
                }
            };
            set_offset(&mut header, offset)?;
            headers[entry] = Some(header);
        }
        for Entry { name, like, bytes } in new {
            let offset = u32::try_from(out.len()).map_err(|_| too_large())?;
            let (record, mut header) = alone(name, &self.header(*like)?, bytes).map_err(unwritable)?;
            out.extend_from_slice(&record);
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

/// Record and directory header of an entry with this name and `data`, and the time and attributes of `like`.
fn alone(name: &str, like: &ZipFileEntry<'_>, data: &[u8]) -> Result<(Vec<u8>, Vec<u8>), ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .system(like.system())
        .external_attributes(like.external_attributes())
        .last_modified_time(like.last_modified().filter(DateTime::is_valid).unwrap_or_default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options)?;
    zip.write_all(data)?;
    let directory = zip.finish_into_readable()?;
    let at = directory.central_directory_start() as usize;
    let mut record = directory.into_inner().into_inner();
    let mut header = record.split_off(at);
    header.truncate(header.len() - END);
    Ok((record, header))
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

fn unwritable(error: ZipError) -> Error {
    Refusal::Damaged(error.to_string()).into()
}
