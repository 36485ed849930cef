//! Randomness from the system's generator.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// `N` fresh bytes.
///
/// # Panics
/// When the system has no generator, which no supported platform lacks: nothing that asks for
/// randomness could go on safely.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system's generator answers");
    bytes
}

/// A fresh id that sorts by `now`: UUID version 7.
pub fn id(now: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid()
}
