//! Tokens altered as text: bits, base64, and how the parts are put together.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{parties::Parties, random::Random};
use crate::issuer::{Issuer, encode};

fn parts(token: &str) -> [String; 3] {
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

/// One bit of one part's text.
pub fn text_bit(parties: &Parties, random: &mut Random) -> String {
    let mut token = parties.token(random).into_bytes();
    let position = random.below(token.len());
    // The eighth bit would leave ASCII, and with it what a header can carry.
    token[position] ^= 1 << random.below(7);
    String::from_utf8(token).unwrap()
}

/// One bit of the bytes a part stands for.
pub fn byte_bit(parties: &Parties, random: &mut Random) -> String {
    let mut parts = parts(&parties.token(random));
    let part = &mut parts[random.below(3)];
    let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(&*part).unwrap();
    let position = random.below(bytes.len());
    bytes[position] ^= 1 << random.below(8);
    *part = encode(&bytes);
    parts.join(".")
}

/// One bit of header or claims, signed afterwards.
pub fn signed_bit(parties: &Parties, random: &mut Random) -> String {
    let (issuer, header, claims) = parties.honest(random);
    let mut texts = [header.to_string().into_bytes(), claims.to_string().into_bytes()];
    let text = &mut texts[random.below(2)];
    let position = random.below(text.len());
    text[position] ^= 1 << random.below(8);
    issuer.sign_bytes(&texts[0], &texts[1])
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The same bytes, or nearly, in base64 that is not the canonical base64url.
fn alter_base64(random: &mut Random, part: &str) -> String {
    let mut part = part.to_owned();
    let position = random.below(part.len() + 1);
    match random.below(6) {
        0 => part.push_str(random.pick(&["=", "==", "===", "="])),
        1 => part = part.replace('-', "+").replace('_', "/"),
        2 => part.insert_str(position, random.pick(&[" ", "\n", "\t", "\r\n", "\u{c}", "\0"])),
        3 => part.insert(position, random.pick(&['+', '/', '=', '%', '~', ',', 'é', '\u{a0}'])),
        // The unused bits of the last character.
        4 => {
            if let Some(last) = part.pop() {
                let value = ALPHABET.iter().position(|&byte| byte == last as u8).unwrap();
                part.push(ALPHABET[value ^ (1 + random.below(3))] as char);
            }
        }
        _ => part.push('A'),
    }
    part
}

/// One part in another base64; header and claims are signed so, or not.
pub fn base64(parties: &Parties, random: &mut Random) -> String {
    let (issuer, header, claims) = parties.honest(random);
    let mut parts = parts(&issuer.sign(&header, &claims));
    let which = random.below(3);
    parts[which] = alter_base64(random, &parts[which]);
    if which < 2 && random.below(3) > 0 {
        return issuer.sign_text(&format!("{}.{}", parts[0], parts[1]));
    }
    parts.join(".")
}

/// Parts dropped, doubled, exchanged, or taken from two tokens.
pub fn structure(parties: &Parties, random: &mut Random) -> String {
    let token = parties.token(random);
    let [header, claims, signature] = parts(&token);
    let [other_header, other_claims, other_signature] = parts(&parties.token(random));
    match random.below(20) {
        0 => format!("{header}.{claims}"),
        1 => format!("{header}.{claims}."),
        2 => format!(".{claims}.{signature}"),
        3 => format!("{header}..{signature}"),
        4 => format!("{token}."),
        5 => format!("{token}.{signature}"),
        6 => format!("{token}.{other_claims}.{other_signature}"),
        7 => format!("{claims}.{header}.{signature}"),
        8 => format!("{header}.{signature}.{claims}"),
        9 => format!("{other_header}.{claims}.{signature}"),
        10 => format!("{header}.{other_claims}.{signature}"),
        11 => format!("{header}.{claims}.{other_signature}"),
        12 => format!("{header}{claims}.{signature}"),
        13 => format!(" {token}"),
        14 => format!("{token}{}", random.pick(&[" ", "\n", "\0", "\u{feff}"])),
        15 => format!("Bearer {token}"),
        16 => token.to_uppercase(),
        17 => serde_json::json!({"protected": header, "payload": claims, "signature": signature})
            .to_string(),
        // A token inside a token.
        18 => {
            Issuer::new("current", 1).sign_text(&format!("{header}.{}", encode(token.as_bytes())))
        }
        _ => token[..random.below(token.len())].to_owned(),
    }
}
