//! Wycheproof's AES-GCM vectors against `SealingKey`.

use serde::Deserialize;
use wasm_shared::crypto::{SealError, SealingKey};

use crate::fixture::{lines, unhex};

const VECTORS: &str = include_str!("../../fixtures/vectors/wycheproof/aes_gcm.jsonl");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    key_size: usize,
    tests: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    tc_id: u32,
    comment: String,
    #[serde(deserialize_with = "unhex")]
    key: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    iv: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    aad: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    msg: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    ct: Vec<u8>,
    #[serde(deserialize_with = "unhex")]
    tag: Vec<u8>,
    result: String,
}

#[test]
fn valid_envelopes_open_and_are_what_we_seal_and_others_do_not_open() {
    let (mut opened, mut refused) = (0, 0);
    for group in lines::<Group>(VECTORS).into_iter().filter(|group| group.key_size == 256) {
        for vector in group.tests {
            let case = format!("{} {}", vector.tc_id, vector.comment);
            let key = SealingKey::new(&vector.key).unwrap();
            let envelope = [&[1], &vector.iv[..], &vector.ct, &vector.tag].concat();
            let answer = key.open(&envelope, &vector.aad);
            if vector.result == "valid" {
                assert_eq!(answer.as_ref(), Ok(&vector.msg), "{case}");
                let nonce = vector.iv.try_into().unwrap();
                assert_eq!(key.seal(&vector.msg, &vector.aad, nonce), Ok(envelope), "{case}");
                opened += 1;
            } else {
                assert_eq!(answer, Err(SealError::Unopenable), "{case}");
                refused += 1;
            }
        }
    }
    println!("AES-256-GCM: {opened} sealed alike and opened, {refused} refused");
    assert_eq!((opened, refused), (39, 27));
}

/// A shorter key would be a weaker cipher, chosen by accident.
#[test]
fn keys_of_128_and_192_bits_are_refused() {
    let groups = lines::<Group>(VECTORS);
    let shorter =
        groups.iter().filter(|group| group.key_size != 256).flat_map(|group| &group.tests);
    let mut refused = 0;
    for vector in shorter {
        assert_eq!(SealingKey::new(&vector.key).unwrap_err(), SealError::KeyLength);
        refused += 1;
    }
    assert_eq!(refused, 131);
}
