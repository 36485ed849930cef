//! Refresh tokens: opaque to the client, telling to us.
//!
//! A token is base64url, without padding, of: version (1 byte) · session id (16) · counter
//! (unsigned LEB128) · HMAC-SHA256 of all before it under the session's own key, cut to 16 bytes ·
//! SHA-256 of all before it, cut to 4 bytes. The last part lets a mistyped or invented token be
//! refused without asking the database. Nothing of a token is stored: the session's counter and
//! sealed key make the current one again.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

const VERSION: u8 = 1;
const ID_LENGTH: usize = 16;
const TAG_LENGTH: usize = 16;
const CHECKSUM_LENGTH: usize = 4;
/// A 64-bit number in groups of seven bits.
const MAX_COUNTER_LENGTH: usize = 10;
const MAX_LENGTH: usize = 1 + ID_LENGTH + MAX_COUNTER_LENGTH + TAG_LENGTH + CHECKSUM_LENGTH;

/// A session's key for its refresh tokens.
pub type RefreshKey = [u8; 32];

/// A refresh token that was read, not yet believed.
pub struct RefreshToken {
    session_id: Uuid,
    counter: u64,
    tag: [u8; TAG_LENGTH],
}

/// How a token stands to the session's counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// The current one.
    Current,
    /// The one before: its holder did not get the answer that carried the current one.
    Previous,
    /// Older: somebody else went on from it.
    Older,
    /// Newer than any that was made.
    Future,
}

impl RefreshToken {
    /// Makes the token of a session with this counter.
    pub fn issue(session_id: Uuid, counter: u64, key: &RefreshKey) -> String {
        let mut bytes = signed_part(session_id, counter);
        let tag = tag(&bytes, key);
        bytes.extend_from_slice(&tag);
        let checksum = checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token; `None` when it was not made by [`Self::issue`] or was altered by accident.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LENGTH.div_ceil(3) * 4 {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (rest, sum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM_LENGTH)?)?;
        if checksum(rest) != sum {
            return None;
        }
        let (signed, tag) = rest.split_at_checked(rest.len().checked_sub(TAG_LENGTH)?)?;
        let (&version, signed) = signed.split_first()?;
        let (id, counter) = signed.split_at_checked(ID_LENGTH)?;
        (version == VERSION).then_some(Self {
            session_id: Uuid::from_slice(id).ok()?,
            counter: read_counter(counter)?,
            tag: tag.try_into().ok()?,
        })
    }

    /// The session it says it is of.
    pub fn session_id(&self) -> Uuid {
        self.session_id
    }

    /// Whether the session's key signed it.
    pub fn is_signed_with(&self, key: &RefreshKey) -> bool {
        tag(&signed_part(self.session_id, self.counter), key).ct_eq(&self.tag).into()
    }

    /// How it stands to the session's counter.
    pub fn age(&self, current: u64) -> Age {
        match current.checked_sub(self.counter) {
            Some(0) => Age::Current,
            Some(1) => Age::Previous,
            Some(_) => Age::Older,
            None => Age::Future,
        }
    }
}

/// Shows what may be logged.
impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken")
            .field("session_id", &self.session_id)
            .field("counter", &self.counter)
            .finish_non_exhaustive()
    }
}

fn signed_part(session_id: Uuid, counter: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(MAX_LENGTH);
    bytes.push(VERSION);
    bytes.extend_from_slice(session_id.as_bytes());
    write_counter(counter, &mut bytes);
    bytes
}

fn tag(bytes: &[u8], key: &RefreshKey) -> [u8; TAG_LENGTH] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(bytes);
    let full: [u8; 32] = mac.finalize().into_bytes().into();
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&full[..TAG_LENGTH]);
    tag
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LENGTH] {
    let full: [u8; 32] = Sha256::digest(bytes).into();
    let mut sum = [0; CHECKSUM_LENGTH];
    sum.copy_from_slice(&full[..CHECKSUM_LENGTH]);
    sum
}

fn write_counter(mut counter: u64, bytes: &mut Vec<u8>) {
    while counter > 0x7f {
        bytes.push(counter.to_le_bytes()[0] | 0x80);
        counter >>= 7;
    }
    bytes.push(counter.to_le_bytes()[0]);
}

/// Reads the one spelling [`write_counter`] makes, to the end of `bytes`.
fn read_counter(bytes: &[u8]) -> Option<u64> {
    let mut counter = 0_u64;
    for (position, byte) in bytes.iter().enumerate() {
        let shift = u32::try_from(position * 7).ok()?;
        let group = u64::from(byte & 0x7f);
        let placed = group.checked_shl(shift)?;
        if placed >> shift != group {
            return None;
        }
        counter |= placed;
        if byte & 0x80 == 0 {
            let shortest = *byte != 0 || position == 0;
            return (position + 1 == bytes.len() && shortest).then_some(counter);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: RefreshKey = [3; 32];

    proptest! {
        #[test]
        fn what_is_issued_is_read(id: u128, counter: u64) {
            let token = RefreshToken::issue(Uuid::from_u128(id), counter, &KEY);
            let read = RefreshToken::parse(&token).unwrap();
            prop_assert_eq!(read.session_id(), Uuid::from_u128(id));
            prop_assert_eq!(read.age(counter), Age::Current);
            prop_assert!(read.is_signed_with(&KEY));
            prop_assert!(!read.is_signed_with(&[4; 32]));
        }

        #[test]
        fn what_was_not_issued_is_refused(text in "[A-Za-z0-9_-]{0,80}") {
            prop_assert!(RefreshToken::parse(&text).is_none());
        }

        #[test]
        fn a_forged_counter_is_not_believed(counter in 0_u64..1_000_000) {
            let id = Uuid::from_u128(7);
            let mut forged = RefreshToken::parse(&RefreshToken::issue(id, counter, &KEY)).unwrap();
            forged.counter += 1;
            prop_assert!(!forged.is_signed_with(&KEY));
        }
    }

    #[test]
    fn a_counter_has_one_spelling() {
        assert_eq!(read_counter(&[0x80, 0x01]), Some(128));
        assert_eq!(read_counter(&[0x81, 0x00]), None);
        assert_eq!(read_counter(&[0x01, 0x01]), None);
        assert_eq!(read_counter(&[0x80]), None);
        assert_eq!(read_counter(&[0xff; 10]), None);
        assert_eq!(read_counter(&[]), None);
    }

    #[test]
    fn age_follows_the_counter() {
        let token = RefreshToken::parse(&RefreshToken::issue(Uuid::from_u128(7), 5, &KEY)).unwrap();
        assert_eq!(token.age(5), Age::Current);
        assert_eq!(token.age(6), Age::Previous);
        assert_eq!(token.age(7), Age::Older);
        assert_eq!(token.age(4), Age::Future);
    }
}
