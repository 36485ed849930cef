use wasm_shared::settings::FieldProblem;

use crate::store;

/// Settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// There is no such release, or no such secret.
    #[error("there is no such thing")]
    NotFound,
    /// The draft was changed, or another release has come into force, since it was looked at.
    #[error("it was changed in between")]
    VersionConflict,
    /// Another release has come into force since the draft was saved: who publishes it would undo that.
    #[error(
        "release {current} has come into force since the draft was saved over release {base}: look \
         what it would change, and save it again"
    )]
    DraftOutdated {
        /// The release that was in force when it was saved.
        base: i64,
        /// The one that is.
        current: i64,
    },
    /// There is a draft, and nobody said that they have seen it.
    #[error("there is a draft that this would take the place of")]
    VersionRequired,
    /// What is wrong, field by field.
    #[error("the document is not valid")]
    Invalid(Vec<FieldProblem>),
    /// Nothing differs from what is in force.
    #[error("nothing differs from the release in force")]
    Unchanged,
    /// Another release is rolled out; it has to hold for everybody or be withdrawn first.
    #[error("release {0} is being rolled out")]
    RolloutUnderWay(i64),
    /// The release is not one that is rolled out.
    #[error("the release is not being rolled out")]
    NotRollingOut,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl ReleaseError {
    /// One field that is not valid.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem { field: field.into(), reason: reason.into() }])
    }
}
