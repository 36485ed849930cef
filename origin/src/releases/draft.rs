use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde_json::Value;
use wasm_shared::settings::{FieldProblem, Settings, tree};

use super::{Change, Document, Kind, ReleaseError, Releases, State, author, text};
use crate::{
    audit::{Action, Actor},
    store::{self, settings_drafts, settings_releases},
};

/// A draft that somebody saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDraft {
    /// What it says, which need not be valid.
    pub document: Document,
    /// What its release will say of where it came from.
    pub kind: Kind,
    /// The release that was in force when it was last saved as a whole. It is published over no other.
    pub base_release: i64,
    /// As a release's author.
    pub updated_by: String,
    /// When.
    pub updated_at: DateTime<Utc>,
}

/// What is to be published next. Without a draft it says what is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What those who change it have to have seen.
    pub tag: DraftTag,
    /// What it says.
    pub document: Document,
    /// The release that was in force when it was last saved as a whole.
    pub base_release: i64,
    /// Who saved it last and when; none where there is no draft.
    pub updated: Option<(String, DateTime<Utc>)>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The version of the draft and the release in force: who publishes or saves a draft has to have seen
/// both. Written as `3-7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftTag {
    /// Rises with every change of the draft.
    pub version: i64,
    /// The release in force.
    pub release: i64,
}

impl fmt::Display for DraftTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.version, self.release)
    }
}

impl FromStr for DraftTag {
    type Err = ReleaseError;

    /// What is no tag is none that anybody has seen.
    fn from_str(text: &str) -> Result<Self, ReleaseError> {
        let parts = text.split_once('-').and_then(|(version, release)| {
            Some(Self { version: version.parse().ok()?, release: release.parse().ok()? })
        });
        parts.ok_or(ReleaseError::VersionConflict)
    }
}

impl Releases {
    /// The draft, or what is in force.
    pub async fn draft(&self) -> Result<Draft, store::Error> {
        let mut connection = self.store.connection().await?;
        let (version, saved) = settings_drafts::get(&mut connection).await?;
        let current = settings_releases::in_state(&mut connection, State::Active).await?;
        let current = current.unwrap_or_default();
        let tag = DraftTag { version, release: current.number };
        Ok(match saved {
            None => self.draft_of(tag, current.document, current.number, None),
            Some(saved) => {
                let updated = Some((saved.updated_by, saved.updated_at));
                self.draft_of(tag, saved.document, saved.base_release, updated)
            }
        })
    }

    fn draft_of(
        &self,
        tag: DraftTag,
        document: Document,
        base_release: i64,
        updated: Option<(String, DateTime<Utc>)>,
    ) -> Draft {
        let problems = self.problems(&document.tree);
        Draft { tag, document, base_release, updated, problems }
    }

    /// Saves a document as the draft, over the release in force. It need not be valid.
    ///
    /// # Errors
    /// `VersionConflict` when `seen` is not what the draft is; `Invalid` for what is no object, has a
    /// secret that is not sealed, or a text that cannot be kept.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        seen: DraftTag,
        tree: Value,
    ) -> Result<Draft, ReleaseError> {
        self.edit(actor, Some(seen), Kind::Publish, |known| {
            if !tree.is_object() {
                return Err(ReleaseError::invalid("document", "must be an object"));
            }
            let tree = Self::with_secrets(tree, known)?;
            Ok((tree, Saved::Draft))
        })
        .await
    }

    /// Seals a secret into the draft.
    ///
    /// # Errors
    /// As [`Self::seal`]; `VersionConflict`.
    pub async fn set_secret(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
        name: &str,
        plaintext: &str,
    ) -> Result<Draft, ReleaseError> {
        let sealed = self.seal(name, plaintext)?;
        self.edit_in_place(actor, seen, |tree| {
            tree::put(tree, name, sealed);
            Ok(Action::SettingsSecretSet { path: name.to_owned() })
        })
        .await
    }

    /// Takes a secret out of the draft.
    ///
    /// # Errors
    /// `NotFound` when it has none under this name; `VersionConflict`.
    pub async fn remove_secret(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
        name: &str,
    ) -> Result<Draft, ReleaseError> {
        if !Settings::SECRETS.contains(&name) {
            return Err(ReleaseError::NotFound);
        }
        self.edit_in_place(actor, seen, |tree| {
            tree::remove(tree, name).ok_or(ReleaseError::NotFound)?;
            Ok(Action::SettingsSecretRemoved { path: name.to_owned() })
        })
        .await
    }

    /// Throws the draft away.
    ///
    /// # Errors
    /// `NotFound` when there is none; `VersionConflict`; `VersionRequired` when there is one and nobody
    /// said that they have seen it.
    pub async fn discard_draft(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
    ) -> Result<(), ReleaseError> {
        let mut change = self.begin().await?;
        let (version, saved) = settings_drafts::get(&mut change.transaction).await?;
        change.expect(seen, version)?;
        saved.ok_or(ReleaseError::NotFound)?;
        seen.ok_or(ReleaseError::VersionRequired)?;
        settings_drafts::put(&mut change.transaction, None).await?;
        Ok(change.commit(&self.clock, actor, [Action::SettingsDraftDiscarded {}]).await?)
    }

    async fn edit_in_place(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
        edit: impl FnOnce(&mut Value) -> Result<Action, ReleaseError>,
    ) -> Result<Draft, ReleaseError> {
        self.edit(actor, seen, Kind::Publish, |known| {
            let mut tree = known.tree.clone();
            let action = edit(&mut tree)?;
            Ok((tree, Saved::Other(action)))
        })
        .await
    }

    /// Makes the draft what `edit` makes of it, or of what is in force where there is none.
    pub(super) async fn edit(
        &self,
        actor: &Actor,
        seen: Option<DraftTag>,
        kind: Kind,
        edit: impl FnOnce(&Document) -> Result<(Value, Saved), ReleaseError>,
    ) -> Result<Draft, ReleaseError> {
        let mut change = self.begin().await?;
        let (version, saved) = settings_drafts::get(&mut change.transaction).await?;
        change.expect(seen, version)?;
        if kind == Kind::Import && seen.is_none() && saved.is_some() {
            return Err(ReleaseError::VersionRequired);
        }
        let kind = saved
            .as_ref()
            .map_or(kind, |saved| if kind == Kind::Import { kind } else { saved.kind });
        let current = change.current.number;
        let base_before = saved.as_ref().map_or(current, |saved| saved.base_release);
        let known = saved.map_or_else(|| change.current.document.clone(), |saved| saved.document);
        let (tree, made) = edit(&known)?;
        text::check(&tree)?;
        let document = known.replaced(tree, change.now);
        let changes = known.changes(&document);
        let tag = DraftTag { version: version + 1, release: current };
        // Who changed one thing in it has not looked at the rest again.
        let base_release = if matches!(made, Saved::Other(_)) { base_before } else { current };
        let saved = SavedDraft {
            document,
            kind,
            base_release,
            updated_by: author(actor),
            updated_at: change.now,
        };
        settings_drafts::put(&mut change.transaction, Some(&saved)).await?;
        let action = match made {
            Saved::Draft => Action::SettingsDraftSaved { version: tag.version, changes },
            Saved::Import(format) => Action::SettingsImported { format, changes },
            Saved::Other(action) => action,
        };
        change.commit(&self.clock, actor, [action]).await?;
        let SavedDraft { document, base_release, updated_by, updated_at, .. } = saved;
        Ok(self.draft_of(tag, document, base_release, Some((updated_by, updated_at))))
    }
}

/// How a draft came to be what it is.
pub(super) enum Saved {
    /// Somebody edited it.
    Draft,
    /// From a file of this format.
    Import(String),
    /// Something that has a record of its own.
    Other(Action),
}

impl Change {
    /// # Errors
    /// `VersionConflict` when something else was seen.
    pub(super) fn expect(&self, seen: Option<DraftTag>, version: i64) -> Result<(), ReleaseError> {
        let tag = DraftTag { version, release: self.current.number };
        match seen {
            Some(seen) if seen != tag => Err(ReleaseError::VersionConflict),
            _ => Ok(()),
        }
    }
}
