//! The published test vectors for what decides whom and what is trusted, and the same decision
//! made by an independent implementation over tokens that were tampered with.

#![expect(clippy::unwrap_used, reason = "a vector of another shape fails the test that reads it")]

mod aes_gcm;
mod differential;
mod ed25519;
mod fixture;
mod issuer;
mod rfc8037;
mod web_signature;
