use super::{Accounts, Caller, Fault, User};
use crate::store::{self, users};

/// The profile could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GetUserError {
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for GetUserError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// The listener's own profile.
    pub async fn get_user(&self, caller: &Caller) -> Result<User, GetUserError> {
        let mut connection = self.store.connection().await?;
        users::get(&mut connection, caller.user_id).await?.ok_or(GetUserError::NotFound)
    }
}
