//! The zip around the parts: opened within limits, entries inflated, entries copied.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::{Error, Limit, Limits, PartName, Refusal, layout};

pub(crate) type Reader = Cursor<Arc<[u8]>>;

/// The item that says what every part is (ECMA-376-2, 6.2.3); an entry, but no part.
const CONTENT_TYPES: &str = "[content_types].xml";

/// A zip whose entries have been checked, by number in the order of its directory.
#[derive(Debug)]
pub(crate) struct Archive {
    bytes: Arc<[u8]>,
    zip: ZipArchive<Reader>,
    /// The parts in zip order, with their entries.
    pub parts: Vec<(PartName, usize)>,
    by_name: HashMap<PartName, usize>,
    pub content_types: Option<usize>,
}

impl Archive {
    pub fn open(bytes: Arc<[u8]>, limits: &Limits) -> Result<Self, Error> {
        sniff(&bytes)?;
        layout::check_end(&bytes, limits)?;
        let mut zip = ZipArchive::new(Cursor::new(bytes.clone())).map_err(damaged)?;
        layout::check(&mut zip, &bytes, limits)?;

        let mut archive =
            Self { bytes, zip, parts: Vec::new(), by_name: HashMap::new(), content_types: None };
        for entry in 0..archive.zip.len() {
            archive.enlist(entry)?;
        }
        Ok(archive)
    }

    fn enlist(&mut self, entry: usize) -> Result<(), Error> {
        let header = self.zip.by_index_data(entry).map_err(damaged)?;
        let name = header.name().map_err(damaged)?.into_owned();
        if name.eq_ignore_ascii_case(CONTENT_TYPES) {
            return match self.content_types.replace(entry) {
                None => Ok(()),
                Some(_) => Err(Refusal::DuplicateName(name).into()),
            };
        }
        let (path, folder) = name.strip_suffix('/').map_or((name.as_str(), false), |path| (path, true));
        let part: PartName =
            format!("/{path}").parse().map_err(|_| Error::from(Refusal::UnsafeName(name.clone())))?;
        if self.by_name.insert(part.clone(), entry).is_some() {
            return Err(Refusal::DuplicateName(name).into());
        }
        if !folder {
            self.parts.push((part, entry));
        }
        Ok(())
    }

    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    pub fn entry(&self, name: &PartName) -> Option<usize> {
        self.by_name.get(name).copied().filter(|entry| !self.is_folder(*entry))
    }

    fn is_folder(&self, entry: usize) -> bool {
        self.zip.by_index_data(entry).is_ok_and(|header| header.is_dir())
    }

    /// Size of an entry's data, inflated, as its header says it.
    pub fn size(&self, entry: usize) -> Result<u64, Error> {
        Ok(self.zip.by_index_data(entry).map_err(damaged)?.size())
    }

    /// Inflates an entry: exactly as many bytes as its header says, with the checksum that it says.
    pub fn read(&self, entry: usize) -> Result<Vec<u8>, Error> {
        let mut zip = self.zip.clone();
        let file = zip.by_index(entry).map_err(damaged)?;
        let size = file.size();
        let mut bytes = Vec::with_capacity(size as usize);
        file.take(size + 1).read_to_end(&mut bytes).map_err(|error| Refusal::Damaged(error.to_string()))?;
        if bytes.len() as u64 != size {
            return Err(Refusal::Damaged("a part is not as long as the file says".to_owned()).into());
        }
        Ok(bytes)
    }

    /// Gives every entry, in order, compressed as it is.
    pub fn for_each_raw(
        &self,
        mut with: impl FnMut(usize, ZipFile<'_, Reader>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut zip = self.zip.clone();
        for entry in 0..zip.len() {
            with(entry, zip.by_index_raw(entry).map_err(damaged)?)?;
        }
        Ok(())
    }

    pub fn comment(&self) -> &[u8] {
        self.zip.comment()
    }
}

/// Names what is no zip by its first bytes, as far as a person could have meant it.
fn sniff(bytes: &[u8]) -> Result<(), Error> {
    /// A compound file (\[MS-CFB\], 2.2): an old Office format, or a protected document of today in a wrapper
    /// (\[MS-OFFCRYPTO\], 2.3.4.4).
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const PACKAGE: &str = "EncryptedPackage";
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = PACKAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wrapper = bytes.windows(name.len()).any(|window| window == name);
        return Err(if wrapper { Refusal::Encrypted } else { Refusal::OldFormat }.into());
    }
    if bytes.starts_with(b"PK\x03\x04") { Ok(()) } else { Err(Refusal::NotZip.into()) }
}

/// What one entry may be: within the limits, and compressed as Office does.
pub(crate) fn check_entry(
    name: &str,
    size: u64,
    compressed: u64,
    method: CompressionMethod,
    limits: &Limits,
) -> Result<(), Error> {
    let stored = method == CompressionMethod::Stored;
    if !stored && method != CompressionMethod::Deflated {
        return Err(Refusal::Compression(name.to_owned()).into());
    }
    if stored && size != compressed {
        return Err(Refusal::Damaged(format!("the entry “{name}” is not as long as the file says")).into());
    }
    let too_much = |limit, most| Error::from(Refusal::TooMuch(limit, most)).in_entry(name);
    if size > limits.part_size {
        return Err(too_much(Limit::PartSize, limits.part_size));
    }
    if size > Limits::RATIO_FREE && size / limits.ratio.max(1) > compressed {
        return Err(too_much(Limit::Ratio, limits.ratio));
    }
    Ok(())
}

impl Error {
    /// Says the place when the entry's name can be one.
    fn in_entry(self, name: &str) -> Self {
        match format!("/{name}").parse() {
            Ok(part) => self.in_part(&part),
            Err(_) => self,
        }
    }
}

pub(crate) fn damaged(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted,
        ZipError::CompressionMethodNotSupported(method) => Refusal::Compression(format!("method {method}")),
        error => Refusal::Damaged(error.to_string()),
    }
    .into()
}
