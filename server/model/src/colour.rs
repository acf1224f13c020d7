//! Colours of the pages.

use std::fmt;
use std::str::FromStr;

/// A colour in sRGB, written `#rrggbb` (CSS Color 4, section 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #rrggbb, in hexadecimals")]
pub struct UnknownColour;

impl FromStr for Colour {
    type Err = UnknownColour;

    fn from_str(text: &str) -> Result<Self, UnknownColour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(UnknownColour)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(UnknownColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| UnknownColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_one_form() {
        for (text, form) in [("#1F6076", "#1f6076"), ("#000000", "#000000"), ("#ffFFff", "#ffffff")] {
            assert_eq!(text.parse::<Colour>().unwrap().to_string(), form);
        }
        for text in ["", "#", "1f6076", "#1f607", "#1f60766", "#1f607g", "#+f6076", "#1f60é", "red", "#fff"]
        {
            assert_eq!(text.parse::<Colour>(), Err(UnknownColour), "{text}");
        }
    }
}
