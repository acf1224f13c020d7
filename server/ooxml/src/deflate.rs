//! Deflate data (RFC 1951) that lies in memory.
//!
//! A document has dozens of small parts, and the zip crate makes itself a window, tables and buffers for each: half of
//! the time that opening a document took, and half of the instructions of filling a short one. Here a thread has them once.

use std::cell::RefCell;

use flate2::{Compress, CompressError, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

/// How hard a changed part is compressed: half the time of zlib's usual 6, and parts of documents become 4 to 18 %
/// larger (decision 9).
const LEVEL: u32 = 3;

thread_local! {
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(false));
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Adds `data` to `out`, compressed.
pub(crate) fn deflate(data: &[u8], out: &mut Vec<u8>) -> Result<(), CompressError> {
    DEFLATE.with_borrow_mut(|state| {
        state.reset();
        // XML becomes a fifth of its size or less.
        out.reserve(data.len() / 4 + 64);
        while state.compress_vec(&data[state.total_in() as usize..], out, FlushCompress::Finish)?
            != Status::StreamEnd
        {
            out.reserve(data.len() / 4 + 64);
        }
        Ok(())
    })
}

/// At most `most` bytes of what `data` holds, and whether that is all of it. None when it is no deflate data.
pub(crate) fn inflate(data: &[u8], most: usize) -> Option<(Vec<u8>, bool)> {
    INFLATE.with_borrow_mut(|state| {
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

    #[test]
    fn what_is_compressed_is_read_again_however_little_it_shrinks() {
        let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for data in [&b""[..], b"a", &[b'a'; 100_000], noise.leak()] {
            let mut out = b"before".to_vec();
            deflate(data, &mut out).unwrap();
            assert_eq!(&out[..6], b"before");
            assert_eq!(inflate(&out[6..], data.len() + 1), Some((data.to_vec(), true)));
            // What the thread compressed before does not show.
            let fresh = std::thread::spawn(move || {
                let mut out = Vec::new();
                deflate(data, &mut out).map(|()| out)
            });
            assert_eq!(fresh.join().unwrap().unwrap(), out[6..]);
        }
    }
}
