//! How NetEase's clients wrap a call: `weapi` (AES-CBC twice, the second key by RSA) and `eapi`
//! (a digest and AES-ECB). The keys are constants of the public clients and protect nothing.

use aes::Aes128;
use base64::{Engine, prelude::BASE64_STANDARD};
use cbc::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit, block_padding::Pkcs7};
use md5::{Digest, Md5};
use num_bigint::BigUint;

const WEAPI_KEY: &[u8; 16] = b"0CoJUm6Qyw8W8jud";
const WEAPI_IV: &[u8; 16] = b"0102030405060708";
const EAPI_KEY: &[u8; 16] = b"e82ckenh8dichen8";
const EAPI_SEPARATOR: &str = "-36cd479b6b5-";
const PUBLIC_EXPONENT: u32 = 0x1_0001;
/// Hexadecimal digits of a number of 1024 bits.
const MODULUS_DIGITS: usize = 256;

/// The characters of a session key.
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The two fields of a `weapi` form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Weapi {
    pub params: String,
    pub enc_sec_key: String,
}

/// Wraps `json` under a session key made of `randomness`. `None` when `modulus` is not a
/// hexadecimal number above 0.
pub(super) fn weapi(json: &str, randomness: [u8; 16], modulus: &str) -> Option<Weapi> {
    let key = randomness.map(|byte| ALPHABET[usize::from(byte) % ALPHABET.len()]);
    weapi_with(json, key, modulus)
}

fn weapi_with(json: &str, mut key: [u8; 16], modulus: &str) -> Option<Weapi> {
    let modulus = BigUint::parse_bytes(modulus.as_bytes(), 16).filter(|n| *n > BigUint::ZERO)?;
    let params = cbc_base64(&cbc_base64(json, WEAPI_KEY), &key);
    key.reverse();
    // Textbook RSA, without padding: what the web client does.
    let sealed = BigUint::from_bytes_be(&key).modpow(&BigUint::from(PUBLIC_EXPONENT), &modulus);
    Some(Weapi { params, enc_sec_key: format!("{sealed:0>MODULUS_DIGITS$x}") })
}

fn cbc_base64(text: &str, key: &[u8; 16]) -> String {
    let sealed = cbc::Encryptor::<Aes128>::new(key.into(), WEAPI_IV.into())
        .encrypt_padded_vec::<Pkcs7>(text.as_bytes());
    BASE64_STANDARD.encode(sealed)
}

/// The `params` field of an `eapi` form for `json` sent to `path`, which begins with `/api/`.
pub(super) fn eapi(path: &str, json: &str) -> String {
    let digest = hex::encode(Md5::digest(format!("nobody{path}use{json}md5forencrypt")));
    let text = [path, json, &digest].join(EAPI_SEPARATOR);
    let sealed =
        ecb::Encryptor::<Aes128>::new(EAPI_KEY.into()).encrypt_padded_vec::<Pkcs7>(text.as_bytes());
    hex::encode_upper(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::NeteaseSettings;

    #[test]
    fn weapi_of_the_known_text_and_key() {
        let wrapped = weapi_with(
            r#"{"csrf_token":""}"#,
            *b"0123456789abcdef",
            &NeteaseSettings::default().weapi_modulus,
        )
        .unwrap();
        assert_eq!(
            wrapped.params,
            "echuH06dDs7OxMA2egejtvWuTbLs/0W4Iar5ZYYlrHZMs++29jrOmUM2kZbJQK22"
        );
        assert_eq!(
            wrapped.enc_sec_key,
            concat!(
                "35701388baf89fed412e11269b9c76625d095ecaf17f03fa018abe19ea2d38b949debf242ee39a71",
                "ca1f6cda71b1b86a45aa909ee27f7e78e267d34e732f0de948206c3340a788d0003372183e2f753c",
                "1f78b66ac23d134ac1fc9b993156520ea826b8aa89a962d4491b4b8d7e08738e1da9b07aa39bf4a7",
                "ef0b1c210728cd52"
            )
        );
    }

    #[test]
    fn a_short_result_is_padded_to_the_length_of_the_modulus() {
        let wrapped = weapi("{}", [0; 16], "3").unwrap();
        assert_eq!(wrapped.enc_sec_key.len(), MODULUS_DIGITS);
    }

    #[test]
    fn a_modulus_that_is_none_is_refused() {
        for modulus in ["", "0", "xyz"] {
            assert_eq!(weapi("{}", [7; 16], modulus), None);
        }
    }

    #[test]
    fn eapi_of_the_known_path_and_text() {
        assert_eq!(
            eapi("/api/song/lyric/v1", r#"{"id":"9","yv":0}"#),
            concat!(
                "04AE33D34A93FE3EC22DA8FA305D290AB337D0FE5F36D211DE0D338CC6AA89D05E0BF73CD9F7CC4C",
                "E2B580F8F6AD4D1CCC094C41C35F758FAF9C81EFFFDDD51C36FA967D6E8D085FFF7761F600E88296",
                "57EE41157690F3EDAFF398893AD1AEAD"
            )
        );
    }
}
