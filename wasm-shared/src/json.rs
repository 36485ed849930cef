//! JSON that came as bytes.

use serde::de::{DeserializeOwned, Error as _};

/// Reads it as text. `serde_json` reads bytes by code of its own for each type, and what runs at the
/// edge would carry both.
///
/// # Errors
/// For what is not UTF-8, not JSON or no `T`.
pub fn from_bytes<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    serde_json::from_str(std::str::from_utf8(json).map_err(serde_json::Error::custom)?)
}
