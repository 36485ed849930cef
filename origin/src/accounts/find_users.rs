use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Accounts, Fault, Phone, User};
use crate::{
    audit::{Action, Actor},
    store::{audit_records, user_files},
};

/// The most users that one search finds.
const FOUND: i64 = 50;

/// What users are searched by.
#[derive(Debug, Clone)]
pub enum UserQuery {
    /// The whole number.
    Phone(Phone),
    /// The id.
    Id(Uuid),
    /// How the nickname begins.
    Nickname(String),
}

impl UserQuery {
    const fn by(&self) -> &'static str {
        match self {
            Self::Phone(_) => "phone",
            Self::Id(_) => "id",
            Self::Nickname(_) => "nickname",
        }
    }
}

/// A user as a list shows them.
#[derive(Debug, Clone)]
pub struct UserSummary {
    /// Who.
    pub user: User,
    /// When one of their devices last signed in or refreshed.
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl Accounts {
    /// The users that a query fits, fifty at most. That it was asked, and whom it found, is recorded.
    pub async fn find_users(
        &self,
        actor: &Actor,
        query: &UserQuery,
    ) -> Result<Vec<UserSummary>, Fault> {
        let mut transaction = self.store.begin().await?;
        let ids = match query {
            UserQuery::Id(id) => vec![*id],
            UserQuery::Phone(phone) => {
                let index = self.vault.phone_index(phone.expose());
                user_files::find_by_phone(&mut transaction, &index).await?.into_iter().collect()
            }
            UserQuery::Nickname(beginning) => {
                user_files::find_by_nickname(&mut transaction, beginning, FOUND).await?
            }
        };
        let users = user_files::summaries(&mut transaction, &ids).await?;
        let found = users.iter().map(|found| found.user.id).collect();
        let action = Action::UserSearched { by: query.by().to_owned(), found };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(users)
    }
}
