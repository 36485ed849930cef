use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_compact::{KeyPair, Seed};
use serde_json::{Value, json};
use wasm_shared::ports::Timestamp;

/// When every token of these tests is looked at.
pub const NOW: Timestamp = Timestamp::from_secs(NOW_S);
/// [`NOW`] in seconds of Unix time.
pub const NOW_S: i64 = 1_800_000_000;

/// A signer of tokens, good and bad, with a key that is the same in every run.
pub struct Issuer {
    /// The name its key has in a key set.
    pub kid: &'static str,
    /// The key.
    pub key: KeyPair,
}

impl Issuer {
    /// An issuer whose key comes from `seed`.
    pub fn new(kid: &'static str, seed: u8) -> Self {
        Self { kid, key: KeyPair::from_seed(Seed::new([seed; 32])) }
    }

    /// Its public key as a member of a key set.
    pub fn jwk(&self) -> Value {
        let x = BASE64_URL_SAFE_NO_PAD.encode(self.key.pk.as_slice());
        json!({"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": x})
    }

    /// The header our origin writes.
    pub fn header(&self) -> Value {
        json!({"alg": "EdDSA", "kid": self.kid, "typ": "JWT"})
    }

    /// A token over this JSON.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_bytes(header.to_string().as_bytes(), claims.to_string().as_bytes())
    }

    /// A token over these bytes, whatever they are.
    pub fn sign_bytes(&self, header: &[u8], claims: &[u8]) -> String {
        self.sign_text(&format!("{}.{}", encode(header), encode(claims)))
    }

    /// A token over this text, whatever it encodes.
    pub fn sign_text(&self, signing_input: &str) -> String {
        let signature = self.key.sk.sign(signing_input, None);
        format!("{signing_input}.{}", encode(signature.as_ref()))
    }
}

/// The claims of a token of ours made at [`NOW`].
pub fn claims() -> Value {
    json!({
        "iss": "https://listen.stream", "aud": "listen-stream", "sub": "user", "jti": "1",
        "did": "phone", "sid": "session", "ver": 1, "iat": NOW_S, "exp": NOW_S + 600,
    })
}

/// Base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
