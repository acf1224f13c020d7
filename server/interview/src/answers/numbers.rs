//! The numbers by which the Netherlands knows people, companies and accounts, with their checks.
//!
//! Every function takes the text as typed and gives the way it is written in documents, or what is wrong with it.

use super::wrong::Wrong;

/// A Dutch postcode: four digits that do not start with 0 and two letters (never SA, SD or SS), as `1234 AB`.
pub(crate) fn postcode(text: &str) -> Result<String, Wrong> {
    let plain = squeeze(text).to_ascii_uppercase();
    let (Some(digits), Some(letters)) = (plain.get(..4), plain.get(4..)) else {
        return Err(Wrong::Postcode);
    };
    let formed = all_digits(digits) && letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
    if !formed || digits.starts_with('0') || matches!(letters, "SA" | "SD" | "SS") {
        return Err(Wrong::Postcode);
    }
    Ok(format!("{digits} {letters}"))
}

/// A number of the Dutch trade register: eight digits.
pub(crate) fn kvk(text: &str) -> Result<String, Wrong> {
    let plain = squeeze(text);
    if plain.len() == 8 && all_digits(&plain) { Ok(plain) } else { Err(Wrong::Kvk) }
}

/// The number of a Dutch legal person: nine digits that pass the eleven test.
pub(crate) fn rsin(text: &str) -> Result<String, Wrong> {
    eleven(text, Wrong::Rsin)
}

/// The number of a Dutch citizen: nine digits that pass the eleven test.
pub(crate) fn bsn(text: &str) -> Result<String, Wrong> {
    eleven(text, Wrong::Bsn)
}

/// The eleven test: 9a + 8b + … + 2h − i is a multiple of eleven, and not every digit is 0.
fn eleven(text: &str, wrong: Wrong) -> Result<String, Wrong> {
    let plain = squeeze(text);
    if passes_eleven(&plain) { Ok(plain) } else { Err(wrong) }
}

fn passes_eleven(nine: &str) -> bool {
    if nine.len() != 9 || !all_digits(nine) || nine == "000000000" {
        return false;
    }
    let digits = nine.bytes().map(|b| i32::from(b - b'0'));
    let sum: i32 = digits.zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| digit * weight).sum();
    sum % 11 == 0
}

/// Lengths of account numbers in the countries of the single euro payments area, by the IBAN registry of ISO 13616.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("VA", 22),
];

/// An account number by ISO 13616, in groups of four: its country's length where that is known, and check digits by
/// ISO 7064 (mod 97-10), which are 02 to 98.
pub(crate) fn iban(text: &str) -> Result<String, Wrong> {
    let plain = squeeze(text).to_ascii_uppercase();
    let formed = plain.is_ascii()
        && (15..=34).contains(&plain.len())
        && plain.bytes().all(|b| b.is_ascii_alphanumeric())
        && plain.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && all_digits(&plain[2..4]);
    if !formed {
        return Err(Wrong::Iban);
    }
    let length =
        IBAN_LENGTHS.iter().find(|(country, _)| plain.starts_with(country)).map(|(_, length)| *length);
    if length.is_some_and(|length| length != plain.len())
        || !("02"..="98").contains(&&plain[2..4])
        || mod_97(plain[4..].bytes().chain(plain[..4].bytes())) != 1
    {
        return Err(Wrong::Iban);
    }
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 4);
    for (i, c) in plain.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    Ok(grouped)
}

/// Prefixes of VAT numbers in the European Union (Council Directive 2006/112/EC article 215; XI is Northern Ireland).
const VAT_COUNTRIES: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

/// A VAT number of the European Union, with its country. A Dutch one is `NL`, nine digits, `B` and 01 to 99, and
/// passes the eleven test on its nine digits (companies) or mod 97-10 over the whole (sole traders, since 2020).
pub(crate) fn vat(text: &str) -> Result<String, Wrong> {
    let plain: String = squeeze(text).to_ascii_uppercase();
    let formed = plain.is_ascii() && plain.bytes().all(|b| b.is_ascii_alphanumeric());
    if !formed || !(4..=14).contains(&plain.len()) || !VAT_COUNTRIES.contains(&&plain[..2]) {
        return Err(Wrong::VatCountry);
    }
    if plain.starts_with("NL") {
        let parts = (plain.get(2..11), plain.get(11..12), plain.get(12..14));
        let (Some(nine), Some("B"), Some(two)) = parts else {
            return Err(Wrong::VatForm);
        };
        if !all_digits(nine) || !all_digits(two) || two == "00" {
            return Err(Wrong::VatForm);
        }
        if !passes_eleven(nine) && mod_97(plain.bytes()) != 1 {
            return Err(Wrong::VatDigits);
        }
    }
    Ok(plain)
}

/// The remainder by 97 of ASCII letters (A is 10 … Z is 35) and digits read as one number (ISO 7064).
fn mod_97(characters: impl Iterator<Item = u8>) -> u32 {
    characters.fold(0, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    })
}

/// The text without the spaces, dots and hyphens that people type into numbers.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2011}')).collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Check = fn(&str) -> Result<String, Wrong>;

    #[test]
    fn what_is_right_is_written_the_usual_way() {
        let table: &[(Check, &str, &str)] = &[
            (postcode, "1017ca", "1017 CA"),
            (postcode, " 9999 ZZ ", "9999 ZZ"),
            (kvk, "1234.5678", "12345678"),
            (kvk, "00000001", "00000001"),
            (bsn, "111222333", "111222333"),
            (bsn, "1234.56.782", "123456782"),
            (rsin, "123456782", "123456782"),
            (iban, "nl91abna0417164300", "NL91 ABNA 0417 1643 00"),
            (iban, "DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
            (iban, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
            (vat, "NL 1234.56.782.B01", "NL123456782B01"),
            (vat, "NL000099998B57", "NL000099998B57"),
            (vat, "be0123456789", "BE0123456789"),
        ];
        for (check, typed, written) in table {
            assert_eq!(check(typed).as_deref(), Ok(*written), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let table: &[(Check, &str)] = &[
            (postcode, "0123 AB"),
            (postcode, "1234 SS"),
            (postcode, "1234 A"),
            (postcode, "12345 AB"),
            (postcode, "１２３４ AB"),
            (postcode, "€€"),
            (kvk, "1234567"),
            (kvk, "123456789"),
            (kvk, "1234567a"),
            (bsn, "123456783"),
            (bsn, "000000000"),
            (bsn, "12345678"),
            (bsn, "٠٠٠٠٠٠٠٠٠"),
            (rsin, "111222334"),
            (iban, "NL91 ABNA 0417 1643 01"),
            (iban, "NL91 ABNA 0417 1643"),
            (iban, "NL91€"),
            (iban, ""),
            (iban, "ÅÅ91ABNA0417164300"),
            (vat, "NL123456783B01"),
            (vat, "NL12345678201"),
            (vat, "123456782B01"),
            (vat, "US123456782"),
            (vat, "é"),
        ];
        for (check, typed) in table {
            assert!(check(typed).is_err(), "{typed}");
        }
    }
}
