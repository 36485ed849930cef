use super::{
    Change, Release, ReleaseError, Releases, State,
    publish::{check_percent, reason_of},
};
use crate::{
    audit::{Action, Actor},
    store::settings_releases,
};

impl Releases {
    /// Has a release that is rolled out hold for another share of the users; at 100 it holds for
    /// everybody and takes the place of the one before.
    ///
    /// # Errors
    /// `NotFound`; `NotRollingOut`; `Invalid` for what is not 1 to 100.
    pub async fn set_percent(
        &self,
        actor: &Actor,
        number: i64,
        percent: u8,
    ) -> Result<Release, ReleaseError> {
        check_percent(percent)?;
        let mut change = self.begin().await?;
        let mut release = change.rolling_out(number).await?;
        let before = std::mem::replace(&mut release.rollout_percent, percent);
        let connection = &mut change.transaction;
        settings_releases::set_percent(connection, percent).await?;
        if percent == 100 {
            settings_releases::move_state(connection, State::Active, State::Superseded).await?;
            settings_releases::move_state(connection, State::RollingOut, State::Active).await?;
            release.state = State::Active;
        }
        settings_releases::advance(connection, number, change.now).await?;
        let (before, after) = (before.into(), percent.into());
        let action = Action::SettingsRolloutChanged { release: number, before, after };
        change.commit(&self.clock, actor, [action]).await?;
        Ok(release)
    }

    /// Takes a release back that is rolled out: the one before holds for everybody.
    ///
    /// # Errors
    /// `NotFound`; `NotRollingOut`.
    pub async fn withdraw(
        &self,
        actor: &Actor,
        number: i64,
        reason: &str,
    ) -> Result<Release, ReleaseError> {
        let reason = reason_of(reason)?;
        let mut change = self.begin().await?;
        let mut release = change.rolling_out(number).await?;
        release.state = State::Withdrawn;
        let changes = release.document.changes(&change.current.document);
        let connection = &mut change.transaction;
        settings_releases::move_state(connection, State::RollingOut, State::Withdrawn).await?;
        settings_releases::advance(connection, number, change.now).await?;
        let action = Action::SettingsWithdrawn { release: number, reason, changes };
        change.commit(&self.clock, actor, [action]).await?;
        Ok(release)
    }
}

impl Change {
    async fn rolling_out(&mut self, number: i64) -> Result<Release, ReleaseError> {
        match self.candidate.take().filter(|candidate| candidate.number == number) {
            Some(candidate) => Ok(candidate),
            None => match settings_releases::get(&mut self.transaction, number).await? {
                Some(_) => Err(ReleaseError::NotRollingOut),
                None => Err(ReleaseError::NotFound),
            },
        }
    }
}
