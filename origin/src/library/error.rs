use crate::{
    accounts::{CallerError, Fault},
    store,
};

/// Why nothing was done in a library.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The caller has no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// A field is not as it must be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was changed since the caller read it.
    #[error("it was changed in between")]
    VersionConflict,
    /// The key was used for another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyKeyReused,
    /// The playlist would have more than [`MAX_ENTRIES`](super::MAX_ENTRIES).
    #[error("the playlist is full")]
    PlaylistFull,
    /// The user would have more than [`MAX_PLAYLISTS`](super::MAX_PLAYLISTS).
    #[error("there are too many playlists")]
    PlaylistLimitExceeded,
    /// It was not asked by whom it must be, or the fault is ours.
    #[error(transparent)]
    Caller(#[from] CallerError),
}

/// A field that is not as it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct Invalid {
    /// Its name.
    pub field: &'static str,
    /// What it must be.
    pub reason: &'static str,
}

impl Invalid {
    /// Names a field and what it must be.
    pub const fn new(field: &'static str, reason: &'static str) -> Self {
        Self { field, reason }
    }
}

impl From<store::Error> for LibraryError {
    fn from(error: store::Error) -> Self {
        Self::Caller(error.into())
    }
}

impl From<sqlx::Error> for LibraryError {
    fn from(error: sqlx::Error) -> Self {
        Self::Caller(Fault::Transaction(error).into())
    }
}
