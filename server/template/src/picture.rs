//! Pictures that answers are: what kind they are and how large, from their bytes, without decoding them.

use std::collections::HashMap;
use std::sync::Arc;

use imagesize::ImageType;

/// English Metric Units in an inch (ECMA-376 Part 1, 20.1.2.1).
const INCH: u64 = 914_400;
/// And in a metre, rounded as Word does.
const METRE: u64 = 36_000_000;
/// Points in an inch of a picture that does not say.
const USUAL: u64 = 96;
/// The densities that are believed, in points in an inch: others are slips of the program that wrote them.
const BELIEVED: std::ops::RangeInclusive<u64> = 10..=10_000;

/// The pictures that answers refer to, by their references.
pub type Pictures = HashMap<Arc<str>, Picture>;

/// A picture as a document can hold it.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    format: PictureFormat,
    bytes: Arc<[u8]>,
    pixels: (u32, u32),
    size: (u64, u64),
}

/// The formats that every Word shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// PNG (W3C, third edition).
    Png,
    /// JPEG in JFIF or Exif form (ITU-T T.81, T.871).
    Jpeg,
}

/// Why bytes are no picture that a document can hold. For the person who chose the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Another kind of file, whatever its name says.
    #[error("This is not a PNG or JPEG picture. Save it as PNG or JPEG, and choose that file.")]
    Format,
    /// It ends too early, or does not say how large it is.
    #[error(
        "This picture is damaged or incomplete. Open it in a program for pictures, save it again, and choose that file."
    )]
    Damaged,
    /// Too many pixels for whoever opens the document.
    #[error(
        "This picture is {width} by {height} pixels. It may have at most {} on a side and {} million in all: make it smaller.",
        Picture::SIDE,
        Picture::PIXELS / 1_000_000
    )]
    TooLarge {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
    },
}

impl PictureFormat {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// How a file of it is called, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

impl Picture {
    /// The most pixels on a side.
    pub const SIDE: usize = 30_000;
    /// The most pixels in all: what they take when they are shown is four times as many bytes.
    pub const PIXELS: usize = 50_000_000;

    /// Looks at the bytes of a file. Its pixels are not decoded: a small file that says it is huge costs nothing.
    ///
    /// # Errors
    /// [`PictureError`]: not PNG or JPEG, cut off, or too many pixels.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PictureError> {
        let bytes = bytes.into();
        let (format, end): (_, &[u8]) = match imagesize::image_type(&bytes) {
            Ok(ImageType::Png) => (PictureFormat::Png, b"IEND\xae\x42\x60\x82"),
            Ok(ImageType::Jpeg) => (PictureFormat::Jpeg, b"\xff\xd9"),
            _ => return Err(PictureError::Format),
        };
        let size = imagesize::blob_size(&bytes).map_err(|_| PictureError::Damaged)?;
        let (width, height) = (size.width, size.height);
        // Cameras write things of their own behind the end.
        if width == 0 || height == 0 || !bytes.windows(end.len()).rev().any(|window| window == end) {
            return Err(PictureError::Damaged);
        }
        let large = || PictureError::TooLarge { width, height };
        if width.max(height) > Self::SIDE || width * height > Self::PIXELS {
            return Err(large());
        }
        let pixels =
            (u32::try_from(width).map_err(|_| large())?, u32::try_from(height).map_err(|_| large())?);
        let (across, down) = match format {
            PictureFormat::Png => png_density(&bytes),
            PictureFormat::Jpeg => jpeg_density(&bytes),
        }
        .filter(|(across, down)| [across, down].iter().all(|density| density.is_believed()))
        .unwrap_or((Density { points: USUAL, of: INCH }, Density { points: USUAL, of: INCH }));
        let size = (across.length(pixels.0), down.length(pixels.1));
        Ok(Self { format, bytes, pixels, size })
    }

    /// Its format.
    pub fn format(&self) -> PictureFormat {
        self.format
    }

    /// The file.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// Pixels across and down.
    pub fn pixels(&self) -> (u32, u32) {
        self.pixels
    }

    /// How large it is by itself, across and down, in English Metric Units.
    pub(crate) fn size(&self) -> (u64, u64) {
        self.size
    }
}

/// Never the content.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("format", &self.format)
            .field("pixels", &self.pixels)
            .finish_non_exhaustive()
    }
}

/// So many points in a length, which is in English Metric Units.
struct Density {
    points: u64,
    of: u64,
}

impl Density {
    fn is_believed(&self) -> bool {
        BELIEVED.contains(&(self.points * INCH / self.of))
    }

    fn length(&self, pixels: u32) -> u64 {
        (u64::from(pixels) * self.of / self.points).max(1)
    }
}

/// What a `pHYs` chunk before the pixels says in points in a metre (PNG, 11.3.4.3).
fn png_density(bytes: &[u8]) -> Option<(Density, Density)> {
    let mut at = 8;
    loop {
        let (length, kind) = (number(bytes, at)?, bytes.get(at + 4..at + 8)?);
        let data = at + 8;
        match kind {
            b"pHYs" => {
                let is_metre = *bytes.get(data + 8)? == 1;
                let density = |at| Some(Density { points: number(bytes, at)?, of: METRE });
                return density(data).zip(density(data + 4)).filter(|_| is_metre);
            }
            b"IDAT" | b"IEND" => return None,
            _ => at = data.checked_add(usize::try_from(length).ok()?)?.checked_add(4)?,
        }
    }
}

/// What the JFIF header, which comes first, says in points in an inch or centimetre (ITU-T T.871, 10.1).
fn jpeg_density(bytes: &[u8]) -> Option<(Density, Density)> {
    if bytes.get(2..4)? != b"\xff\xe0" || bytes.get(6..11)? != b"JFIF\0" {
        return None;
    }
    let of = match bytes.get(13)? {
        1 => INCH,
        2 => METRE / 100,
        _ => return None,
    };
    let density = |at: usize| {
        let points = u64::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        Some(Density { points, of })
    };
    density(14).zip(density(16))
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::pictures::{jpeg, png};

    #[test]
    fn the_size_comes_from_pixels_and_density() {
        let size = |bytes: Vec<u8>| Picture::read(bytes).unwrap().size();
        assert_eq!(size(png(96, 192, None)), (INCH, 2 * INCH));
        assert_eq!(size(png(3_000, 1_500, Some(11_811))), (9_144_018, 4_572_009), "300 in an inch");
        assert_eq!(size(png(96, 96, Some(1))), (INCH, INCH), "one in a metre is a slip");
        assert_eq!(size(jpeg(300, 600, Some((1, 300)))), (INCH, 2 * INCH));
        assert_eq!(size(jpeg(118, 118, Some((2, 118)))), (METRE / 100, METRE / 100));
        assert_eq!(size(jpeg(96, 96, Some((0, 1)))), (INCH, INCH), "that is a ratio");
        assert_eq!(size(jpeg(96, 96, None)), (INCH, INCH));
        let read = Picture::read(jpeg(7, 9, None)).unwrap();
        assert_eq!((read.format().media_type(), read.pixels()), ("image/jpeg", (7, 9)));
    }

    #[test]
    fn what_is_no_picture_is_refused_by_its_bytes() {
        let refused = |bytes: &[u8]| Picture::read(bytes).unwrap_err();
        for bytes in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"GIF89a\x01\0\x01\0",
            b"%PDF-1.7",
            b"PK\x03\x04",
        ] {
            assert_eq!(refused(bytes), PictureError::Format);
        }
        let whole = png(10, 10, Some(3_780));
        for end in 9..whole.len() {
            assert!(Picture::read(&whole[..end]).is_err(), "cut off at {end}");
        }
        assert_eq!(refused(&whole[..whole.len() - 1]), PictureError::Damaged);
        assert_eq!(refused(&png(0, 10, None)), PictureError::Damaged);
        assert_eq!(refused(&jpeg(0, 10, None)), PictureError::Damaged);
        let bomb = refused(&png(30_001, 1, None));
        assert_eq!(bomb, PictureError::TooLarge { width: 30_001, height: 1 });
        assert!(bomb.to_string().contains("30001 by 1 pixels"), "{bomb}");
        assert!(matches!(refused(&png(8_000, 8_000, None)), PictureError::TooLarge { .. }));
        assert!(matches!(
            refused(&png(u32::MAX, u32::MAX, None)),
            PictureError::TooLarge { .. } | PictureError::Damaged
        ));
    }

    #[test]
    fn no_bytes_behind_a_signature_cost_more_than_an_error() {
        for start in [&png(4, 4, Some(1_000))[..], &jpeg(4, 4, Some((1, 72)))[..]] {
            for at in 0..start.len() {
                for with in [0, 0x7f, 0xff] {
                    let mut bytes = start.to_vec();
                    bytes[at] = with;
                    let _either_is_fine = Picture::read(bytes);
                }
            }
        }
    }
}
