//! The zip around the parts: opened within limits, entries inflated, entries copied.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::sync::Arc;

use zip::CompressionMethod;
use zip::read::{ZipArchive, ZipFileEntry};
use zip::result::ZipError;

use crate::deflate;
use crate::layout::{self, Layout};
use crate::prolog::{self, Prolog};
use crate::{Error, Limit, Limits, PartName, Refusal};

pub(crate) type Reader = Cursor<Arc<[u8]>>;

/// Enough of a part to see how its outermost element begins, nearly always.
const FIRST_LOOK: usize = 256;

/// A zip whose entries have been checked. Entries are numbers in the order of its directory.
pub(crate) struct Archive {
    bytes: Arc<[u8]>,
    zip: ZipArchive<Reader>,
    layout: Layout,
    /// In zip order.
    pub parts: Vec<(PartName, usize)>,
    by_name: HashMap<PartName, usize>,
    /// `[Content_Types].xml`, which is an entry but no part (ECMA-376-2, 6.2.3.1).
    pub content_types: Option<usize>,
}

impl Archive {
    pub fn open(bytes: Arc<[u8]>, limits: &Limits) -> Result<Self, Error> {
        sniff(&bytes)?;
        let end = layout::find_end(&bytes, limits)?;
        let mut zip = ZipArchive::new(Cursor::new(bytes.clone())).map_err(damaged)?;
        let layout = layout::check(&mut zip, &bytes, end, limits)?;

        let content_types: PartName = "/[Content_Types].xml".parse()?;
        let mut archive =
            Self { bytes, zip, layout, parts: Vec::new(), by_name: HashMap::new(), content_types: None };
        let mut seen = HashSet::new();
        for entry in 0..archive.zip.len() {
            let header = archive.zip.by_index_data(entry).map_err(damaged)?;
            let name = header.name().map_err(damaged)?.into_owned();
            let path = name.strip_suffix('/').unwrap_or(&name);
            let part: PartName = format!("/{path}").parse().map_err(|_| Refusal::UnsafeName(name.clone()))?;
            if !seen.insert(part.clone()) {
                return Err(Refusal::DuplicateName(name).into());
            }
            if part == content_types {
                archive.content_types = Some(entry);
            } else if !header.is_dir() {
                archive.by_name.insert(part.clone(), entry);
                archive.parts.push((part, entry));
            }
        }
        Ok(archive)
    }

    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    pub fn entry(&self, name: &PartName) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Inflates an entry: exactly as many bytes as its header says, with the checksum that it says. Stops at one byte
    /// more than that.
    pub fn read(&self, entry: usize) -> Result<Vec<u8>, Error> {
        let header = self.header(entry)?;
        let size = header.size() as usize;
        let (bytes, whole) = self.start(entry, size + 1)?;
        if !whole || bytes.len() != size {
            return Err(Refusal::Damaged("a part is not as long as the file says".to_owned()).into());
        }
        if deflate::crc(&bytes) != header.crc32() {
            return Err(Refusal::Damaged("a part is not what its checksum says".to_owned()).into());
        }
        Ok(bytes)
    }

    /// At most the first `most` bytes of an entry, and whether those are all.
    fn start(&self, entry: usize, most: usize) -> Result<(Vec<u8>, bool), Error> {
        let data = &self.bytes[self.layout.entries[entry].data.clone()];
        if self.header(entry)?.compression() == CompressionMethod::Stored {
            return Ok((data[..data.len().min(most)].to_vec(), data.len() <= most));
        }
        let broken = || Refusal::Damaged("a part is not compressed as the file says".to_owned());
        Ok(deflate::inflate(data, most).ok_or_else(broken)?)
    }

    /// Whether an entry is these bytes. Inflates it only when it is as long as they are.
    pub fn holds(&self, entry: usize, bytes: &[u8]) -> Result<bool, Error> {
        Ok(self.header(entry)?.size() == bytes.len() as u64 && self.read(entry)? == bytes)
    }

    /// Refuses an XML entry with a document type definition; it is inflated no further than where one could stand. Data
    /// that cannot be inflated is no matter here: reading it says so.
    pub fn refuse_dtd(&self, entry: usize) -> Result<(), Error> {
        for most in [FIRST_LOOK, prolog::MOST] {
            let Ok((bytes, whole)) = self.start(entry, most) else { return Ok(()) };
            match prolog::look(&bytes) {
                Prolog::Dtd => return Err(Refusal::Dtd.into()),
                Prolog::Clear => return Ok(()),
                Prolog::More if whole => return Ok(()),
                Prolog::More => {}
            }
        }
        let what = "the outermost element does not begin in time".to_owned();
        Err(Refusal::Xml { line: 1, column: 1, what }.into())
    }

    pub fn header(&self, entry: usize) -> Result<ZipFileEntry<'_>, Error> {
        self.zip.by_index_data(entry).map_err(damaged)
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}

/// Names what is no zip by its first bytes, as far as a person could have meant it.
fn sniff(bytes: &[u8]) -> Result<(), Error> {
    /// A compound file (\[MS-CFB\] 2.2): an old Office format, or a protected document of today in a wrapper
    /// (\[MS-OFFCRYPTO\] 2.3.4.4).
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wrapper = bytes.windows(name.len()).any(|window| window == name);
        return Err(if wrapper { Refusal::Encrypted } else { Refusal::OldFormat }.into());
    }
    // A zip of nothing begins with its end.
    let zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if zip { Ok(()) } else { Err(Refusal::NotZip.into()) }
}

/// What one entry may be: within the limits, and compressed as Office does.
pub(crate) fn check_data(name: &str, header: &ZipFileEntry<'_>, limits: &Limits) -> Result<(), Error> {
    let (size, compressed) = (header.size(), header.compressed_size());
    let refuse = |refusal| {
        let error = Error::from(refusal);
        Err(format!("/{name}").parse().map(|part| error.clone().in_part(&part)).unwrap_or(error))
    };
    match header.compression() {
        CompressionMethod::Deflated => {}
        CompressionMethod::Stored if size == compressed => {}
        CompressionMethod::Stored => {
            return refuse(Refusal::Damaged("a part is not as long as the file says".to_owned()));
        }
        _ => return refuse(Refusal::Compression(name.to_owned())),
    }
    if size > limits.part_size {
        return refuse(Refusal::TooMuch(Limit::PartSize, limits.part_size));
    }
    if size > Limits::RATIO_FREE && size / limits.ratio.max(1) > compressed {
        return refuse(Refusal::TooMuch(Limit::Ratio, limits.ratio));
    }
    Ok(())
}

pub(crate) fn damaged(error: ZipError) -> Error {
    Refusal::Damaged(error.to_string()).into()
}
