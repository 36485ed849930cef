use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{AccountError, Accounts, Device, Fault, UserSummary};
use crate::{
    audit::{Action, Actor},
    store::{audit_records, devices, user_files, users},
};

/// A user with what belongs to them, as an administrator sees it.
#[derive(Debug, Clone)]
pub struct UserFile {
    /// Who.
    pub summary: UserSummary,
    /// Why they may not use their account, if so.
    pub ban: Option<Ban>,
    /// The devices they are signed in on, last seen first.
    pub devices: Vec<Device>,
    /// How many sessions are open.
    pub sessions: i64,
    /// How much is in their library.
    pub library: LibraryCounts,
}

/// That an account may not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// Since when.
    pub at: DateTime<Utc>,
    /// Why, in an operator's words, where one gave any.
    pub reason: Option<String>,
}

/// How much there is in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LibraryCounts {
    pub favorites: i64,
    pub playlists: i64,
    pub plays: i64,
}

impl Accounts {
    /// Everything an administrator may see of a user. That they looked is recorded.
    pub async fn inspect_user(
        &self,
        actor: &Actor,
        user_id: Uuid,
    ) -> Result<UserFile, AccountError> {
        let now = self.clock.now();
        let mut transaction = self.store.begin().await?;
        let summary = user_files::summaries(&mut transaction, &[user_id]).await?.pop();
        let file = UserFile {
            summary: summary.ok_or(AccountError::NotFound)?,
            ban: user_files::ban(&mut transaction, user_id).await?,
            devices: devices::list_signed_in(&mut transaction, user_id, now).await?,
            sessions: user_files::count_sessions(&mut transaction, user_id, now).await?,
            library: user_files::library_counts(&mut transaction, user_id).await?,
        };
        let action = Action::UserViewed { user_id };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(file)
    }

    /// The devices a user is signed in on, last seen first. That somebody looked is recorded.
    pub async fn inspect_devices(
        &self,
        actor: &Actor,
        user_id: Uuid,
    ) -> Result<Vec<Device>, AccountError> {
        let mut transaction = self.store.begin().await?;
        users::get(&mut transaction, user_id).await?.ok_or(AccountError::NotFound)?;
        let now = self.clock.now();
        let devices = devices::list_signed_in(&mut transaction, user_id, now).await?;
        let action = Action::UserDevicesViewed { user_id };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(devices)
    }
}
