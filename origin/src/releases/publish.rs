use serde_json::Value;

use super::{
    Change, Document, DraftTag, Kind, Release, ReleaseError, Releases, SavedDraft, State, author,
};
use crate::{
    audit::{Action, Actor},
    store::{self, settings_drafts, settings_releases},
};

/// The longest reason in characters.
const LONGEST_REASON: usize = 500;

impl Releases {
    /// Publishes the draft for a share of the users, 1 to 100 in percent, and is done with it.
    ///
    /// # Errors
    /// `VersionConflict` when `seen` is not what the draft is, or another release has come into force;
    /// `DraftOutdated` when one has since the draft was saved, also when that was seen; `Invalid` with
    /// everything that is wrong with it; `Unchanged`; `RolloutUnderWay`.
    pub async fn publish(
        &self,
        actor: &Actor,
        seen: DraftTag,
        reason: &str,
        percent: u8,
    ) -> Result<Release, ReleaseError> {
        let reason = reason_of(reason)?;
        check_percent(percent)?;
        let mut change = self.begin().await?;
        let (version, saved) = settings_drafts::get(&mut change.transaction).await?;
        change.expect(Some(seen), version)?;
        let saved = saved.ok_or(ReleaseError::Unchanged)?;
        change.expect_base(&saved)?;
        self.check_release(&change, &saved.document)?;
        let release = change.next(actor, saved.kind, saved.document, reason, percent);
        change.put(&release).await?;
        settings_drafts::put(&mut change.transaction, None).await?;
        let action = published(&change.current.document, &release);
        change.commit(&self.clock, actor, [action]).await?;
        Ok(release)
    }

    /// Publishes what `change` makes of the document in force, for everybody and at once. It may
    /// answer what else is to be recorded. A draft that there is has the same done to it, so that
    /// publishing it does not undo the change; `change` is called once or twice, last for the release.
    /// A draft that is outdated stays so.
    ///
    /// # Errors
    /// `Invalid` with everything that is wrong with what it makes; `Unchanged`; `RolloutUnderWay`.
    pub async fn publish_change(
        &self,
        actor: &Actor,
        reason: &str,
        mut change: impl FnMut(&mut Value) -> Option<Action>,
    ) -> Result<Release, ReleaseError> {
        let reason = reason_of(reason)?;
        let mut under_way = self.begin().await?;
        let (_, saved) = settings_drafts::get(&mut under_way.transaction).await?;
        let saved = saved.map(|saved| under_way.changed(saved, &mut change));
        let current = &under_way.current.document;
        let mut tree = current.tree.clone();
        let recorded = change(&mut tree);
        let document = current.replaced(tree, under_way.now);
        self.check_release(&under_way, &document)?;
        if let Some(saved) = &saved {
            settings_drafts::put(&mut under_way.transaction, Some(saved)).await?;
        }
        let release = under_way.next(actor, Kind::Publish, document, reason, 100);
        under_way.put(&release).await?;
        let action = published(&under_way.current.document, &release);
        under_way.commit(&self.clock, actor, recorded.into_iter().chain([action])).await?;
        Ok(release)
    }

    /// Publishes an earlier release's document again, for everybody. What is being rolled out is
    /// withdrawn.
    ///
    /// # Errors
    /// `NotFound`; `Unchanged` when it says what is in force and nothing is rolled out; `Invalid` when
    /// the document is not valid any more.
    pub async fn roll_back(
        &self,
        actor: &Actor,
        number: i64,
        reason: &str,
    ) -> Result<Release, ReleaseError> {
        let reason = reason_of(reason)?;
        let mut change = self.begin().await?;
        let target = settings_releases::get(&mut change.transaction, number).await?;
        let target = target.ok_or(ReleaseError::NotFound)?;
        let same = target.document.tree == change.current.document.tree;
        if same && change.candidate.is_none() {
            return Err(ReleaseError::Unchanged);
        }
        self.check(&target.document.tree)?;
        settings_releases::move_state(&mut change.transaction, State::RollingOut, State::Withdrawn)
            .await?;
        let mut release = change.next(actor, Kind::Rollback, target.document, reason, 100);
        release.restores = Some(number);
        change.put(&release).await?;
        let action = Action::SettingsRolledBack {
            release: release.number,
            to: number,
            reason: release.reason.clone(),
            changes: change.current.document.changes(&release.document),
        };
        change.commit(&self.clock, actor, [action]).await?;
        Ok(release)
    }

    fn check_release(&self, change: &Change, document: &Document) -> Result<(), ReleaseError> {
        if let Some(candidate) = &change.candidate {
            return Err(ReleaseError::RolloutUnderWay(candidate.number));
        }
        self.check(&document.tree)?;
        let same = change.current.document.tree == document.tree;
        if same { Err(ReleaseError::Unchanged) } else { Ok(()) }
    }
}

impl Change {
    /// # Errors
    /// `DraftOutdated` when the draft was saved over another release than the one in force.
    fn expect_base(&self, saved: &SavedDraft) -> Result<(), ReleaseError> {
        let (base, current) = (saved.base_release, self.current.number);
        if base == current {
            return Ok(());
        }
        Err(ReleaseError::DraftOutdated { base, current })
    }

    /// A draft with a change in it that is published beside it: what was saved over the release in
    /// force is over the next one then.
    fn changed(
        &self,
        saved: SavedDraft,
        change: impl FnOnce(&mut Value) -> Option<Action>,
    ) -> SavedDraft {
        let mut tree = saved.document.tree.clone();
        change(&mut tree);
        let is_outdated = saved.base_release != self.current.number;
        SavedDraft {
            document: saved.document.replaced(tree, self.now),
            base_release: if is_outdated { saved.base_release } else { self.last_number + 1 },
            ..saved
        }
    }

    fn next(
        &self,
        actor: &Actor,
        kind: Kind,
        document: Document,
        reason: String,
        percent: u8,
    ) -> Release {
        Release {
            number: self.last_number + 1,
            kind,
            state: if percent == 100 { State::Active } else { State::RollingOut },
            document,
            rollout_percent: percent,
            author: author(actor),
            reason,
            restores: None,
            created_at: self.now,
        }
    }

    /// Adds the release and has the edges told.
    async fn put(&mut self, release: &Release) -> Result<(), store::Error> {
        let connection = &mut self.transaction;
        if release.state == State::Active {
            settings_releases::move_state(connection, State::Active, State::Superseded).await?;
        }
        settings_releases::insert(connection, release).await?;
        settings_releases::advance(connection, release.number, self.now).await
    }
}

fn published(before: &Document, release: &Release) -> Action {
    Action::SettingsPublished {
        release: release.number,
        reason: release.reason.clone(),
        rollout_percent: release.rollout_percent.into(),
        changes: before.changes(&release.document),
    }
}

/// # Errors
/// `Invalid` when nothing is said, or too much.
pub(super) fn reason_of(reason: &str) -> Result<String, ReleaseError> {
    let reason = reason.trim();
    if (1..=LONGEST_REASON).contains(&reason.chars().count()) && !reason.contains('\0') {
        return Ok(reason.to_owned());
    }
    Err(ReleaseError::invalid("reason", "must be 1 to 500 characters"))
}

pub(super) fn check_percent(percent: u8) -> Result<(), ReleaseError> {
    if (1..=100).contains(&percent) {
        return Ok(());
    }
    Err(ReleaseError::invalid("rollout_percent", "must be between 1 and 100"))
}
