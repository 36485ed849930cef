//! Access tokens as the origin signs them.

use anyhow::{Result, anyhow};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jwt_simple::prelude::{Claims, Duration, Ed25519KeyPair, EdDSAKeyPairLike as _};
use wasm_shared::auth::{AccessClaims, Jwk, KeySet};

/// A signing key, and what its tokens say.
pub struct Signer {
    keys: Ed25519KeyPair,
    /// `iss` of every token.
    pub issuer: String,
    /// `aud` of every token.
    pub audience: String,
}

impl Signer {
    /// A new key.
    pub fn new(issuer: &str, audience: &str) -> Self {
        let keys = Ed25519KeyPair::generate().with_key_id("bench");
        Self { keys, issuer: issuer.to_owned(), audience: audience.to_owned() }
    }

    /// The private half: the seed, base64url.
    pub fn seed(&self) -> String {
        // The pair's bytes are the seed, then the public key.
        URL_SAFE_NO_PAD.encode(&self.keys.to_bytes()[..32])
    }

    /// The public half, as a JWK set.
    pub fn jwks(&self) -> Result<String> {
        let public: [u8; 32] = self
            .keys
            .public_key()
            .to_bytes()
            .try_into()
            .map_err(|_| anyhow!("an Ed25519 key has 32 bytes"))?;
        Ok(String::from_utf8(KeySet::to_json(&[Jwk::ed25519("bench", &public)]))?)
    }

    /// A token never made before; all are of the same length.
    pub fn token(&self, number: u32) -> Result<String> {
        let claims = AccessClaims {
            did: "7f1f6f0c-6f5e-4c1e-9f30-2f0a5f0e5c11".to_owned(),
            sid: "0193a1f2-7b1c-7d2e-8a3f-4b5c6d7e8f90".to_owned(),
            ver: 1,
            net: None,
        };
        let claims =
            Claims::with_custom_claims(claims, Duration::from_secs(AccessClaims::LIFETIME_S))
                .with_issuer(&self.issuer)
                .with_audience(&self.audience)
                .with_subject("0193a1f2-7b1c-7d2e-8a3f-000000000001")
                .with_jwt_id(format!("bench-{number:08}"));
        self.keys.sign(claims)
    }
}
