//! Signatures that are nearly right: malleable, of small order, of the wrong size.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use num_bigint::BigUint;

use super::{
    commitment::{SMALL_ORDER, little_endian, order, with_commitment},
    parties::{NEUTRAL, Parties},
    random::Random,
};
use crate::issuer::encode;

fn small_order(random: &mut Random) -> [u8; 32] {
    hex::decode(random.pick(&SMALL_ORDER)).unwrap().try_into().unwrap()
}

/// A good token with a signature that is not the one that was made for it.
pub fn signature(parties: &Parties, random: &mut Random) -> String {
    let (issuer, mut header, claims) = parties.honest(random);
    let kind = random.below(14);
    if kind == 0 {
        header["kid"] = "weak".into();
    }
    let token = issuer.sign(&header, &claims);
    let (input, signature) = token.rsplit_once('.').unwrap();
    let honest: [u8; 64] = BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap().try_into().unwrap();
    let (commitment, scalar) = honest.split_at(32);
    let scalar_number = BigUint::from_bytes_le(scalar);
    let altered: Vec<u8> = match kind {
        // Anyone can make this one for a key that is the neutral element.
        0 => [NEUTRAL, [0; 32]].concat(),
        1 => [commitment, &little_endian(&(scalar_number + order()))].concat(),
        2 => {
            let times = 1 + u8::try_from(random.below(14)).unwrap();
            [commitment, &little_endian(&(scalar_number + order() * times))].concat()
        }
        3 => {
            let mut high = honest;
            high[63] |= 0x20 << random.below(3);
            high.into()
        }
        4 => with_commitment(&issuer.key, input, |_, _| (NEUTRAL, BigUint::ZERO)).into(),
        5 => {
            let small = small_order(random);
            with_commitment(&issuer.key, input, |_, _| (small, BigUint::ZERO)).into()
        }
        6 => [&small_order(random), scalar].concat(),
        7 => [&small_order(random)[..], &[0; 32]].concat(),
        8 => [issuer.key.pk.as_slice(), &[0; 32]].concat(),
        9 => [scalar, commitment].concat(),
        10 => honest[..random.below(64)].to_vec(),
        11 => [&honest[..], &vec![0; 1 + random.below(64)]].concat(),
        12 => vec![random.pick(&[0, 1, 0x7f, 0xff]); 64],
        _ => [commitment, &little_endian(&(order() - scalar_number))].concat(),
    };
    format!("{input}.{}", encode(&altered))
}
