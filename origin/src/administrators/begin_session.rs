use super::{
    Administrator, AdministratorError, Administrators, EmailAddress, NewSession, Password, Session,
    SessionState, SessionToken, Visitor, password::Verdict, session::SIGN_IN,
};
use crate::{
    audit::Actor,
    entropy,
    store::{administrator_sessions as sessions, administrators},
};

/// What sign-in begins with.
#[derive(Debug)]
pub struct Credentials {
    /// As it was typed.
    pub email: String,
    /// As it was typed.
    pub password: Password,
}

impl Administrators {
    /// Opens a session for whoever has the password. It can do nothing yet but take the second factor,
    /// or set one up for who has none. The session of `previous`, if any, is over.
    pub async fn begin_session(
        &self,
        credentials: Credentials,
        visitor: &Visitor,
        previous: Option<&SessionToken>,
    ) -> Result<NewSession, AdministratorError> {
        let email = EmailAddress::parse(&credentials.email)
            .map_err(|_| AdministratorError::CredentialsInvalid)?;
        let turn = self.passwords.turn().await?;
        let mut attempt = self.attempt(&email, &visitor.client).await?;
        let known = administrators::find_by_email(&mut attempt.transaction, &email).await?;
        let hash = known.as_ref().map(|(_, password_hash)| password_hash.clone());
        let verdict = turn.verify(credentials.password.clone(), hash).await;
        let known = known.filter(|(who, _)| verdict != Verdict::Wrong && who.disabled_at.is_none());
        let Some((administrator, _)) = known else {
            let error = AdministratorError::CredentialsInvalid;
            return Err(attempt.fail(&Actor::System, "password", error).await);
        };
        if verdict == Verdict::RightButOutdated {
            let hash = turn.hash(credentials.password).await;
            administrators::set_password(&mut attempt.transaction, administrator.id, &hash).await?;
        }
        if let Some(token) = previous {
            sessions::delete_by_token(&mut attempt.transaction, &token.hash()).await?;
        }
        let begun = self.begin(administrator, visitor);
        let hash = begun.token.hash();
        sessions::insert(&mut attempt.transaction, &begun.session, &hash).await?;
        attempt.commit().await?;
        Ok(begun)
    }

    fn begin(&self, administrator: Administrator, visitor: &Visitor) -> NewSession {
        let now = self.clock.now();
        let state = if administrator.totp_enrolled {
            SessionState::TotpRequired
        } else {
            SessionState::EnrolmentRequired
        };
        let session = Session {
            id: entropy::id(now),
            administrator,
            state,
            created_at: now,
            last_seen_at: now,
            expires_at: now + SIGN_IN,
            step_up_until: None,
            address_masked: visitor.client.ip_masked(),
            user_agent: visitor.user_agent.clone(),
        };
        NewSession { token: SessionToken::random(), session }
    }
}
