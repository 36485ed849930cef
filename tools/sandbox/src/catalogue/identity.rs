//! Ids, derived from what they name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::Quality;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The ids one source knows something by. The same name always gives the same ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    name: String,
}

impl Identity {
    /// Ids of `name`, which must be unique among what is named, such as `qq/jasmine/studio`.
    pub const fn of(name: String) -> Self {
        Self { name }
    }

    fn digest(&self, purpose: &str) -> [u8; 16] {
        Md5::digest(format!("{purpose}:{}", self.name)).into()
    }

    /// A positive number of nine digits.
    pub fn number(&self) -> u64 {
        let digest = self.digest("number");
        let word = digest[..8].iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
        100_000_000 + word % 900_000_000
    }

    /// Fourteen letters and digits as QQ's ids, `lead` first.
    pub fn mid(&self, lead: &str) -> String {
        let digest = self.digest(lead);
        let tail =
            digest.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]));
        lead.chars().chain(tail).take(14).collect()
    }

    /// Base64 of sixteen bytes with `+` and `/` in it and `==` at the end, as JOOX's ids.
    pub fn opaque(&self) -> String {
        (0..=u16::MAX)
            .map(|attempt| STANDARD.encode(self.digest(&format!("opaque{attempt}"))))
            .find(|id| id.contains('+') && id.contains('/'))
            .expect("one encoding in thirty has both characters")
    }

    /// Thirty-two lower-case hex digits, others for each quality, as Kugou's hashes.
    pub fn hash(&self, quality: Quality) -> String {
        hex::encode(self.digest(quality.name()))
    }

    /// Thirty-two lower-case hex digits of the clip.
    pub fn clip_hash(&self) -> String {
        hex::encode(self.digest("clip"))
    }

    /// A number below `bound` that stays the same, for choices the data files leave open.
    pub fn choice(&self, purpose: &str, bound: u8) -> u8 {
        self.digest(purpose)[0] % bound
    }
}
