use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{AdministratorError, EmailAddress, Role};
use crate::audit::Actor;

/// Somebody who runs the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// Version 7.
    pub id: Uuid,
    /// What they sign in with.
    pub email: EmailAddress,
    /// For people.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they have a second factor; without one the next sign-in sets it up.
    pub totp_enrolled: bool,
    /// Since when they may not sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    /// With both factors.
    pub last_signed_in_at: Option<DateTime<Utc>>,
}

impl Administrator {
    /// As the record of what they do names them.
    pub fn actor(&self) -> Actor {
        Actor::Admin { id: self.id, email: self.email.as_str().to_owned() }
    }
}

/// The longest name.
const NAME_CHARS: usize = 100;

/// Reads a name.
pub(super) fn name_of(text: &str) -> Result<String, AdministratorError> {
    let name = text.trim();
    let length = name.chars().count();
    let usable = (1..=NAME_CHARS).contains(&length) && !name.chars().any(char::is_control);
    usable.then(|| name.to_owned()).ok_or(AdministratorError::Name)
}
