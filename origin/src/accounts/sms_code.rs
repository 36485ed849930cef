use std::fmt;

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};

use crate::entropy;

/// The one thing codes are sent for so far.
pub const PURPOSE_SIGN_IN: &str = "sign_in";

const DIGITS: usize = 6;
const CODES: u32 = 1_000_000;

/// The six digits of a message. Never shown.
#[derive(Clone)]
pub struct SmsCode(SecretString);

impl SmsCode {
    /// How long a code is good for.
    pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);
    /// How often a code may be tried. With 10 codes a day for a phone, an attacker who sees none
    /// of them has 50 tries in a million a day (OWASP ASVS 2.2.1 allows 100 an hour).
    pub const MAX_ATTEMPTS: u32 = 5;

    /// A code from the system's generator, each equally likely.
    pub fn generate() -> Self {
        // The values above the last whole multiple of a million would favour the low codes.
        const LIMIT: u32 = u32::MAX - u32::MAX % CODES;
        loop {
            let value = u32::from_le_bytes(entropy::bytes());
            if value < LIMIT {
                return Self(format!("{:0DIGITS$}", value % CODES).into());
            }
        }
    }

    /// Reads six digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        well_formed.then(|| Self(text.into()))
    }

    /// The digits, for the message and the vault.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SmsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_six_digits_and_differ() {
        let codes: Vec<_> = (0..200).map(|_| SmsCode::generate()).collect();
        assert!(codes.iter().all(|code| SmsCode::parse(code.expose()).is_some()));
        let mut distinct: Vec<_> = codes.iter().map(SmsCode::expose).collect();
        distinct.sort_unstable();
        distinct.dedup();
        assert!(distinct.len() > 190, "{} of 200", distinct.len());
    }

    #[test]
    fn only_six_digits_are_read() {
        for text in ["", "12345", "1234567", "12345a", " 12345", "１２"] {
            assert!(SmsCode::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_code_is_not_shown() {
        assert_eq!(format!("{:?}", SmsCode::parse("123456").unwrap()), "SmsCode(…)");
    }
}
