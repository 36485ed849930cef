//! The second factor: a code of an authenticator app, or a recovery code in its place.

use chrono::{DateTime, Utc};

use super::{
    Administrator, AdministratorError, Administrators, NewSession, RecoveryCode, Session,
    SessionState, SessionToken, Totp, Visitor,
    lockout::Attempt,
    session::{ABSOLUTE, STEP_UP},
};
use crate::{
    accounts::Fault,
    audit::Action,
    store::{
        administrator_recovery_codes as recovery_codes, administrator_sessions as sessions,
        administrators, audit_records,
    },
};

/// What somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Factor {
    Totp,
    RecoveryCode,
}

/// What a right code was.
enum Proof {
    Totp,
    /// How many of them are left.
    RecoveryCode(u32),
}

impl Administrators {
    /// Signs in with a code of the app.
    pub async fn present_totp(
        &self,
        session: &Session,
        code: &str,
        visitor: &Visitor,
    ) -> Result<NewSession, AdministratorError> {
        self.present(session, Factor::Totp, code, visitor).await
    }

    /// Signs in with a recovery code, which is used up.
    pub async fn present_recovery_code(
        &self,
        session: &Session,
        code: &str,
        visitor: &Visitor,
    ) -> Result<NewSession, AdministratorError> {
        self.present(session, Factor::RecoveryCode, code, visitor).await
    }

    async fn present(
        &self,
        session: &Session,
        factor: Factor,
        code: &str,
        visitor: &Visitor,
    ) -> Result<NewSession, AdministratorError> {
        if session.state != SessionState::TotpRequired {
            return Err(AdministratorError::WrongStep);
        }
        let administrator = &session.administrator;
        let attempt = self.attempt(&administrator.email, &visitor.client).await?;
        let (mut attempt, proof) = self.prove(attempt, administrator, &[factor], code).await?;
        let signed_in = self.sign_in(&mut attempt, session).await?;
        self.record_use(&mut attempt, administrator, &proof).await?;
        attempt.commit().await?;
        Ok(signed_in)
    }

    /// Lets dangerous things be done for a while. Takes a code of the app, or a recovery code: who has
    /// lost the one must be able to replace it.
    pub async fn step_up(
        &self,
        session: &Session,
        code: &str,
    ) -> Result<DateTime<Utc>, AdministratorError> {
        let administrator = &session.administrator;
        let factors = [Factor::Totp, Factor::RecoveryCode];
        let attempt = self.attempt_again(session).await?;
        let (mut attempt, proof) = self.prove(attempt, administrator, &factors, code).await?;
        attempt.forget_failures().await?;
        let until = (self.clock.now() + STEP_UP).min(session.expires_at);
        sessions::step_up(&mut attempt.transaction, session.id, until).await?;
        self.record_use(&mut attempt, administrator, &proof).await?;
        let action = Action::SessionSteppedUp { session_id: session.id };
        let actor = administrator.actor();
        audit_records::append(&mut attempt.transaction, &self.clock, &actor, &action).await?;
        attempt.commit().await?;
        Ok(until)
    }

    /// The attempt, in which the code was right and is used up.
    async fn prove(
        &self,
        mut attempt: Attempt,
        administrator: &Administrator,
        factors: &[Factor],
        code: &str,
    ) -> Result<(Attempt, Proof), AdministratorError> {
        for factor in factors {
            let proof = match factor {
                Factor::Totp => self.use_totp(&mut attempt, administrator, code).await?,
                Factor::RecoveryCode => {
                    self.use_recovery_code(&mut attempt, administrator, code).await?
                }
            };
            if let Some(proof) = proof {
                return Ok((attempt, proof));
            }
        }
        let step = if factors == [Factor::RecoveryCode] { "recovery_code" } else { "totp" };
        let error = AdministratorError::CodeInvalid;
        Err(attempt.fail(&administrator.actor(), step, error).await)
    }

    async fn use_totp(
        &self,
        attempt: &mut Attempt,
        administrator: &Administrator,
        code: &str,
    ) -> Result<Option<Proof>, AdministratorError> {
        let id = administrator.id;
        let Some((sealed, last_step)) = administrators::totp(&mut attempt.transaction, id).await?
        else {
            return Ok(None);
        };
        let secret = self.vault.open(&sealed, &totp_context(id)).map_err(unsealed)?;
        let totp = Totp::from_bytes(&secret);
        let step = totp.and_then(|totp| totp.verify(code.trim(), self.clock.now(), last_step));
        let Some(step) = step else { return Ok(None) };
        let first = administrators::use_totp_step(&mut attempt.transaction, id, step).await?;
        Ok(first.then_some(Proof::Totp))
    }

    async fn use_recovery_code(
        &self,
        attempt: &mut Attempt,
        administrator: &Administrator,
        code: &str,
    ) -> Result<Option<Proof>, AdministratorError> {
        let Some(code) = RecoveryCode::parse(code) else { return Ok(None) };
        let (id, now) = (administrator.id, self.clock.now());
        let hash = code.hash(&self.vault);
        let left = recovery_codes::use_up(&mut attempt.transaction, id, &hash, now).await?;
        Ok(left.map(Proof::RecoveryCode))
    }

    /// Makes the session one that is signed in, with a new token.
    pub(super) async fn sign_in(
        &self,
        attempt: &mut Attempt,
        session: &Session,
    ) -> Result<NewSession, AdministratorError> {
        attempt.forget_failures().await?;
        let now = self.clock.now();
        let token = SessionToken::random();
        let transaction = &mut attempt.transaction;
        let expires_at = now + ABSOLUTE;
        if !sessions::sign_in(transaction, session, &token.hash(), now, expires_at).await? {
            return Err(AdministratorError::WrongStep);
        }
        administrators::signed_in(transaction, session.administrator.id, now).await?;
        let actor = session.administrator.actor();
        let action = Action::SessionCreated { session_id: session.id };
        audit_records::append(transaction, &self.clock, &actor, &action).await?;
        let state = SessionState::SignedIn;
        let session = Session { state, last_seen_at: now, expires_at, ..session.clone() };
        Ok(NewSession { token, session })
    }

    async fn record_use(
        &self,
        attempt: &mut Attempt,
        administrator: &Administrator,
        proof: &Proof,
    ) -> Result<(), AdministratorError> {
        if let Proof::RecoveryCode(left) = *proof {
            let action = Action::SessionRecoveryCodeUsed { admin_id: administrator.id, left };
            let actor = administrator.actor();
            audit_records::append(&mut attempt.transaction, &self.clock, &actor, &action).await?;
        }
        Ok(())
    }
}

/// What binds a secret to its administrator.
pub(super) fn totp_context(id: uuid::Uuid) -> String {
    format!("administrators.totp_secret:{id}")
}

fn unsealed(source: wasm_shared::crypto::SealError) -> Fault {
    Fault::Seal { table: "administrators", source }
}
