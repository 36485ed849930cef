use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

/// An event that can be read again.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptEvent {
    /// Its number among its user's, which are numbered from 1 without a gap.
    pub seq: u64,
    /// What the edges know it by.
    pub event: Uuid,
    /// What happened.
    pub kind: String,
    /// The particulars.
    pub payload: Value,
    /// When.
    pub created_at: DateTime<Utc>,
}
