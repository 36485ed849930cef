//! RFC 8037, appendix A: the key, its thumbprint, and the signature.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_compact::{KeyPair, Seed};
use jwt_simple::prelude::{Ed25519PublicKey, EdDSAPublicKeyLike};
use wasm_shared::{
    auth::{Jwk, KeySet, TokenError, verify},
    settings::AuthSettings,
};

use crate::issuer::NOW;

/// A.1 and A.2.
const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
/// A.3.
const THUMBPRINT: &str = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
/// A.4.
const SIGNING_INPUT: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
const SIGNATURE: &str =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

fn key_pair() -> KeyPair {
    let seed = BASE64_URL_SAFE_NO_PAD.decode(D).unwrap();
    KeyPair::from_seed(Seed::from_slice(&seed).unwrap())
}

/// The public key as our reader of key sets takes it over.
fn imported(kid: &str) -> (KeySet, Ed25519PublicKey) {
    let jwk = serde_json::json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": X});
    let keys = KeySet::parse(serde_json::json!({"keys": [jwk]}).to_string().as_bytes()).unwrap();
    let key = keys.get(kid).unwrap().clone();
    (keys, key)
}

#[test]
fn the_key_is_imported_and_exported() {
    let (_, public) = imported("a");
    assert_eq!(public.to_bytes(), key_pair().pk.to_vec());
    let exported = Jwk::ed25519("a", &key_pair().pk);
    assert_eq!((exported.kty.as_str(), exported.crv.as_str()), ("OKP", "Ed25519"));
    assert_eq!(exported.x, X);
}

#[test]
fn the_thumbprint_is_reproduced() {
    let (_, public) = imported("a");
    assert_eq!(public.jwk_thumbprint(), THUMBPRINT);
}

#[test]
fn the_signature_is_reproduced_and_verifies() {
    let signature = key_pair().sk.sign(SIGNING_INPUT, None);
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(signature), SIGNATURE);
    let (_, public) = imported("a");
    let public: &ed25519_compact::PublicKey = public.public_key().as_ref();
    public.verify(SIGNING_INPUT, &signature).unwrap();
    assert!(public.verify(format!("{SIGNING_INPUT}A"), &signature).is_err());
}

/// A.5's JWS is validly signed, and still no access token: it names no key and makes no claims.
#[test]
fn what_is_signed_is_not_yet_a_token() {
    let (keys, _) = imported("a");
    let token = format!("{SIGNING_INPUT}.{SIGNATURE}");
    assert_eq!(verify(&token, &keys, &AuthSettings::default(), NOW), Err(TokenError::Invalid));
}
