use super::{Accounts, Caller, CallerError, Denied, User};
use crate::store::users;

impl Accounts {
    /// The caller's own profile.
    pub async fn get_user(&self, caller: &Caller) -> Result<User, CallerError> {
        let mut transaction = self.begin_read(caller).await?;
        Ok(users::get(&mut transaction, caller.user_id).await?.ok_or(Denied::Revoked)?)
    }
}
