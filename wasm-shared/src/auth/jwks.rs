use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jwt_simple::prelude::Ed25519PublicKey;
use serde::{Deserialize, Serialize};

/// A public Ed25519 key as RFC 8037 writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Jwk {
    /// `OKP`
    pub kty: String,
    /// `Ed25519`
    #[serde(default)]
    pub crv: String,
    /// The key's name.
    #[serde(default)]
    pub kid: String,
    /// The 32 bytes in base64url.
    #[serde(default)]
    pub x: String,
    /// `EdDSA`
    #[serde(default)]
    pub alg: String,
    /// `sig`
    #[serde(default, rename = "use")]
    pub key_use: String,
}

impl Jwk {
    /// Writes an Ed25519 public key.
    pub fn ed25519(kid: impl Into<String>, public_key: &[u8; 32]) -> Self {
        Self {
            kty: "OKP".to_owned(),
            crv: "Ed25519".to_owned(),
            kid: kid.into(),
            x: BASE64_URL_SAFE_NO_PAD.encode(public_key),
            alg: "EdDSA".to_owned(),
            key_use: "sig".to_owned(),
        }
    }

    /// The key itself; `None` unless it is an Ed25519 key meant for signatures.
    fn public_key(&self) -> Option<Ed25519PublicKey> {
        let usable = self.kty == "OKP"
            && self.crv == "Ed25519"
            && matches!(self.alg.as_str(), "" | "EdDSA")
            && matches!(self.key_use.as_str(), "" | "sig");
        if !usable {
            return None;
        }
        Ed25519PublicKey::from_bytes(&BASE64_URL_SAFE_NO_PAD.decode(&self.x).ok()?).ok()
    }
}

#[derive(Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "JwkSet"))]
pub struct Document<T> {
    keys: Vec<T>,
}

/// The keys that verify access tokens, by `kid`.
#[derive(Debug, Clone, Default)]
pub struct KeySet(Vec<(String, Ed25519PublicKey)>);

impl KeySet {
    /// Reads a JWK set. Keys of other kinds are passed over, as RFC 7517 (5) asks.
    ///
    /// # Errors
    /// When it is not a JWK set.
    pub fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        let document: Document<serde_json::Value> = crate::json::from_bytes(json)?;
        let keys = document
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value::<Jwk>(key).ok())
            .filter_map(|jwk| Some((jwk.kid.clone(), jwk.public_key()?)))
            .collect();
        Ok(Self(keys))
    }

    /// Writes a JWK set.
    pub fn to_json(keys: &[Jwk]) -> Vec<u8> {
        serde_json::to_vec(&Document { keys: keys.to_vec() })
            .expect("strings serialise without fail")
    }

    /// The key named `kid`.
    pub fn get(&self, kid: &str) -> Option<&Ed25519PublicKey> {
        self.0.iter().find(|(name, _)| name == kid).map(|(_, key)| key)
    }

    /// Whether there is no key at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The public key of RFC 8037, appendix A.2.
    const RFC_8037: &str = r#"{"keys":[
        {"kty":"RSA","kid":"rsa","n":"AQAB","e":"AQAB"},
        {"kty":"oct","kid":"secret","k":"AAAA"},
        {"kty":"OKP","crv":"X25519","kid":"agreement","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty":"OKP","crv":"Ed25519","kid":"enc","use":"enc","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty":"OKP","crv":"Ed25519","kid":"short","x":"11qYAYKx"},
        {"kty":"OKP","crv":"Ed25519","kid":"ours","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    ]}"#;

    #[test]
    fn only_ed25519_signature_keys_are_taken() {
        let keys = KeySet::parse(RFC_8037.as_bytes()).unwrap();
        assert!(keys.get("ours").is_some());
        for kid in ["rsa", "secret", "agreement", "enc", "short"] {
            assert!(keys.get(kid).is_none(), "{kid}");
        }
        assert!(KeySet::parse(b"<html>").is_err());
    }

    #[test]
    fn what_is_written_is_read() {
        let public: [u8; 32] = BASE64_URL_SAFE_NO_PAD
            .decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
            .unwrap()
            .try_into()
            .unwrap();
        let json = KeySet::to_json(&[Jwk::ed25519("a", &public)]);
        assert!(KeySet::parse(&json).unwrap().get("a").is_some());
    }
}
