use serde::de::DeserializeOwned;

/// The lines of a file in `fixtures/vectors`.
pub fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Bytes from hexadecimal digits.
pub fn unhex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let digits: String = serde::Deserialize::deserialize(deserializer)?;
    hex::decode(digits).map_err(serde::de::Error::custom)
}
