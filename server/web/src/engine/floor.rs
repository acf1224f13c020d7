//! The least that any engine has to do to fill a template: what filling is measured against.

use std::sync::Arc;

use akte_ooxml::Package;
use anyhow::ensure;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Inflates the parts that filling touches, copies the others as they lie there, and deflates the filled ones with
/// zlib-rs at level 6, with states that are used again. Nothing is parsed, evaluated or checked, and no checksum is taken.
pub struct Floor {
    compress: Compress,
    decompress: Decompress,
    /// The touched parts of the template, deflated, with their size.
    touched: Vec<(Vec<u8>, usize)>,
    /// The same parts, filled.
    filled: Vec<Vec<u8>>,
    /// As many bytes as the other parts take in the file.
    rest: Vec<u8>,
}

impl Floor {
    const LEVEL: Compression = Compression::new(6);

    /// The floor of making `filled` of `template`.
    pub fn new(template: &Package, filled: &Package) -> anyhow::Result<Self> {
        let mut floor = Self {
            compress: Compress::new(Self::LEVEL, false),
            decompress: Decompress::new(false),
            touched: Vec::new(),
            filled: Vec::new(),
            rest: Vec::new(),
        };
        for name in template.names() {
            let before = template.part(name)?;
            // A part that is left out (the definition) costs nothing.
            let Ok(after) = filled.part(name) else { continue };
            if before != after {
                floor.touched.push((deflate(&mut floor.compress, &before)?, before.len()));
                floor.filled.push(after);
            }
        }
        let touched: usize = floor.touched.iter().map(|(bytes, _)| bytes.len()).sum();
        let bytes: &Arc<[u8]> = template.bytes();
        floor.rest = bytes[..bytes.len().saturating_sub(touched)].to_vec();
        Ok(floor)
    }

    /// The size of the filled parts, inflated, in bytes.
    pub fn xml(&self) -> usize {
        self.filled.iter().map(Vec::len).sum()
    }

    /// Does it once.
    pub fn run(&mut self) -> anyhow::Result<Vec<u8>> {
        for (bytes, size) in &self.touched {
            let mut inflated = Vec::with_capacity(*size);
            self.decompress.reset(false);
            self.decompress.decompress_vec(bytes, &mut inflated, FlushDecompress::Finish)?;
            ensure!(std::hint::black_box(inflated).len() == *size, "a part was not inflated whole");
        }
        let mut out = self.rest.clone();
        for part in &self.filled {
            out.extend_from_slice(&deflate(&mut self.compress, part)?);
        }
        Ok(out)
    }
}

fn deflate(compress: &mut Compress, bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    compress.reset();
    let mut out = Vec::with_capacity(bytes.len() / 8 + 64);
    loop {
        let done = usize::try_from(compress.total_in())?;
        if compress.compress_vec(&bytes[done..], &mut out, FlushCompress::Finish)? == Status::StreamEnd {
            return Ok(out);
        }
        out.reserve(out.capacity());
    }
}
