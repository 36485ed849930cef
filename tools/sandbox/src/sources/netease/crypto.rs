//! `weapi` and `eapi`, opened and verified.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::WeapiKey;

const WEAPI_KEY: &[u8; 16] = b"0CoJUm6Qyw8W8jud";
const WEAPI_IV: &[u8; 16] = b"0102030405060708";
const EAPI_KEY: &[u8; 16] = b"e82ckenh8dichen8";
const EAPI_SEPARATOR: &str = "-36cd479b6b5-";

/// Opens a `weapi` form; `None` if any layer of it is wrong.
pub fn weapi_open(params: &str, enc_sec_key: &str, key: &WeapiKey) -> Option<String> {
    let mut second: Vec<u8> = key.open(enc_sec_key)?;
    // The key was reversed before it was sealed.
    second.reverse();
    let second: [u8; 16] = second.try_into().ok()?;
    let outer = cbc_open(&second, &STANDARD.decode(params).ok()?)?;
    let inner = cbc_open(WEAPI_KEY, &STANDARD.decode(outer).ok()?)?;
    String::from_utf8(inner).ok()
}

fn cbc_open(key: &[u8; 16], sealed: &[u8]) -> Option<Vec<u8>> {
    cbc::Decryptor::<Aes128>::new(key.into(), WEAPI_IV.into())
        .decrypt_padded_vec::<Pkcs7>(sealed)
        .ok()
}

/// What is wrong with an `eapi` form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EapiError {
    /// It is not hexadecimal or not encrypted with the key.
    #[error("the parameters cannot be opened")]
    Sealed,
    /// It is not path, JSON and digest.
    #[error("the parameters are not path, JSON and digest")]
    Parts,
    /// The path within is another than the one that was called.
    #[error("the path within differs from the path called")]
    Path,
    /// The digest is not that of path and JSON.
    #[error("the digest is wrong")]
    Digest,
}

/// Opens an `eapi` form that was sent to `path` (`/api/…`) and gives back its JSON.
pub fn eapi_open(params: &str, path: &str) -> Result<String, EapiError> {
    let sealed = hex::decode(params).map_err(|_| EapiError::Sealed)?;
    let plain = ecb::Decryptor::<Aes128>::new(EAPI_KEY.into())
        .decrypt_padded_vec::<Pkcs7>(&sealed)
        .map_err(|_| EapiError::Sealed)?;
    let plain = String::from_utf8(plain).map_err(|_| EapiError::Sealed)?;
    let parts: Vec<&str> = plain.split(EAPI_SEPARATOR).collect();
    let [signed_path, json, digest] = parts[..] else { return Err(EapiError::Parts) };
    if signed_path != path {
        return Err(EapiError::Path);
    }
    let message = format!("nobody{path}use{json}md5forencrypt");
    if hex::encode(Md5::digest(message)) != digest {
        return Err(EapiError::Digest);
    }
    Ok(json.to_owned())
}

/// An answer as it is sent when `e_r` was asked for.
pub fn eapi_seal(answer: &[u8]) -> Vec<u8> {
    ecb::Encryptor::<Aes128>::new(EAPI_KEY.into()).encrypt_padded_vec::<Pkcs7>(answer)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;

    use super::*;

    const SECOND_KEY: &[u8; 16] = b"0123456789abcdef";
    const WEAPI_PARAMS: &str = "echuH06dDs7OxMA2egejtvWuTbLs/0W4Iar5ZYYlrHZMs++29jrOmUM2kZbJQK22";
    const EAPI_PATH: &str = "/api/song/lyric/v1";
    const EAPI_PARAMS: &str = "04AE33D34A93FE3EC22DA8FA305D290AB337D0FE5F36D211DE0D338CC6AA89D05E0\
        BF73CD9F7CC4CE2B580F8F6AD4D1CCC094C41C35F758FAF9C81EFFFDDD51C36FA967D6E8D085FFF7761F600E88\
        29657EE41157690F3EDAFF398893AD1AEAD";

    fn seal_key(key: &[u8], modulus: &str) -> String {
        let mut reversed = key.to_vec();
        reversed.reverse();
        let modulus = BigUint::parse_bytes(modulus.as_bytes(), 16).unwrap();
        let sealed = BigUint::from_bytes_be(&reversed).modpow(&0x1_0001_u32.into(), &modulus);
        format!("{sealed:0>256x}")
    }

    /// The known answer for the real service's modulus shows that sealing is understood; the
    /// sandbox's key then opens what is sealed the same way.
    #[test]
    fn opens_the_known_weapi_answer() {
        let real = "e0b509f6259df8642dbc35662901477df22677ec152b5ff68ace615bb7b725152b3ab17a876aea8\
                    a5aa76d2e417629ec4ee341f56135fccf695280104e0312ecbda92557c93870114af6c9d05c4f7f\
                    0c3685b7a46bee255932575cce10b424d813cfe4875d3e82047b97ddef52741d546b8e289dc6935\
                    b3ece0462db0a22b8e7";
        assert_eq!(
            seal_key(SECOND_KEY, real),
            "35701388baf89fed412e11269b9c76625d095ecaf17f03fa018abe19ea2d38b949debf242ee39a71ca1f6c\
             da71b1b86a45aa909ee27f7e78e267d34e732f0de948206c3340a788d0003372183e2f753c1f78b66ac23d1\
             34ac1fc9b993156520ea826b8aa89a962d4491b4b8d7e08738e1da9b07aa39bf4a7ef0b1c210728cd52"
        );
        let own = seal_key(SECOND_KEY, WeapiKey::modulus());
        let key = WeapiKey::sandbox();
        let opened = weapi_open(WEAPI_PARAMS, &own, &key);
        assert_eq!(opened.as_deref(), Some(r#"{"csrf_token":""}"#));
        assert_eq!(
            weapi_open(WEAPI_PARAMS, &seal_key(b"0123456789abcdeX", WeapiKey::modulus()), &key),
            None
        );
        assert_eq!(weapi_open(WEAPI_PARAMS, "00", &key), None);
    }

    #[test]
    fn opens_the_known_eapi_answer_and_nothing_else() {
        assert_eq!(eapi_open(EAPI_PARAMS, EAPI_PATH).unwrap(), r#"{"id":"9","yv":0}"#);
        assert_eq!(eapi_open(EAPI_PARAMS, "/api/other"), Err(EapiError::Path));
        assert_eq!(eapi_open("00FF", EAPI_PATH), Err(EapiError::Sealed));
        let forged = format!("{EAPI_PATH}{EAPI_SEPARATOR}{{}}{EAPI_SEPARATOR}{}", "0".repeat(32));
        let forged = hex::encode_upper(eapi_seal(forged.as_bytes()));
        assert_eq!(eapi_open(&forged, EAPI_PATH), Err(EapiError::Digest));
    }
}
