//! Deflate data (RFC 1951) that lies in memory.
//!
//! A document has dozens of small parts, and the zip crate's reader makes itself a window and buffers for each: half of
//! the time that opening a document took.

use std::cell::RefCell;

use flate2::{Crc, Decompress, FlushDecompress, Status};

thread_local! {
    static STATE: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// At most `most` bytes of what `data` holds, and whether that is all of it. None when it is no deflate data.
pub(crate) fn inflate(data: &[u8], most: usize) -> Option<(Vec<u8>, bool)> {
    STATE.with_borrow_mut(|state| {
        state.reset(false);
        let mut out = Vec::with_capacity(most);
        let status = state.decompress_vec(data, &mut out, FlushDecompress::Finish).ok()?;
        Some((out, status == Status::StreamEnd))
    })
}

/// The checksum of zip (CRC-32, ISO 3309).
pub(crate) fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `aaaaaaaaaa`, fixed codes.
    const TEN: &[u8] = &[0x4b, 0x84, 0x03, 0x00];

    #[test]
    fn whole_cut_off_and_broken_data() {
        assert_eq!(inflate(TEN, 11), Some((b"aaaaaaaaaa".to_vec(), true)));
        assert_eq!(inflate(TEN, 4), Some((b"aaaa".to_vec(), false)));
        assert_eq!(inflate(&TEN[..2], 11).map(|(_, whole)| whole), Some(false));
        assert_eq!(inflate(&[0xff], 11), None);
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
    }
}
