//! What QQ Music's gateway wants to see of a caller: the `zzc` signature of a body and the hash of
//! a session key.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha1::{Digest, Sha1};

/// Positions in the upper-case hexadecimal SHA-1 that begin the signature.
const HEAD: [usize; 7] = [23, 14, 6, 36, 16, 7, 19];
/// Positions in the same that end it.
const TAIL: [usize; 8] = [16, 1, 32, 12, 19, 27, 8, 5];
/// The mask (exclusive or) of the digest's bytes in between.
const MASK: [u8; 20] =
    [89, 39, 179, 150, 218, 82, 58, 252, 177, 52, 186, 123, 120, 64, 242, 133, 143, 161, 121, 179];

/// `hash33` of nothing, the `g_tk` of an anonymous call.
const HASH33_SEED: u32 = 5381;

/// The `sign` parameter for exactly these bytes of a body.
pub(super) fn zzc(body: &[u8]) -> String {
    let digest = Sha1::digest(body);
    let hexadecimal = hex::encode_upper(digest);
    let hexadecimal = hexadecimal.as_bytes();
    let masked: Vec<u8> = digest.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect();
    let pick = |positions: &[usize]| -> String {
        positions.iter().map(|&at| char::from(hexadecimal[at])).collect()
    };
    let middle = BASE64_STANDARD.encode(masked).replace(['+', '/', '='], "");
    format!("zzc{}{middle}{}", pick(&HEAD), pick(&TAIL)).to_lowercase()
}

/// The `g_tk` of a session whose key is `key`; empty for none.
pub(super) fn g_tk(key: &str) -> u32 {
    hash33(key, HASH33_SEED)
}

fn hash33(text: &str, seed: u32) -> u32 {
    text.chars().fold(seed, |hash, character| {
        hash.wrapping_mul(33).wrapping_add(u32::from(character)) & 0x7FFF_FFFF
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zzc_of_the_known_body() {
        assert_eq!(zzc(br#"{"a":1}"#), "zzc7746109xq501htmv4ipz7c8owlxfpihjm1fd695c7");
    }

    #[test]
    fn hash33_of_the_known_texts() {
        assert_eq!(g_tk("abc"), 193_485_963);
        assert_eq!(g_tk(""), 5381);
        assert_eq!(hash33("abc", 0), 108_966);
    }
}
