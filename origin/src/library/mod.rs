//! A listener's library: favourites, history, playlists, substitutions, imports, and what plays now.
//! No HTTP and no gRPC in here; one file per operation.
//!
//! A library has a revision. Each row that changes gets the next one, in a transaction that holds the
//! user's row: changes of one user happen one at a time, and their revisions and events are in the
//! order of the commits. What is deleted stays as an emptied row, so that a device that was away can
//! be told; once such rows are pruned, the user's floor says up to where nothing is certain any more.

mod add_playlist_entries;
mod add_plays;
mod advance_import;
mod change;
mod change_favorites;
mod clear_plays;
mod create_import;
mod create_playlist;
mod delete_playlist;
mod delete_playlist_entry;
mod delete_substitution;
mod error;
mod export;
mod favorite;
mod get_favorite;
mod get_import;
mod get_playback;
mod get_playlist;
mod idempotency;
mod import_job;
mod item;
mod list_changes;
mod list_events;
mod list_favorites;
mod list_playlist_entries;
mod list_playlists;
mod list_plays;
mod list_recent_tracks;
mod list_substitutions;
mod move_playlist_entry;
mod offer_imports;
mod page;
mod play;
mod playback;
mod playlist;
mod prune;
mod put_playback;
mod put_substitution;
mod rank;
mod read;
mod snapshot;
mod substitution;
mod update_playlist;

use std::sync::Arc;

pub use add_playlist_entries::Position;
pub use add_plays::AddedPlays;
pub use change::{Change, Marks};
pub use change_favorites::ChangedFavorites;
pub use create_import::NewImport;
pub use error::{Invalid, LibraryError};
pub use export::LibraryExport;
pub use favorite::{Favorite, FavoriteKey, FavoriteOperation};
pub use idempotency::RequestKey;
pub use import_job::{ImportJob, ImportState};
pub use item::{ItemId, ItemKind};
pub use list_changes::{Changed, Changes};
pub use list_events::Events;
pub use offer_imports::WaitingImport;
pub use page::{Instant, Listed, Page, instant};
pub use play::{EventId, Play, RecentTrack};
pub use playback::{Playback, PlaybackState};
pub use playlist::{Entry, NewEntry, NewPlaylist, Playlist, PlaylistChange};
pub use prune::Pruned;
pub use rank::Rank;
pub use snapshot::{Named, Snapshot};
pub use substitution::Substitution;

use chrono::TimeDelta;

use crate::accounts::Accounts;

/// The most playlists of a user.
pub const MAX_PLAYLISTS: i64 = 1_000;
/// The most entries of a playlist.
pub const MAX_ENTRIES: u32 = 10_000;

/// What the operations need. Shared by all calls.
#[derive(Debug)]
pub struct Library {
    /// Who may call, the database and time.
    pub accounts: Arc<Accounts>,
    /// How long what was played is kept.
    pub history: TimeDelta,
}
