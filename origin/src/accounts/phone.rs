use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use wasm_shared::crypto::mask_phone;

/// The longest number E.164 allows, with its plus.
const MAX_LENGTH: usize = 16;

/// A phone number that exists in its country's numbering plan, in E.164. Shown and logged masked.
#[derive(Clone)]
pub struct Phone(SecretString);

/// Not a phone number in E.164.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a phone number in E.164, for example +8613812345678")]
pub struct InvalidPhone;

impl Phone {
    /// Reads E.164 and nothing else: a plus and digits.
    pub fn parse(text: &str) -> Result<Self, InvalidPhone> {
        let digits = text.strip_prefix('+').ok_or(InvalidPhone)?;
        if text.len() > MAX_LENGTH || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidPhone);
        }
        let number = phonenumber::parse(None, text).map_err(|_| InvalidPhone)?;
        if !phonenumber::is_valid(&number) {
            return Err(InvalidPhone);
        }
        let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
        // Some plans write one line in two ways; one spelling is one account.
        if e164 == text { Ok(Self(e164.into())) } else { Err(InvalidPhone) }
    }

    /// The number, for the vendor and the vault.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_plans_are_taken() {
        for number in ["+8613812345678", "+85251234567", "+886912345678", "+12025550123"] {
            assert_eq!(Phone::parse(number).unwrap().expose(), number);
        }
    }

    #[test]
    fn anything_but_e164_is_refused() {
        for text in [
            "",
            "+",
            "13812345678",
            "+86 13812345678",
            "+86-138-1234-5678",
            "+8603812345678",
            "+861381234567",
            "+86138123456789",
            "+999123456789",
            "+86138１2345678",
            "tel:+8613812345678",
            "+8613812345678;ext=1",
        ] {
            assert!(Phone::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_masked() {
        assert_eq!(format!("{:?}", Phone::parse("+8613812345678").unwrap()), "138****5678");
    }
}
