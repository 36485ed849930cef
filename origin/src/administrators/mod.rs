//! Administrators: who runs the service, how they sign in, what proves it. No HTTP in here; one file
//! per operation.
//!
//! Sign-in has two steps, each with a new token, so that a token known before is worth nothing after:
//! the password opens a session that can do nothing but take the second factor or set it up, and that
//! makes it one that is signed in. Failures of either are counted together (`lockout.rs`).

mod administrator;
mod begin_session;
mod change_password;
mod create_administrator;
mod delete_administrator;
mod development;
mod email_address;
mod end_sessions;
mod enrol;
mod error;
mod find_session;
mod list_administrators;
mod lockout;
mod make_recovery_codes;
mod password;
mod prove;
mod recovery_code;
mod reset;
mod role;
mod session;
mod totp;
mod update_administrator;

use std::sync::Arc;

pub use administrator::Administrator;
use administrator::name_of;
pub use begin_session::Credentials;
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use enrol::{Enrolled, Enrolment};
pub use error::AdministratorError;
pub use lockout::{FORGOTTEN_AFTER, Lockout};
pub use password::{Busy, InvalidPassword, Password, Passwords};
pub use recovery_code::{RECOVERY_CODES, RecoveryCode};
pub use role::Role;
pub use session::{NewSession, Session, SessionState, SessionToken, Visitor};
pub use totp::Totp;
pub use update_administrator::AdministratorChange;

use crate::{clock::Clock, store::Store, vault::Vault};

/// What the operations need. Shared by all calls.
#[derive(Debug)]
pub struct Administrators {
    /// The database.
    pub store: Store,
    /// Keys for what is at rest.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Clock,
    /// Bounds the hashing.
    pub passwords: Passwords,
}
