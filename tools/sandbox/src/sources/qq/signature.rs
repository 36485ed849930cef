//! The signature `zzc` of `musics.fcg`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

const HEAD: [usize; 7] = [23, 14, 6, 36, 16, 7, 19];
const TAIL: [usize; 8] = [16, 1, 32, 12, 19, 27, 8, 5];
const MASK: [u8; 20] =
    [89, 39, 179, 150, 218, 82, 58, 252, 177, 52, 186, 123, 120, 64, 242, 133, 143, 161, 121, 179];

/// The signature of exactly these body bytes.
pub fn sign(body: &[u8]) -> String {
    let digest = Sha1::digest(body);
    let hex = hex::encode_upper(digest).into_bytes();
    let pick = |places: &[usize]| places.iter().map(|p| char::from(hex[*p])).collect::<String>();
    let masked: Vec<u8> = digest.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect();
    let middle = STANDARD.encode(masked).replace(['\\', '/', '+', '='], "");
    format!("zzc{}{middle}{}", pick(&HEAD), pick(&TAIL)).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn matches_the_known_answer() {
        assert_eq!(sign(br#"{"a":1}"#), "zzc7746109xq501htmv4ipz7c8owlxfpihjm1fd695c7");
    }
}
