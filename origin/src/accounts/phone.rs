use std::fmt;

use phonenumber::country::Id as Country;
use secrecy::{ExposeSecret, SecretString};
use wasm_shared::crypto::mask_phone;

use super::Accounts;

/// The longest number E.164 allows, with its plus.
const MAX_LENGTH: usize = 16;
/// What people put between digits; the third is the space that does not break.
const SEPARATORS: [char; 5] = [' ', '-', '\u{a0}', '(', ')'];

/// A phone number that exists in its country's numbering plan, in E.164. Shown and logged masked.
#[derive(Clone)]
pub struct Phone {
    e164: SecretString,
    country: Option<Country>,
}

/// Not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a phone number, for example +8613812345678")]
pub struct InvalidPhone;

impl Phone {
    /// Reads E.164, or a number as it is dialled inside `default_country`, either with spaces,
    /// hyphens and brackets as people write them.
    pub fn parse(text: &str, default_country: Country) -> Result<Self, InvalidPhone> {
        let dialled: String = text.trim().chars().filter(|c| !SEPARATORS.contains(c)).collect();
        let international = dialled.starts_with('+');
        let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
        if dialled.len() > MAX_LENGTH || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidPhone);
        }
        let country = (!international).then_some(default_country);
        let number = phonenumber::parse(country, &dialled).map_err(|_| InvalidPhone)?;
        if !phonenumber::is_valid(&number) {
            return Err(InvalidPhone);
        }
        let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
        // Some plans write one line in two ways; one spelling is one account.
        if international && e164 != dialled {
            return Err(InvalidPhone);
        }
        let country = number.country().id();
        Ok(Self { e164: e164.into(), country })
    }

    /// Whose numbering plan it is of; `None` for plans of no country, such as satellite phones'.
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The number, for the vendor and the vault.
    pub fn expose(&self) -> &str {
        self.e164.expose_secret()
    }

    /// The number as it may be shown: `138****5678`.
    pub fn masked(&self) -> String {
        mask_phone(self.expose())
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Accounts {
    /// Reads a number as a listener wrote it.
    pub fn phone(&self, text: &str) -> Result<Phone, InvalidPhone> {
        Phone::parse(text, self.default_country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_plans_are_taken() {
        for (number, country) in [
            ("+8613812345678", Country::CN),
            ("+85251234567", Country::HK),
            ("+886912345678", Country::TW),
            ("+12025550123", Country::US),
            ("+16135550123", Country::CA),
        ] {
            let phone = Phone::parse(number, Country::CN).unwrap();
            assert_eq!((phone.expose(), phone.country()), (number, Some(country)));
        }
    }

    #[test]
    fn a_number_may_be_written_as_people_do() {
        for (text, country, e164) in [
            ("13812345678", Country::CN, "+8613812345678"),
            (" 138-1234-5678 ", Country::CN, "+8613812345678"),
            ("+86 138 1234 5678", Country::US, "+8613812345678"),
            ("(202) 555-0123", Country::US, "+12025550123"),
            ("1 202 555 0123", Country::US, "+12025550123"),
            ("020 7946 0958", Country::GB, "+442079460958"),
            ("07400 123456", Country::GB, "+447400123456"),
        ] {
            assert_eq!(Phone::parse(text, country).unwrap().expose(), e164, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "+",
            "()",
            "12345678",
            "555012",
            "+8603812345678",
            "+861381234567",
            "+86138123456789",
            "+999123456789",
            "+86138１2345678",
            "+44 (0)20 7946 0958",
            "++8613812345678",
            "86+13812345678",
            "tel:+8613812345678",
            "+8613812345678;ext=1",
            "13812345678x1",
        ] {
            assert!(Phone::parse(text, Country::CN).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_masked() {
        let phone = Phone::parse("+8613812345678", Country::CN).unwrap();
        assert_eq!(format!("{phone:?}"), "138****5678");
    }
}
