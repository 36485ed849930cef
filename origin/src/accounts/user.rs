use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Version 7.
    pub id: Uuid,
    /// The phone as it may be shown.
    pub phone_masked: String,
    /// Empty until the listener chooses one.
    pub nickname: String,
    /// Empty until the listener chooses one.
    pub avatar_url: String,
    /// What `ver` of an access token must be.
    pub token_version: u64,
    /// Whether the account may not be used.
    pub banned: bool,
    /// When the account goes, if its deletion was asked for.
    pub deletes_at: Option<DateTime<Utc>>,
    /// When the listener first signed in.
    pub created_at: DateTime<Utc>,
}
