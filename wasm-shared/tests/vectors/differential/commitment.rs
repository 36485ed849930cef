//! Ed25519 by its arithmetic, as far as it takes to sign otherwise than the standard says.

use ed25519_compact::KeyPair;
use num_bigint::BigUint;
use sha2::{Digest, Sha512};

/// The order of the base point: 2²⁵² + 27742317777372353535851937790883648493.
pub fn order() -> BigUint {
    (BigUint::from(1_u8) << 252_u32)
        + BigUint::from(27_742_317_777_372_353_535_851_937_790_883_648_493_u128)
}

/// The 32 bytes Ed25519 writes a number in.
pub fn little_endian(number: &BigUint) -> [u8; 32] {
    let mut bytes = number.to_bytes_le();
    bytes.resize(32, 0);
    bytes.try_into().unwrap()
}

/// The secret scalar of a key (RFC 8032, 5.1.5).
fn secret_scalar(key: &KeyPair) -> BigUint {
    let mut half: [u8; 32] = Sha512::digest(*key.sk.seed())[..32].try_into().unwrap();
    KeyPair::clamp(&mut half);
    BigUint::from_bytes_le(&half)
}

/// The challenge that binds commitment, key and message (RFC 8032, 5.1.6).
fn challenge(commitment: &[u8], key: &KeyPair, message: &str) -> BigUint {
    let digest = Sha512::new()
        .chain_update(commitment)
        .chain_update(key.pk.as_slice())
        .chain_update(message)
        .finalize();
    BigUint::from_bytes_le(&digest) % order()
}

/// A signature over `message` by the key itself, with the commitment that `choose` makes of the
/// honest one and the nonce behind it. Without the secret key nobody can make it.
pub fn with_commitment(
    key: &KeyPair,
    message: &str,
    choose: impl FnOnce([u8; 32], BigUint) -> ([u8; 32], BigUint),
) -> [u8; 64] {
    let honest = key.sk.sign(message, None);
    let secret = secret_scalar(key);
    let order = order();
    let (commitment, scalar) = honest.split_at(32);
    let spent = challenge(commitment, key, message) * &secret % &order;
    let nonce = (BigUint::from_bytes_le(scalar) + &order - spent) % &order;
    let (commitment, nonce) = choose(commitment.try_into().unwrap(), nonce);
    let scalar = (nonce + challenge(&commitment, key, message) * secret) % order;
    [commitment, little_endian(&scalar)].concat().try_into().unwrap()
}

/// The point plus the point of order two, `(0, −1)`: `(x, y)` becomes `(−x, −y)`.
pub fn plus_order_two(point: [u8; 32]) -> [u8; 32] {
    let prime = (BigUint::from(1_u8) << 255_u32) - 19_u8;
    let sign = point[31] & 0x80;
    let mut y = point;
    y[31] &= 0x7f;
    let mut negated = little_endian(&(prime - BigUint::from_bytes_le(&y)));
    negated[31] |= sign ^ 0x80;
    negated
}

/// The eight points of small order, and two encodings of theirs that are not canonical.
pub const SMALL_ORDER: [&str; 10] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/// Whether these 32 bytes stand for a point of small order.
pub fn has_small_order(point: &[u8]) -> bool {
    SMALL_ORDER.contains(&hex::encode(point).as_str())
}
