use chrono::SecondsFormat;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Actor, Record};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What stands for the hash of a record before the first.
pub const GENESIS: Hash = [0; 32];

/// What is hashed of a record after the previous hash: this, as JSON without spaces. The names are in
/// the order of the alphabet; the payload is text within, so that its bytes count as they are.
#[derive(Serialize)]
struct Canonical<'a> {
    action: &'a str,
    actor: &'a Actor,
    /// RFC 3339 with microseconds, which is what the database keeps.
    at: String,
    number: i64,
    payload: &'a str,
    target: &'a str,
}

/// `SHA-256(previous hash ‖ canonical text)`.
pub(super) fn hash(record: &Record) -> Hash {
    let canonical = Canonical {
        action: &record.action,
        actor: &record.actor,
        at: record.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        number: record.number,
        payload: &record.payload,
        target: &record.target,
    };
    let canonical = serde_json::to_vec(&canonical).expect("text and numbers are JSON");
    Sha256::new().chain_update(record.previous_hash).chain_update(canonical).finalize().into()
}
