use chrono::TimeDelta;
use uuid::Uuid;

use super::{AdministratorError, Administrators, Session, SessionToken, session::IDLE};
use crate::store::{Result, administrator_sessions as sessions};

/// How exactly it is known when a session was last used: each call would write otherwise.
const SEEN_BY: TimeDelta = TimeDelta::minutes(1);

impl Administrators {
    /// The session of a token, unless it is over; and it is used.
    pub async fn find_session(
        &self,
        token: &SessionToken,
    ) -> Result<Option<Session>, AdministratorError> {
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        let found = sessions::find(&mut connection, &token.hash(), now, now - IDLE).await?;
        let Some(mut session) = found else { return Ok(None) };
        if session.last_seen_at + SEEN_BY <= now {
            sessions::touch(&mut connection, session.id, now).await?;
            session.last_seen_at = now;
        }
        Ok(Some(session))
    }

    /// Whether a session is open still, which does not count as using it: for what goes on long after
    /// the call that began it.
    pub async fn is_open(&self, session_id: Uuid) -> Result<bool> {
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        sessions::is_open(&mut connection, session_id, now, now - IDLE).await
    }
}
