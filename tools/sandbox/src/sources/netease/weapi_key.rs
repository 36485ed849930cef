//! The sandbox's own RSA key pair for `weapi`.
//!
//! The real service's private key is not known to anybody who tests against it, so the sandbox has a
//! pair of its own, whose public half clients take from `/netease/_weapi_key`. It protects nothing.

use num_bigint::BigUint;

const MODULUS: &str = concat!(
    "c533dd26c496a7f0e3f4b5ab5f5901e189b467ad37b13fd255af4f9db354a9bd",
    "cd1560618630fe21428e44fe052cf21728da792ba5d8a5e9121db647af1b6269",
    "9ae4e1a5c34f2b9f949dcfdd50191b4a71e6e2996dfee133ed076356c14c9fdd",
    "cf8183b4094c6f80b4158085f5b734a74017360ca11c5343e69bf6fe86b9699f",
);
const EXPONENT: &str = "010001";
const PRIVATE_EXPONENT: &str = concat!(
    "1d7abc53a04db93b4c887763eff3f95102e9e219c5da8c64e0043e0da01246f1",
    "a5a7cd69a6caca22a4b569e0e35b2db1829cee42351fa6e5a99ca17423dc1f20",
    "d11f3b8a86651e2dbd720dde8f0e9346bfdc342e3668822c0fd4234e94c24563",
    "100a2f5662d2c8852bea2bb5bab33763d2a0d735728442c7b6b4abbee799cf99",
);

/// An RSA key pair of 1024 bits.
#[derive(Debug)]
pub struct WeapiKey {
    modulus: BigUint,
    private_exponent: BigUint,
}

impl WeapiKey {
    /// The sandbox's pair.
    pub fn sandbox() -> Self {
        let number = |hex: &str| {
            BigUint::parse_bytes(hex.as_bytes(), 16).expect("the constants are hexadecimal")
        };
        Self { modulus: number(MODULUS), private_exponent: number(PRIVATE_EXPONENT) }
    }

    /// Modulus in hexadecimal, 256 digits.
    pub const fn modulus() -> &'static str {
        MODULUS
    }

    /// Public exponent in hexadecimal.
    pub const fn exponent() -> &'static str {
        EXPONENT
    }

    /// Opens 256 hex digits of textbook RSA, without padding; the bytes have no leading zeros.
    pub fn open(&self, sealed: &str) -> Option<Vec<u8>> {
        if sealed.len() != MODULUS.len() {
            return None;
        }
        let sealed = BigUint::parse_bytes(sealed.as_bytes(), 16)?;
        Some(sealed.modpow(&self.private_exponent, &self.modulus).to_bytes_be())
    }
}
