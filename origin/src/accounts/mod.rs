//! Accounts: sign-in by phone, sessions, tokens, devices. No HTTP and no gRPC in here; one file per
//! operation, each with its own error.

mod access_token;
mod caller;
mod create_session;
mod device;
mod end_session;
mod get_user;
mod list_devices;
mod phone;
mod refresh_token;
mod refresh_tokens;
mod request_sms_code;
mod session;
mod signing_keys;
mod sms_code;
mod update_user;
mod user;
mod verify_token;

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
};

pub use access_token::{AccessToken, AccessTokenError};
pub use caller::Caller;
pub use create_session::{CreateSessionError, NewSession, SignIn};
pub use device::{Device, DeviceClaim, InvalidDevice};
pub use end_session::EndSessionError;
pub use get_user::GetUserError;
pub use phone::{InvalidPhone, Phone};
pub use refresh_token::RefreshToken;
pub use refresh_tokens::RefreshTokensError;
pub use request_sms_code::{RequestSmsCodeError, SmsCodeRequested};
pub use session::{EndReason, Session, Standing, TokenPair};
pub use signing_keys::{SigningKeys, SigningKeysError};
pub use sms_code::{PURPOSE_SIGN_IN, SmsCode};
pub use update_user::{ProfileChange, UpdateUserError};
pub use user::User;
pub use verify_token::{ActiveToken, Inactive, VerifyTokenError};

use wasm_shared::{
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
    pub sms: Sms,
    /// What access tokens say of their origin.
    pub tokens: AuthSettings,
    /// Sending budgets beside those per phone.
    pub sms_budgets: SmsBudgets,
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
    fn network(&self) -> Option<IpAddr> {
        Some(match self.ip?.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            v4 @ IpAddr::V4(_) => v4,
        })
    }

    /// The address as it may be kept and shown; empty when it is not known.
    fn ip_masked(&self) -> String {
        self.ip.map(|ip| mask_ip(ip.to_canonical())).unwrap_or_default()
    }
}
