//! Ed25519 signatures, verified by the key our reader of key sets makes of a JWK and the primitive
//! under `jwt-simple`.

use ed25519_compact::{PublicKey, Signature};
use jwt_simple::prelude::EdDSAPublicKeyLike;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wasm_shared::auth::KeySet;

use crate::{
    fixture::{lines, unhex},
    issuer::encode,
};

const WYCHEPROOF: &str = include_str!("../../fixtures/vectors/wycheproof/ed25519.jsonl");
const SPECCHECK: &str = include_str!("../../fixtures/vectors/speccheck.jsonl");

#[derive(Deserialize)]
struct Group {
    key: Value,
    tests: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    tc_id: u32,
    comment: String,
    #[serde(deserialize_with = "unhex")]
    msg: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    sig: Vec<u8>,
    result: String,
    flags: Vec<String>,
}

/// The key as a key set would give it to the verifier; `None` when it is not taken at all.
fn imported(jwk: &Value) -> Option<PublicKey> {
    let keys = KeySet::parse(json!({ "keys": [jwk] }).to_string().as_bytes()).unwrap();
    keys.get(jwk["kid"].as_str().unwrap()).map(|key| *key.public_key().as_ref())
}

fn accepts(key: PublicKey, message: &[u8], signature: &[u8]) -> bool {
    Signature::from_slice(signature).and_then(|signature| key.verify(message, &signature)).is_ok()
}

#[test]
fn wycheproof_agrees_on_every_signature() {
    let mut counts = BTreeMap::<(String, String), u32>::new();
    for group in lines::<Group>(WYCHEPROOF) {
        let key = imported(&group.key).unwrap();
        for vector in group.tests {
            let accepted = accepts(key, &vector.msg, &vector.sig);
            let expected = vector.result == "valid";
            assert_eq!(accepted, expected, "{} {}", vector.tc_id, vector.comment);
            *counts.entry((vector.result, vector.flags.join(" "))).or_default() += 1;
        }
    }
    for ((result, flags), count) in &counts {
        println!("{result:<8} {flags:<22} {count:>3}");
    }
    let of = |result| -> u32 {
        counts.iter().filter(|((name, _), _)| name == result).map(|(_, count)| count).sum()
    };
    // There is no result "acceptable" among them: every one is decided.
    assert_eq!((of("valid"), of("invalid"), counts.values().sum()), (88, 63, 151));
}

#[derive(Deserialize)]
struct Disputed {
    #[serde(deserialize_with = "unhex")]
    message: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    pub_key: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    signature: Vec<u8>,
}

/// The twelve cases implementations dispute. Keys and commitments of small order, scalars out of
/// range and encodings that are not canonical are refused. The three that are accepted satisfy the
/// equation of RFC 8032 (5.1.7), multiplied by the cofactor, with a key whose holder gave it a
/// torsion component; our origin's keys have none.
#[test]
fn of_what_is_disputed_only_the_equation_of_rfc_8032_is_accepted() {
    let accepted: Vec<usize> = lines::<Disputed>(SPECCHECK)
        .iter()
        .enumerate()
        .filter(|(_, case)| {
            let x = encode(&case.pub_key);
            let jwk = json!({"kty": "OKP", "crv": "Ed25519", "kid": "disputed", "x": x});
            imported(&jwk).is_some_and(|key| accepts(key, &case.message, &case.signature))
        })
        .map(|(number, _)| number)
        .collect();
    assert_eq!(accepted, [3, 4, 5]);
}
