//! The keys derived from the one secret key: what is sealed, what is indexed, what is hashed.

use std::fmt;

use ed25519_compact::KeyPair;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretSlice};
use sha2::Sha256;
use wasm_shared::crypto::{SealError, SealingKey};

use crate::{audit, entropy};

/// A keyed HMAC-SHA256: equal inputs give equal digests, and nothing can be learnt from one without
/// the secret key.
pub type Digest = [u8; 32];

/// Seals and indexes personal and secret values at rest.
///
/// Each purpose has its own key, HMAC-SHA256 of its label under the secret key, so that a value of
/// one purpose says nothing in another.
pub struct Vault {
    sealing: SealingKey,
    phone_index: SecretSlice<u8>,
    address_index: SecretSlice<u8>,
    device_index: SecretSlice<u8>,
    sms_code: SecretSlice<u8>,
    presence: SecretSlice<u8>,
    sign_in_subject: SecretSlice<u8>,
    recovery_code: SecretSlice<u8>,
    csrf_token: SecretSlice<u8>,
    checkpoint_seed: SecretBox<Digest>,
}

impl Vault {
    /// Derives the keys. `secret_key` is 32 random bytes.
    pub fn new(secret_key: &[u8; 32]) -> Self {
        let derive = |label: &str| mac(secret_key, &[label.as_bytes()]);
        Self {
            sealing: SealingKey::new(&derive("listen-stream sealing v1"))
                .expect("a derived key is 32 bytes"),
            phone_index: derive("listen-stream phone index v1").to_vec().into(),
            address_index: derive("listen-stream address index v1").to_vec().into(),
            device_index: derive("listen-stream device index v1").to_vec().into(),
            sms_code: derive("listen-stream sms code v1").to_vec().into(),
            presence: derive("listen-stream presence v1").to_vec().into(),
            sign_in_subject: derive("listen-stream sign-in subject v1").to_vec().into(),
            recovery_code: derive("listen-stream recovery code v1").to_vec().into(),
            csrf_token: derive("listen-stream csrf token v1").to_vec().into(),
            checkpoint_seed: Box::new(derive("listen-stream audit checkpoint v1")).into(),
        }
    }

    /// Seals `plaintext` so that it opens only in the same `context`, for example
    /// `users.phone:{id}`.
    pub fn seal(&self, plaintext: &[u8], context: &str) -> Result<Vec<u8>, SealError> {
        self.sealing.seal(plaintext, context.as_bytes(), entropy::bytes())
    }

    /// Opens what [`Self::seal`] made.
    pub fn open(&self, envelope: &[u8], context: &str) -> Result<Vec<u8>, SealError> {
        self.sealing.open(envelope, context.as_bytes())
    }

    /// What a phone number is found by.
    pub fn phone_index(&self, e164: &str) -> Digest {
        mac(self.phone_index.expose_secret(), &[e164.as_bytes()])
    }

    /// What an address is counted by.
    pub fn address_index(&self, address: &str) -> Digest {
        mac(self.address_index.expose_secret(), &[address.as_bytes()])
    }

    /// What a device is counted by that nobody has signed in on.
    pub fn device_index(&self, device_id: &str) -> Digest {
        mac(self.device_index.expose_secret(), &[device_id.as_bytes()])
    }

    /// What a user is counted by in one period: half a digest, which is as rarely two users' as never.
    pub fn presence_mark(&self, user_and_period: &str) -> [u8; 16] {
        let digest = mac(self.presence.expose_secret(), &[user_and_period.as_bytes()]);
        *digest.first_chunk().expect("a digest is 32 bytes")
    }

    /// What a sign-in code is compared by. A million codes are soon tried: the key is what keeps
    /// a copy of the table from telling them.
    pub fn sms_code_hash(&self, purpose: &str, e164: &str, code: &str) -> Digest {
        let parts = [purpose.as_bytes(), b"\0", e164.as_bytes(), b"\0", code.as_bytes()];
        mac(self.sms_code.expose_secret(), &parts)
    }

    /// What failures to sign in as an administrator are counted by: `kind` of subject, and which.
    pub fn sign_in_subject(&self, kind: &str, subject: &str) -> Digest {
        let parts = [kind.as_bytes(), b"\0", subject.as_bytes()];
        mac(self.sign_in_subject.expose_secret(), &parts)
    }

    /// What a recovery code is found by.
    pub fn recovery_code_hash(&self, code: &str) -> Digest {
        mac(self.recovery_code.expose_secret(), &[code.as_bytes()])
    }

    /// What signs the audit's checkpoints.
    pub fn checkpoint_key(&self) -> KeyPair {
        audit::key(self.checkpoint_seed.expose_secret())
    }

    /// What writes of the session with this token must carry beside it.
    pub fn csrf_token(&self, session_token: &[u8]) -> Digest {
        mac(self.csrf_token.expose_secret(), &[session_token])
    }
}

/// Shows nothing of the keys.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Digest {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_bound_to_its_phone_and_purpose() {
        let vault = Vault::new(&[1; 32]);
        let hash = vault.sms_code_hash("sign_in", "+8613812345678", "123456");
        assert_eq!(hash, vault.sms_code_hash("sign_in", "+8613812345678", "123456"));
        assert_ne!(hash, vault.sms_code_hash("sign_in", "+8613812345679", "123456"));
        assert_ne!(hash, vault.sms_code_hash("delete", "+8613812345678", "123456"));
        assert_ne!(hash, vault.sms_code_hash("sign_in", "+8613812345678", "123457"));
        assert_ne!(hash, Vault::new(&[2; 32]).sms_code_hash("sign_in", "+8613812345678", "123456"));
    }

    #[test]
    fn one_value_has_another_digest_per_purpose() {
        let vault = Vault::new(&[1; 32]);
        assert_ne!(vault.phone_index("x"), vault.address_index("x"));
    }

    #[test]
    fn a_sealed_value_opens_in_its_own_context_only() {
        let vault = Vault::new(&[1; 32]);
        let envelope = vault.seal(b"+8613812345678", "users.phone:1").unwrap();
        assert_eq!(vault.open(&envelope, "users.phone:1").unwrap(), b"+8613812345678");
        assert!(vault.open(&envelope, "users.phone:2").is_err());
        assert!(!format!("{vault:?}").contains('1'));
    }
}
