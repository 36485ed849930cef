use chrono::{DateTime, Utc};

use super::{
    AccessToken, Accounts, Client, EndReason, Fault, RefreshToken, Session, TokenPair,
    refresh_token::{Age, RefreshKey},
};
use crate::{
    stats::Presence,
    store::{
        self, active_users, devices,
        sessions::{self, Which},
        users,
    },
};

/// Why there is no new pair.
#[derive(Debug, thiserror::Error)]
pub enum RefreshTokensError {
    /// Not one of ours, or its session is over.
    #[error("the refresh token is not valid")]
    Invalid,
    /// An old token: two hold what one should. The session is over.
    #[error("the refresh token was used before")]
    Reused,
    /// The account is banned.
    #[error("the account is banned")]
    Banned,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for RefreshTokensError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Trades a refresh token for a new pair.
    ///
    /// The current token makes the next one current. The one before it gets the current one again,
    /// without another step: its holder lost the answer, or refreshed twice at once. A token older
    /// than that ends the session, for whoever held on to it is not who went on from it. The
    /// session's row is locked, so that any number of callers at once are answered one by one.
    pub async fn refresh_tokens(
        &self,
        token: &str,
        client: &Client,
    ) -> Result<TokenPair, RefreshTokensError> {
        let token = RefreshToken::parse(token).ok_or(RefreshTokensError::Invalid)?;
        let now = self.clock.now();
        let mut transaction = self.store.begin().await?;
        let session = sessions::lock(&mut transaction, token.session_id())
            .await?
            .ok_or(RefreshTokensError::Invalid)?;
        let key = self.refresh_key(&session)?;
        if !token.is_signed_with(&key) {
            return Err(RefreshTokensError::Invalid);
        }
        // Read after the lock was waited for: joined to it, the row would be that of before.
        let user = users::get(&mut transaction, session.user_id)
            .await?
            .ok_or(RefreshTokensError::Invalid)?;
        if user.banned {
            return Err(RefreshTokensError::Banned);
        }
        match session.end_reason {
            Some(EndReason::RefreshTokenReused) => return Err(RefreshTokensError::Reused),
            Some(_) => return Err(RefreshTokensError::Invalid),
            None if session.expires_at <= now => return Err(RefreshTokensError::Invalid),
            None => {}
        }
        let counter = match token.age(session.refresh_counter) {
            Age::Current => {
                let expires_at = now + Session::LIFETIME;
                sessions::advance(&mut transaction, session.id, expires_at, now).await?;
                session.refresh_counter + 1
            }
            Age::Previous => session.refresh_counter,
            Age::Older => {
                transaction.rollback().await.map_err(Fault::Transaction)?;
                self.end_reused(&session, now).await?;
                return Err(RefreshTokensError::Reused);
            }
            Age::Future => return Err(RefreshTokensError::Invalid),
        };
        let (user_id, ip_masked) = (session.user_id, client.ip_masked());
        devices::touch(&mut transaction, user_id, &session.device_id, &ip_masked, now).await?;
        active_users::mark(&mut transaction, &Presence::new(&self.vault, user_id, now)).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;

        let refresh = RefreshToken::issue(session.id, counter, &key);
        let access = self.sign_access_token(&AccessToken {
            user_id,
            device_id: session.device_id,
            session_id: session.id,
            token_version: user.token_version,
            network: client.binding(session.id),
            expires_at: now + AccessToken::LIFETIME,
        })?;
        Ok(TokenPair::new(access, refresh))
    }

    fn refresh_key(&self, session: &Session) -> Result<RefreshKey, Fault> {
        let opened = self
            .vault
            .open(&session.refresh_key_sealed, &Session::seal_context(session.id))
            .map_err(|source| Fault::Seal { table: "sessions", source })?;
        let corrupt =
            store::Error::Corrupt { table: "sessions", reason: "the refresh key is not 32 bytes" };
        Ok(opened.try_into().map_err(|_| corrupt)?)
    }

    /// Ends the session, and with the token version every access token made from it. A transaction
    /// of its own that locks the user before the session, as sign-in does: the other way round the
    /// two could wait for each other.
    async fn end_reused(&self, session: &Session, now: DateTime<Utc>) -> Result<(), Fault> {
        let (user_id, reason) = (session.user_id, EndReason::RefreshTokenReused);
        let mut transaction = self.store.begin().await?;
        users::lock(&mut transaction, user_id).await?;
        let which = Which::Session(session.id);
        let ended = sessions::end(&mut transaction, user_id, which, reason, now).await?;
        if !ended.is_empty() {
            users::raise_token_version(&mut transaction, user_id, now).await?;
            transaction.commit().await.map_err(Fault::Transaction)?;
            tracing::warn!(%user_id, session_id = %session.id, "a refresh token was reused");
        }
        Ok(())
    }
}
