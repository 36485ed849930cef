//! Wycheproof's JWS and JWE vectors. None is for Ed25519, so our verifier may accept none of them,
//! whichever key it holds; and what is wrong with them must be refused in a token of ours as well.

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_shared::{
    auth::{KeySet, TokenError, verify},
    settings::AuthSettings,
};

use crate::{
    fixture::lines,
    issuer::{Issuer, NOW, claims},
};

const SIGNATURES: &str = include_str!("../../fixtures/vectors/wycheproof/json_web_signature.jsonl");
const CRYPTO: &str = include_str!("../../fixtures/vectors/wycheproof/json_web_crypto.jsonl");

#[derive(Deserialize)]
struct Group {
    comment: String,
    /// A key, or a set of keys.
    key: Value,
    tests: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    tc_id: u32,
    comment: String,
    token: Token,
    result: String,
}

/// Compact, or in the JSON serialisation.
#[derive(Deserialize)]
#[serde(untagged)]
enum Token {
    Compact(String),
    Json(Value),
}

impl Group {
    fn keys(&self) -> Vec<Value> {
        self.key["keys"].as_array().cloned().unwrap_or_else(|| vec![self.key.clone()])
    }
}

impl Vector {
    fn text(&self) -> String {
        match &self.token {
            Token::Compact(text) => text.clone(),
            Token::Json(value) => value.to_string(),
        }
    }
}

fn groups() -> Vec<Group> {
    [SIGNATURES, CRYPTO].into_iter().flat_map(lines::<Group>).collect()
}

fn key_set(keys: &[Value]) -> KeySet {
    KeySet::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

fn check(token: &str, keys: &KeySet) -> Result<(), TokenError> {
    verify(token, keys, &AuthSettings::default(), NOW).map(drop)
}

/// As published, with the keys they were made with, and with a key of ours under the same name.
#[test]
fn none_is_accepted() {
    let mut refused = 0;
    for group in groups() {
        let theirs = key_set(&group.keys());
        assert!(theirs.is_empty(), "{}: a key that is not Ed25519 was taken", group.comment);
        let ours: Vec<Value> = group
            .keys()
            .iter()
            .map(|key| {
                let mut jwk = Issuer::new("", 1).jwk();
                jwk["kid"] = key.get("kid").cloned().unwrap_or_default();
                jwk
            })
            .filter(|jwk| jwk["kid"].is_string())
            .collect();
        let ours = key_set(&ours);
        for vector in &group.tests {
            for keys in [&theirs, &ours] {
                let answer = check(&vector.text(), keys);
                assert!(answer.is_err(), "{} {} {}", group.comment, vector.tc_id, vector.comment);
            }
            refused += 1;
        }
    }
    println!("Wycheproof JWS and JWE: {refused} refused, 0 accepted");
    assert_eq!(refused, 401 + 83);
}

/// Each vector again with the three parts of its group's valid token replaced by those of a token
/// that is good: what stays wrong is what the vector is about. The valid ones become that token and
/// are accepted.
#[test]
fn the_same_defects_are_refused_in_a_token_of_ours() {
    let issuer = Issuer::new("current", 1);
    let keys = key_set(&[issuer.jwk()]);
    let good = issuer.sign(&issuer.header(), &claims());
    let (mut accepted, mut refused) = (0, 0);
    for group in groups() {
        let Some(valid) = group.tests.iter().find(|vector| vector.result == "valid") else {
            continue;
        };
        let valid = valid.text();
        let parts: Vec<&str> = valid.split('.').collect();
        if parts.len() != 3 {
            continue;
        }
        for vector in &group.tests {
            let mut token = vector.text();
            for (theirs, ours) in parts.iter().zip(good.split('.')) {
                if !theirs.is_empty() {
                    token = token.replacen(theirs, ours, 1);
                }
            }
            let answer = check(&token, &keys);
            if token == good {
                answer.unwrap();
                accepted += 1;
            } else {
                assert!(answer.is_err(), "{} {} {}", group.comment, vector.tc_id, vector.comment);
                refused += 1;
            }
        }
    }
    println!("Wycheproof's defects in tokens of ours: {refused} refused, {accepted} intact");
    assert!(accepted >= 15 && refused >= 400, "{accepted} {refused}");
}
