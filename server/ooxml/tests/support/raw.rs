//! Zips changed byte by byte, where no writer would make them.

/// Where the local header of an entry begins (by its place in the directory), and its directory header.
pub struct Headers {
    pub local: usize,
    pub central: usize,
    pub name_len: usize,
}

pub const END: usize = 22;

/// The headers of the entry `name`; the zip has no comment.
pub fn headers(zip: &[u8], name: &str) -> Headers {
    let end = zip.len() - END;
    let mut central = u32_at(zip, end + 16) as usize;
    loop {
        assert_eq!(&zip[central..central + 4], b"PK\x01\x02", "no entry {name}");
        let name_len = u16_at(zip, central + 28) as usize;
        if &zip[central + 46..central + 46 + name_len] == name.as_bytes() {
            return Headers { local: u32_at(zip, central + 42) as usize, central, name_len };
        }
        central += 46 + name_len + u16_at(zip, central + 30) as usize + u16_at(zip, central + 32) as usize;
    }
}

/// Puts `bytes` at the same field of both headers: `field` is its place in the local one.
pub fn set_both(zip: &mut [u8], name: &str, field: usize, bytes: &[u8]) {
    let headers = headers(zip, name);
    set(zip, headers.local + field, bytes);
    set(zip, headers.central + field + 2, bytes);
}

pub fn set(zip: &mut [u8], at: usize, bytes: &[u8]) {
    zip[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Gives an entry another name of the same length, in both headers.
pub fn rename(zip: &mut [u8], name: &str, to: &str) {
    assert_eq!(name.len(), to.len());
    let headers = headers(zip, name);
    set(zip, headers.local + 30, to.as_bytes());
    set(zip, headers.central + 46, to.as_bytes());
}

pub fn data(zip: &[u8], name: &str) -> std::ops::Range<usize> {
    let headers = headers(zip, name);
    let start = headers.local + 30 + headers.name_len + u16_at(zip, headers.local + 28) as usize;
    start..start + u32_at(zip, headers.central + 20) as usize
}

pub fn u16_at(zip: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(zip[at..at + 2].try_into().unwrap())
}

pub fn u32_at(zip: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(zip[at..at + 4].try_into().unwrap())
}
