//! Setting up the second factor, at the first sign-in and after it was reset.

use uuid::Uuid;
use wasm_shared::crypto::SealError;

use super::{
    AdministratorError, Administrators, NewSession, RecoveryCode, Session, SessionState, Totp,
    Visitor, prove::totp_context,
};
use crate::{
    accounts::Fault,
    audit::Action,
    store::{
        administrator_recovery_codes as recovery_codes, administrator_sessions as sessions,
        administrators, audit_records,
    },
};

/// A second factor that is not in force yet.
#[derive(Debug)]
pub struct Enrolment {
    /// To be taken into an app.
    pub totp: Totp,
    /// What the app calls the account.
    pub account: String,
}

/// A second factor that is in force, and its owner signed in.
#[derive(Debug)]
pub struct Enrolled {
    /// With a new token.
    pub signed_in: NewSession,
    /// Shown this once.
    pub recovery_codes: Vec<RecoveryCode>,
}

impl Administrators {
    /// The secret to take into an app; the same as long as the session is.
    pub async fn begin_enrolment(
        &self,
        session: &Session,
    ) -> Result<Enrolment, AdministratorError> {
        if session.state != SessionState::EnrolmentRequired {
            return Err(AdministratorError::WrongStep);
        }
        let context = enrolment_context(session.id);
        let fresh = self.vault.seal(Totp::random().as_bytes(), &context).map_err(sealed)?;
        let mut connection = self.store.connection().await?;
        let kept = sessions::keep_enrolment(&mut connection, session.id, &fresh).await?;
        let kept = kept.ok_or(AdministratorError::WrongStep)?;
        let totp = self.open_enrolment(session.id, &kept)?;
        Ok(Enrolment { totp, account: session.administrator.email.as_str().to_owned() })
    }

    /// Puts the second factor in force for who can show a code of it, and signs them in.
    pub async fn confirm_enrolment(
        &self,
        session: &Session,
        code: &str,
        visitor: &Visitor,
    ) -> Result<Enrolled, AdministratorError> {
        if session.state != SessionState::EnrolmentRequired {
            return Err(AdministratorError::WrongStep);
        }
        let administrator = &session.administrator;
        let mut attempt = self.attempt(&administrator.email, &visitor.client).await?;
        let kept = sessions::enrolment(&mut attempt.transaction, session.id).await?;
        let totp = self.open_enrolment(session.id, &kept.ok_or(AdministratorError::WrongStep)?)?;
        let Some(step) = totp.verify(code.trim(), self.clock.now(), None) else {
            let error = AdministratorError::CodeInvalid;
            return Err(attempt.fail(&administrator.actor(), "enrolment", error).await);
        };
        let id = administrator.id;
        let secret = self.vault.seal(totp.as_bytes(), &totp_context(id)).map_err(sealed)?;
        if !administrators::enrol(&mut attempt.transaction, id, &secret, step).await? {
            return Err(AdministratorError::WrongStep);
        }
        let (codes, hashes) = self.fresh_recovery_codes();
        recovery_codes::replace(&mut attempt.transaction, id, &hashes).await?;
        let signed_in = self.sign_in(&mut attempt, session).await?;
        let action = Action::SessionTotpEnrolled { admin_id: id };
        let actor = administrator.actor();
        audit_records::append(&mut attempt.transaction, &self.clock, &actor, &action).await?;
        attempt.commit().await?;
        Ok(Enrolled { signed_in, recovery_codes: codes })
    }

    fn open_enrolment(&self, session_id: Uuid, kept: &[u8]) -> Result<Totp, AdministratorError> {
        let secret = self.vault.open(kept, &enrolment_context(session_id)).map_err(sealed)?;
        Totp::from_bytes(&secret).ok_or(AdministratorError::WrongStep)
    }
}

fn enrolment_context(session_id: Uuid) -> String {
    format!("administrator_sessions.enrolment_secret:{session_id}")
}

fn sealed(source: SealError) -> Fault {
    Fault::Seal { table: "administrator_sessions", source }
}
