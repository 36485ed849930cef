//! Accounts: sign-in by phone, sessions, tokens, devices. No HTTP and no gRPC in here; one file per
//! operation, each with an error of its own where it has more to say than who may call.

mod access_token;
mod ban_user;
mod caller;
mod create_session;
mod delete_user;
mod device;
mod end_all_sessions;
mod end_device;
mod end_session;
mod expire_sessions;
mod export_user;
mod find_users;
mod get_token_version;
mod get_user;
mod inspect_user;
mod list_devices;
mod phone;
mod refresh_token;
mod refresh_tokens;
mod rename_device;
mod request_sms_code;
mod session;
mod signing_keys;
mod sms_code;
mod standing;
mod update_user;
mod user;
mod verify_token;

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
};

pub use access_token::{AccessToken, AccessTokenError};
pub use ban_user::AccountError;
pub use caller::{Caller, CallerError};
pub use create_session::{CreateSessionError, NewSession, SignIn};
pub use device::{Device, DeviceClaim, DeviceName, InvalidDevice};
pub use end_device::end_device;
pub(crate) use export_user::RfcInstant;
pub use export_user::UserExport;
pub use find_users::{UserQuery, UserSummary};
pub use inspect_user::{Ban, LibraryCounts, UserFile};
pub use phone::{InvalidPhone, Phone};
pub use refresh_token::RefreshToken;
pub use refresh_tokens::RefreshTokensError;
pub use rename_device::{DeviceError, rename_device};
pub use request_sms_code::{RequestSmsCodeError, SmsCodeRequested};
pub use session::{EndReason, PastSession, Session, TokenPair};
pub use signing_keys::{KeyInfo, SigningKeys, SigningKeysError};
pub use sms_code::{PURPOSE_SIGN_IN, SmsCode};
pub use standing::{Denied, Standing};
pub use update_user::{ProfileChange, update_user};
pub use user::User;
pub use verify_token::{ActiveToken, Inactive};

use chrono::TimeDelta;
use uuid::Uuid;
use wasm_shared::{
    auth::network_binding,
    crypto::{SealError, mask_ip},
    settings::AuthSettings,
};

use crate::{
    clock::Clock,
    config::{SmsBudgets, TestPhones},
    sms::Sms,
    store::{self, Store},
    vault::Vault,
};

/// The most devices a user is signed in on at once.
pub const MAX_DEVICES: usize = 5;

/// What the operations need. Shared by all calls.
#[derive(Debug)]
pub struct Accounts {
    /// The database.
    pub store: Store,
    /// Keys for what is at rest.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Clock,
    /// Keys for access tokens.
    pub signing_keys: Arc<SigningKeys>,
    /// The vendors that carry codes.
    pub sms: Arc<Sms>,
    /// What access tokens say of their origin.
    pub tokens: AuthSettings,
    /// Whether a token counts only in the network it was made for.
    pub strict_tokens: bool,
    /// How long an account can be had back once its deletion was asked for.
    pub deletion_grace: TimeDelta,
    /// How many codes are sent.
    pub sms_budgets: SmsBudgets,
    /// Whose national forms of phone numbers are understood.
    pub default_country: phonenumber::country::Id,
    /// Phones with a fixed code.
    pub test_phones: Vec<TestPhones>,
}

/// A fault that is nobody's doing but ours.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A statement outside the store's functions: begin, commit.
    #[error("a transaction could not be completed")]
    Transaction(#[source] sqlx::Error),
    /// A sealed value does not open.
    #[error(
        "a sealed value of {table} does not open: is the secret key the one it was sealed with?"
    )]
    Seal {
        /// Where it lies.
        table: &'static str,
        /// Why.
        #[source]
        source: SealError,
    },
    /// A token could not be signed.
    #[error("an access token could not be signed")]
    Sign(#[source] jwt_simple::Error),
}

/// Where a call comes from, as the edge saw it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    /// The listener's address; `None` when the edge did not know it.
    pub ip: Option<IpAddr>,
}

impl Client {
    /// What sending is counted by. Whoever has one IPv6 address has the 2^64 of its network, so that
    /// the network is what counts.
    pub(crate) fn network(&self) -> Option<IpAddr> {
        Some(match self.ip?.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            v4 @ IpAddr::V4(_) => v4,
        })
    }

    /// What an access token of this session is bound to.
    fn binding(&self, session_id: Uuid) -> Option<String> {
        self.ip.map(|ip| network_binding(&session_id.to_string(), ip))
    }

    /// The address as it may be kept and shown; empty when it is not known.
    pub(crate) fn ip_masked(&self) -> String {
        self.ip.map(|ip| mask_ip(ip.to_canonical())).unwrap_or_default()
    }
}
