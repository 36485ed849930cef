use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// A session as it is stored.
#[derive(Debug, Clone)]
pub struct Session {
    /// Version 7.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Where it is.
    pub device_id: String,
    /// What signs its refresh tokens, sealed.
    pub refresh_key_sealed: Vec<u8>,
    /// The counter of the current refresh token.
    pub refresh_counter: u64,
    /// When it ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
    /// Why it is over, if it is.
    pub end_reason: Option<EndReason>,
}

impl Session {
    /// How long a session lives after sign-in and after each refresh.
    pub const LIFETIME: TimeDelta = TimeDelta::days(60);

    /// What a sealed refresh key is bound to.
    pub(super) fn seal_context(id: Uuid) -> String {
        format!("sessions.refresh_key:{id}")
    }
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The listener asked for it.
    SignedOut,
    /// The same device signed in again.
    SignedInAgain,
    /// Another device took its place.
    DeviceReplaced,
    /// An old refresh token was shown: two hold what one should.
    RefreshTokenReused,
    /// The listener, or an operator for them, signed out everywhere.
    SignedOutEverywhere,
    /// The listener signed the device out from another.
    DeviceEnded,
    /// The account was banned.
    AccountBanned,
    /// The listener asked for the account to be deleted.
    AccountDeleted,
    /// It was not refreshed in time.
    Expired,
}

impl EndReason {
    const ALL: [Self; 9] = [
        Self::SignedOut,
        Self::SignedInAgain,
        Self::DeviceReplaced,
        Self::RefreshTokenReused,
        Self::SignedOutEverywhere,
        Self::DeviceEnded,
        Self::AccountBanned,
        Self::AccountDeleted,
        Self::Expired,
    ];

    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::SignedInAgain => "signed_in_again",
            Self::DeviceReplaced => "device_replaced",
            Self::RefreshTokenReused => "refresh_token_reused",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::DeviceEnded => "device_ended",
            Self::AccountBanned => "account_banned",
            Self::AccountDeleted => "account_deleted",
            Self::Expired => "expired",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// A session as its listener may see it, also when it is over.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in `Session`")]
pub struct PastSession {
    pub id: Uuid,
    pub device_id: String,
    pub created_at: DateTime<Utc>,
    pub refreshed_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub end_reason: Option<EndReason>,
}

/// What a client holds. Never shown.
pub struct TokenPair {
    access: SecretString,
    refresh: SecretString,
}

impl TokenPair {
    pub(super) fn new(access: String, refresh: String) -> Self {
        Self { access: access.into(), refresh: refresh.into() }
    }

    /// The access token, a JWT.
    pub fn access(&self) -> &str {
        self.access.expose_secret()
    }

    /// The refresh token, opaque.
    pub fn refresh(&self) -> &str {
        self.refresh.expose_secret()
    }
}

impl fmt::Debug for TokenPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenPair(…)")
    }
}
