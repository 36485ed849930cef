use uuid::Uuid;

use super::{Accounts, Fault};
use crate::store::users;

impl Accounts {
    /// What `ver` of a user's access tokens must be; `None` when there is no such user. A ban or a
    /// deletion asked for has raised it, and needs no word of its own.
    pub async fn get_token_version(&self, user_id: Uuid) -> Result<Option<u64>, Fault> {
        let mut connection = self.store.connection().await?;
        Ok(users::token_version(&mut connection, user_id).await?)
    }
}
