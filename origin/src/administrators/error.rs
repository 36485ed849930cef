use super::{Busy, InvalidEmailAddress, InvalidPassword};
use crate::{accounts::Fault, store};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AdministratorError {
    /// There is no such administrator or session.
    #[error("there is no such administrator or session")]
    NotFound,
    /// E-mail address or password is wrong, or the account is disabled: nobody is told which.
    #[error("e-mail address or password is wrong")]
    CredentialsInvalid,
    /// The code is wrong, too old, or was used.
    #[error("the code is wrong")]
    CodeInvalid,
    /// Too many failures.
    #[error("signing in is locked for {retry_after_s} s")]
    Locked {
        /// Until the next attempt.
        retry_after_s: u32,
    },
    /// The session is not at this step of sign-in.
    #[error("the session is not at this step of sign-in")]
    WrongStep,
    /// A field is not an e-mail address.
    #[error(transparent)]
    Email(#[from] InvalidEmailAddress),
    /// Not a password that may be set.
    #[error(transparent)]
    Password(#[from] InvalidPassword),
    /// Not a name.
    #[error("must have 1 to 100 characters, none of them a control character")]
    Name,
    /// Another administrator has the address.
    #[error("another administrator has this e-mail address")]
    EmailTaken,
    /// Nobody could administer the administrators.
    #[error("the last owner that is not disabled stays one")]
    LastOwner,
    /// Too much at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for AdministratorError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}
