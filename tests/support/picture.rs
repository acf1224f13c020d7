//! Pictures made for a test.

/// A grey PNG of that size, whole, that every program shows.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    chunk(&mut bytes, b"IHDR", &head);
    let row: Vec<u8> = [0].into_iter().chain((0..width).map(|_| 0x80)).collect();
    chunk(&mut bytes, b"IDAT", &stored(&row.repeat(height as usize)));
    chunk(&mut bytes, b"IEND", &[]);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    let checked = [kind, data].concat();
    bytes.extend(&checked);
    bytes.extend(crc(&checked).to_be_bytes());
}

/// The zlib form (RFC 1950) of bytes that are not compressed.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x78, 0x01];
    let mut blocks = data.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        bytes.push(u8::from(blocks.peek().is_none()));
        bytes.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
        bytes.extend(block);
    }
    let (a, b) = data.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    bytes.extend((b << 16 | a).to_be_bytes());
    bytes
}

/// The checksum of a chunk (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
