use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Administrator;
use crate::{accounts::Client, entropy, vault::Vault};

/// How long the second step of sign-in may take.
pub(super) const SIGN_IN: TimeDelta = TimeDelta::minutes(10);
/// How long a session lasts, whatever is done in it.
pub(super) const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How long a session lasts in which nothing is done.
pub(super) const IDLE: TimeDelta = TimeDelta::minutes(30);
/// For how long a code lets dangerous things be done.
pub(super) const STEP_UP: TimeDelta = TimeDelta::minutes(10);

const TOKEN_BYTES: usize = 32;
/// As much of a browser's name as is shown.
const USER_AGENT_CHARS: usize = 200;

/// How far sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// The password was right; a code is wanted.
    TotpRequired,
    /// The password was right; the second factor is to be set up.
    EnrolmentRequired,
    /// Both factors.
    SignedIn,
}

impl SessionState {
    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TotpRequired => "totp_required",
            Self::EnrolmentRequired => "enrolment_required",
            Self::SignedIn => "signed_in",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::TotpRequired, Self::EnrolmentRequired, Self::SignedIn]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Says nothing of the token: it may be shown.
    pub id: Uuid,
    /// Whose it is.
    pub administrator: Administrator,
    /// How far it has come.
    pub state: SessionState,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// By the minute.
    pub last_seen_at: DateTime<Utc>,
    /// Whatever is done in it.
    pub expires_at: DateTime<Utc>,
    /// Until when dangerous things may be done.
    pub step_up_until: Option<DateTime<Utc>>,
    /// Where sign-in began.
    pub address_masked: String,
    /// With what.
    pub user_agent: String,
}

/// A session's token, and the session. Nobody has the token but the browser it goes to.
#[derive(Debug)]
pub struct NewSession {
    /// For the cookie.
    pub token: SessionToken,
    /// As it is now.
    pub session: Session,
}

/// 256 random bits that are a session. Only its SHA-256 is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; TOKEN_BYTES]);

impl SessionToken {
    pub(super) fn random() -> Self {
        Self(entropy::bytes())
    }

    /// Reads what [`Self::expose`] gave.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// For the cookie.
    pub fn expose(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What it is found by.
    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// What writes of this session must carry beside the cookie, which a foreign page makes browsers
    /// send but cannot read.
    pub fn csrf_token(&self, vault: &Vault) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(vault.csrf_token(&self.0))
    }
}

/// Shows nothing of the token.
impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Who calls, before they are somebody.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// Where from.
    pub client: Client,
    /// With what, as much as is kept.
    pub user_agent: String,
}

impl Visitor {
    /// From an address, with a browser that calls itself so.
    pub fn new(client: Client, user_agent: &str) -> Self {
        Self { client, user_agent: user_agent.chars().take(USER_AGENT_CHARS).collect() }
    }
}
