//! What failures to sign in lead to.
//!
//! Password and code are counted together, by e-mail address and by network address. From a number of
//! failures on each locks for longer: a minute, two, four, up to an hour. While it is locked nothing is
//! looked at, not even what is right, so that a guesser learns nothing. Signing in with both factors
//! forgets the failures of the account; time forgets the others.
//!
//! What is shown again in a session that is signed in, a code for dangerous things or the password to
//! change it, is counted by itself for each administrator: strangers cannot lock that. The delays are
//! the same, and a right code forgets those failures.
//!
//! Addresses that are nobody's are counted too: a lock does not tell who is known. The rows are locked
//! while an attempt is judged, so that attempts at once are judged one after the other.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Postgres, Transaction};

use super::{AdministratorError, Administrators, EmailAddress, Session};
use crate::{
    accounts::{Client, Fault},
    audit::{Action, Actor},
    clock::Clock,
    store::{administrator_lockouts as lockouts, audit_records},
    vault::Digest,
};

/// Failures of one account before it is locked.
const PER_ACCOUNT: i32 = 5;
/// Failures from one address, which an office may share.
const PER_ADDRESS: i32 = 20;
const FIRST_DELAY: TimeDelta = TimeDelta::minutes(1);
const LONGEST_DELAY: TimeDelta = TimeDelta::hours(1);
/// After so long without a failure, those before no longer count.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Failures so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lockout {
    /// How many.
    pub failures: i32,
    /// When the next attempt may be made.
    pub locked_until: Option<DateTime<Utc>>,
    /// The last.
    pub failed_at: DateTime<Utc>,
}

/// An attempt that is being judged, with its rows locked. Dropped, it was never made.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) transaction: Transaction<'static, Postgres>,
    clock: Clock,
    email: EmailAddress,
    /// Address before account, always: two attempts never wait for each other.
    subjects: Vec<(Digest, i32, Lockout)>,
}

impl Administrators {
    /// What the failures of an account are counted by: to sign in, and of who is signed in.
    pub(super) fn account_subjects(&self, email: &EmailAddress) -> [Digest; 2] {
        ["account", "signed_in"].map(|kind| self.vault.sign_in_subject(kind, email.as_str()))
    }

    /// Begins an attempt to sign in as `email`.
    ///
    /// # Errors
    /// [`AdministratorError::Locked`] while the account or the address is.
    pub(super) async fn attempt(
        &self,
        email: &EmailAddress,
        client: &Client,
    ) -> Result<Attempt, AdministratorError> {
        let address = client.network().map(|network| {
            (self.vault.sign_in_subject("address", &network.to_string()), PER_ADDRESS)
        });
        let [account, _] = self.account_subjects(email);
        self.attempt_of(email, address.into_iter().chain([(account, PER_ACCOUNT)])).await
    }

    /// Begins an attempt to show a code or the password again in a session that is signed in.
    ///
    /// # Errors
    /// [`AdministratorError::Locked`] after failures of the same kind, whatever strangers did.
    pub(super) async fn attempt_again(
        &self,
        session: &Session,
    ) -> Result<Attempt, AdministratorError> {
        let email = &session.administrator.email;
        let [_, signed_in] = self.account_subjects(email);
        self.attempt_of(email, [(signed_in, PER_ACCOUNT)]).await
    }

    async fn attempt_of(
        &self,
        email: &EmailAddress,
        counted: impl IntoIterator<Item = (Digest, i32)>,
    ) -> Result<Attempt, AdministratorError> {
        let now = self.clock.now();
        let mut transaction = self.store.begin().await?;
        let mut subjects = Vec::new();
        for (subject, bound) in counted {
            let lockout = lockouts::lock(&mut transaction, &subject, now).await?;
            subjects.push((subject, bound, lockout));
        }
        let locked_until = subjects.iter().filter_map(|(_, _, lockout)| lockout.locked_until).max();
        if let Some(until) = locked_until.filter(|until| *until > now) {
            return Err(AdministratorError::Locked { retry_after_s: seconds(until - now) });
        }
        let (clock, email) = (self.clock.clone(), email.clone());
        Ok(Attempt { transaction, clock, email, subjects })
    }
}

impl Attempt {
    /// Counts a failure, and answers `error`.
    pub(super) async fn fail(
        self,
        actor: &Actor,
        step: &str,
        error: AdministratorError,
    ) -> AdministratorError {
        match self.count_failure(actor, step).await {
            Ok(()) => error,
            Err(fault) => fault,
        }
    }

    async fn count_failure(mut self, actor: &Actor, step: &str) -> Result<(), AdministratorError> {
        let now = self.clock.now();
        let mut locked_until = None;
        for (subject, bound, lockout) in &self.subjects {
            let next = lockout.after_failure(*bound, now);
            lockouts::put(&mut self.transaction, subject, &next).await?;
            locked_until = locked_until.max(next.locked_until);
        }
        let (email, step) = (self.email.as_str().to_owned(), step.to_owned());
        let locked = locked_until.map(|until| Action::SessionLocked {
            email: email.clone(),
            locked_for_s: seconds(until - now),
        });
        for action in [Some(Action::SessionFailed { email, step }), locked].into_iter().flatten() {
            audit_records::append(&mut self.transaction, &self.clock, actor, &action).await?;
        }
        Ok(self.transaction.commit().await.map_err(Fault::Transaction)?)
    }

    /// Forgets the failures of the account, whose owner this is.
    pub(super) async fn forget_failures(&mut self) -> Result<(), AdministratorError> {
        if let Some((account, ..)) = self.subjects.last() {
            lockouts::delete(&mut self.transaction, account).await?;
        }
        Ok(())
    }

    /// Makes true what was done in the attempt.
    pub(super) async fn commit(self) -> Result<(), AdministratorError> {
        Ok(self.transaction.commit().await.map_err(Fault::Transaction)?)
    }
}

impl Lockout {
    fn after_failure(self, bound: i32, now: DateTime<Utc>) -> Self {
        let counted = if self.failed_at + FORGOTTEN_AFTER > now { self.failures } else { 0 };
        let failures = counted.saturating_add(1);
        let delay = u32::try_from(failures - bound).ok().map(|doublings| {
            let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
            factor.map_or(LONGEST_DELAY, |factor| (FIRST_DELAY * factor).min(LONGEST_DELAY))
        });
        Self { failures, locked_until: delay.map(|delay| now + delay), failed_at: now }
    }
}

/// Whole seconds, none too few.
fn seconds(left: TimeDelta) -> u32 {
    let seconds = left.num_milliseconds().unsigned_abs().div_ceil(1000);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_begins_at_the_bound_and_doubles_up_to_an_hour() {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let mut lockout = Lockout { failures: 0, locked_until: None, failed_at: now };
        let mut minutes = Vec::new();
        for _ in 0..80 {
            lockout = lockout.after_failure(PER_ACCOUNT, now);
            minutes.push(lockout.locked_until.map(|until| (until - now).num_minutes()));
        }
        let expected = [None, None, None, None, Some(1), Some(2), Some(4), Some(8), Some(16)];
        assert_eq!(minutes[..9], expected);
        assert_eq!(minutes[9..12], [Some(32), Some(60), Some(60)]);
        assert_eq!(minutes[79], Some(60));
    }

    #[test]
    fn failures_of_the_day_before_do_not_count() {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let old = Lockout { failures: 40, locked_until: None, failed_at: now - FORGOTTEN_AFTER };
        assert_eq!(old.after_failure(PER_ACCOUNT, now).failures, 1);
    }
}
