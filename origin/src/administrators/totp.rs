//! Time-based one-time passwords: RFC 6238 with SHA-1, six digits and steps of 30 s, which is what
//! authenticator apps take.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::{EcLevel, QrCode, render::svg};
use sha1::Sha1;
use subtle::{Choice, ConstantTimeEq};

use crate::entropy;

/// The name that authenticator apps show.
const ISSUER: &str = "Listen Stream";
const STEP_S: i64 = 30;
const DIGITS: usize = 6;
/// Steps that the other clock may be ahead or behind (RFC 6238, section 5.2).
const DRIFT: i64 = 1;
/// As long as SHA-1's output (RFC 4226, section 4, requirement 6).
pub const SECRET_BYTES: usize = 20;

/// A second factor's secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp([u8; SECRET_BYTES]);

impl Totp {
    /// A fresh one.
    pub fn random() -> Self {
        Self(entropy::bytes())
    }

    /// Reads what [`Self::as_bytes`] gave.
    pub fn from_bytes(secret: &[u8]) -> Option<Self> {
        Some(Self(secret.try_into().ok()?))
    }

    /// Reads what [`Self::base32`] gave.
    pub fn from_base32(text: &str) -> Option<Self> {
        Self::from_bytes(&BASE32_NOPAD.decode(text.as_bytes()).ok()?)
    }

    /// To be sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// For a person to type into an app.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// What an app reads from a QR code.
    pub fn url(&self, account: &str) -> String {
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let (issuer, account, secret) = (encode(ISSUER), encode(account), self.base32());
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_S}"
        )
    }

    /// The QR code of [`Self::url`], an SVG document.
    pub fn qr_svg(&self, account: &str) -> String {
        QrCode::with_error_correction_level(self.url(account), EcLevel::M)
            .expect("a QR code holds 2,331 bytes, and an address is at most 254")
            .render::<svg::Color<'_>>()
            .min_dimensions(240, 240)
            .build()
    }

    /// The code of an instant.
    pub fn code(&self, at: DateTime<Utc>) -> String {
        self.code_of(step_of(at))
    }

    /// The step that `code` is of, out of those that the other clock may be at and that come after
    /// `last_step`. Takes as long whichever it is.
    pub fn verify(&self, code: &str, now: DateTime<Utc>, last_step: Option<i64>) -> Option<i64> {
        let current = step_of(now);
        let mut found = None;
        for step in current - DRIFT..=current + DRIFT {
            let fresh = last_step.is_none_or(|last| step > last);
            let equal = self.code_of(step).as_bytes().ct_eq(code.as_bytes());
            if bool::from(equal & Choice::from(u8::from(fresh))) {
                found = Some(step);
            }
        }
        found
    }

    fn code_of(&self, step: i64) -> String {
        let digits = DIGITS;
        let code = truncate(&self.0, step.cast_unsigned()) % 10_u32.pow(6);
        format!("{code:0digits$}")
    }
}

/// Shows nothing of the secret.
impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp(…)")
    }
}

fn step_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(STEP_S)
}

/// HOTP before its reduction to digits (RFC 4226, section 5.3).
fn truncate(secret: &[u8], counter: u64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&counter.to_be_bytes());
    let digest: [u8; 20] = mac.finalize().into_bytes().into();
    let offset = usize::from(digest[19] & 0xf);
    let word = [digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]];
    u32::from_be_bytes(word) & 0x7fff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn totp() -> Totp {
        Totp::from_bytes(b"12345678901234567890").unwrap()
    }

    /// RFC 6238, appendix B, the rows of SHA-1; there with eight digits.
    #[test]
    fn the_vectors_of_the_standard() {
        for (seconds, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = step_of(at(seconds));
            assert_eq!(truncate(&totp().0, step.cast_unsigned()) % 100_000_000, code);
            assert_eq!(totp().code(at(seconds)), format!("{:06}", code % 1_000_000));
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let totp = totp();
        for (off, taken) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let code = totp.code(at(1_234_567_890 + off));
            assert_eq!(totp.verify(&code, at(1_234_567_890), None).is_some(), taken, "{off}");
        }
        for wrong in ["", "00592", "0059244", "００５９２４", "abcdef"] {
            assert_eq!(totp.verify(wrong, at(1_234_567_890), None), None, "{wrong}");
        }
    }

    #[test]
    fn a_step_is_taken_once_and_those_before_it_never() {
        let totp = totp();
        let now = at(1_234_567_890);
        let step = totp.verify(&totp.code(now), now, None).unwrap();
        assert_eq!(totp.verify(&totp.code(now), now, Some(step)), None);
        assert_eq!(totp.verify(&totp.code(at(1_234_567_860)), now, Some(step)), None);
        assert!(totp.verify(&totp.code(at(1_234_567_920)), now, Some(step)).is_some());
    }

    #[test]
    fn an_app_can_read_it() {
        let totp = totp();
        assert_eq!(totp.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Totp::from_base32(&totp.base32()), Some(totp.clone()));
        assert_eq!(
            totp.url("a+b@example.com"),
            "otpauth://totp/Listen%20Stream:a%2Bb%40example%2Ecom?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Listen%20Stream&algorithm=SHA1&digits=6&period=30"
        );
        assert!(totp.qr_svg(&"a".repeat(254)).starts_with("<?xml"));
    }
}
