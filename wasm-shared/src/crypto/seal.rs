use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use std::fmt;

const NONCE_LENGTH: usize = 12;
const TAG_LENGTH: usize = 16;
/// The first byte of an envelope; another scheme gets another.
const VERSION: u8 = 1;

/// An AES-256-GCM key that seals small values.
///
/// An envelope is one version byte, the 96-bit nonce, the ciphertext and the 128-bit tag. Nonces
/// are random: a key must seal fewer than 2³² values (NIST SP 800-38D, 8.3).
pub struct SealingKey(Aes256Gcm);

/// An envelope could not be made or opened. Which of its parts was wrong is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A key is 32 bytes.
    #[error("a sealing key is 32 bytes")]
    KeyLength,
    /// Altered, sealed with another key, or bound to another context.
    #[error("the envelope cannot be opened with this key and context")]
    Unopenable,
    /// The plaintext is longer than the cipher allows.
    #[error("the value is too long to seal")]
    TooLong,
}

impl SealingKey {
    /// A key of exactly 32 bytes.
    pub fn new(key: &[u8]) -> Result<Self, SealError> {
        Aes256Gcm::new_from_slice(key).map(Self).map_err(|_| SealError::KeyLength)
    }

    /// A key in base64url without padding.
    pub fn from_base64url(text: &str) -> Result<Self, SealError> {
        let key = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| SealError::KeyLength)?;
        Self::new(&key)
    }

    /// Seals `plaintext`. The envelope opens only with the same `context`, which names what the
    /// value belongs to, for example `users.phone:{id}`. `nonce` must be fresh from the host's
    /// generator.
    pub fn seal(
        &self,
        plaintext: &[u8],
        context: &[u8],
        nonce: [u8; NONCE_LENGTH],
    ) -> Result<Vec<u8>, SealError> {
        let sealed = self
            .0
            .encrypt(&Nonce::from(nonce), Payload { msg: plaintext, aad: context })
            .map_err(|_| SealError::TooLong)?;
        let mut envelope = Vec::with_capacity(1 + NONCE_LENGTH + sealed.len());
        envelope.push(VERSION);
        envelope.extend_from_slice(&nonce);
        envelope.extend_from_slice(&sealed);
        Ok(envelope)
    }

    /// Opens what [`Self::seal`] made with the same key and context.
    pub fn open(&self, envelope: &[u8], context: &[u8]) -> Result<Vec<u8>, SealError> {
        let (&version, rest) = envelope.split_first().ok_or(SealError::Unopenable)?;
        if version != VERSION || rest.len() < NONCE_LENGTH + TAG_LENGTH {
            return Err(SealError::Unopenable);
        }
        let (nonce, sealed) = rest.split_at(NONCE_LENGTH);
        let nonce: [u8; NONCE_LENGTH] = nonce.try_into().map_err(|_| SealError::Unopenable)?;
        self.0
            .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: context })
            .map_err(|_| SealError::Unopenable)
    }
}

/// Shows nothing of the key.
impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SealingKey {
        SealingKey::new(&[7; 32]).unwrap()
    }

    #[test]
    fn what_is_sealed_opens() {
        let envelope = key().seal(b"+8613812345678", b"users.phone", [1; 12]).unwrap();
        assert_eq!(key().open(&envelope, b"users.phone").unwrap(), b"+8613812345678");
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let envelope = key().seal(b"secret", b"context", [1; 12]).unwrap();
        for position in 0..envelope.len() {
            let mut altered = envelope.clone();
            altered[position] ^= 1;
            assert_eq!(key().open(&altered, b"context"), Err(SealError::Unopenable));
        }
        for length in 0..envelope.len() {
            assert_eq!(key().open(&envelope[..length], b"context"), Err(SealError::Unopenable));
        }
    }

    #[test]
    fn another_key_or_context_does_not_open() {
        let envelope = key().seal(b"secret", b"context", [1; 12]).unwrap();
        assert_eq!(key().open(&envelope, b"other"), Err(SealError::Unopenable));
        let other = SealingKey::new(&[8; 32]).unwrap();
        assert_eq!(other.open(&envelope, b"context"), Err(SealError::Unopenable));
        assert!(SealingKey::new(&[0; 31]).is_err());
    }

    /// NIST's test case 13 and 14 for 256-bit keys: all-zero key, nonce and block.
    #[test]
    fn the_cipher_is_aes_256_gcm() {
        let zero = SealingKey::new(&[0; 32]).unwrap();
        let envelope = zero.seal(&[0; 16], b"", [0; 12]).unwrap();
        assert_eq!(
            hex::encode(&envelope[13..]),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        );
    }
}
