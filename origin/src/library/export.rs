use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Entry, Favorite, ImportJob, ItemId, ItemKind, Play, Playback, Playlist, Snapshot, Substitution,
};
use crate::{
    accounts::RfcInstant,
    store::{
        self, favorites, import_jobs, playbacks, playlist_entries, playlists, plays, substitutions,
    },
};

/// Everything that is kept of a library, as its listener may take it along.
#[derive(Debug, Serialize)]
pub struct LibraryExport {
    favorites: Vec<FavoritePart>,
    history: Vec<PlayPart>,
    playlists: Vec<PlaylistPart>,
    substitutions: Vec<SubstitutionPart>,
    playback: Option<PlaybackPart>,
    imports: Vec<ImportPart>,
}

#[derive(Debug, Serialize)]
struct FavoritePart {
    kind: ItemKind,
    id: ItemId,
    snapshot: Snapshot,
    created_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct PlayPart {
    event_id: String,
    track_id: ItemId,
    snapshot: Snapshot,
    played_at: RfcInstant,
    played_ms: u64,
    completed: bool,
}

#[derive(Debug, Serialize)]
struct PlaylistPart {
    id: String,
    name: String,
    description: String,
    cover_url: String,
    public: bool,
    created_at: RfcInstant,
    updated_at: RfcInstant,
    tracks: Vec<EntryPart>,
}

#[derive(Debug, Serialize)]
struct EntryPart {
    track_id: ItemId,
    snapshot: Snapshot,
    added_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct SubstitutionPart {
    track_id: ItemId,
    r#use: ItemId,
    updated_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct PlaybackPart {
    track_id: ItemId,
    snapshot: Snapshot,
    position_ms: u64,
    state: &'static str,
    queue: Vec<ItemId>,
    device_id: String,
    updated_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct ImportPart {
    id: String,
    playlist_id: String,
    state: &'static str,
    total: u32,
    done: u32,
    matched: u32,
    unmatched: Vec<String>,
    created_at: RfcInstant,
    updated_at: RfcInstant,
}

impl LibraryExport {
    /// Reads a user's library, whose row the transaction holds.
    pub(crate) async fn read(connection: &mut PgConnection, user_id: Uuid) -> store::Result<Self> {
        let favorites = favorites::list(connection, user_id, None, None, i64::MAX).await?;
        let history = plays::list(connection, user_id, None, i64::MAX).await?;
        let mut listed = Vec::new();
        for playlist in playlists::list(connection, user_id, None, i64::MAX).await? {
            let entries = playlist_entries::list(connection, playlist.id, None, i64::MAX).await?;
            listed.push(PlaylistPart::new(playlist, entries));
        }
        let substitutions = substitutions::list(connection, user_id, None, i64::MAX).await?;
        let playback = playbacks::get(connection, user_id).await?;
        let imports = import_jobs::list_all(connection, user_id).await?;
        Ok(Self {
            favorites: favorites.into_iter().map(FavoritePart::from).collect(),
            history: history.into_iter().map(PlayPart::from).collect(),
            playlists: listed,
            substitutions: substitutions.into_iter().map(SubstitutionPart::from).collect(),
            playback: playback.map(|(_, playback)| playback.into()),
            imports: imports.into_iter().map(ImportPart::from).collect(),
        })
    }
}

impl From<Favorite> for FavoritePart {
    fn from(favorite: Favorite) -> Self {
        let Favorite { kind, id, snapshot, created_at } = favorite;
        Self { kind, id, snapshot, created_at: RfcInstant(created_at) }
    }
}

impl From<Play> for PlayPart {
    fn from(play: Play) -> Self {
        let Play { event_id, track_id, snapshot, played_at, played_ms, completed } = play;
        let (event_id, played_at) = (event_id.as_str().to_owned(), RfcInstant(played_at));
        Self { event_id, track_id, snapshot, played_at, played_ms, completed }
    }
}

impl PlaylistPart {
    fn new(playlist: Playlist, entries: Vec<Entry>) -> Self {
        let tracks = entries.into_iter().map(|entry| {
            let Entry { track_id, snapshot, added_at, .. } = entry;
            EntryPart { track_id, snapshot, added_at: RfcInstant(added_at) }
        });
        Self {
            id: playlist.id.to_string(),
            name: playlist.name,
            description: playlist.description,
            cover_url: playlist.cover_url,
            public: playlist.public,
            created_at: RfcInstant(playlist.created_at),
            updated_at: RfcInstant(playlist.updated_at),
            tracks: tracks.collect(),
        }
    }
}

impl From<Substitution> for SubstitutionPart {
    fn from(substitution: Substitution) -> Self {
        let Substitution { track_id, use_track_id, updated_at } = substitution;
        Self { track_id, r#use: use_track_id, updated_at: RfcInstant(updated_at) }
    }
}

impl From<Playback> for PlaybackPart {
    fn from(playback: Playback) -> Self {
        let Playback { track_id, snapshot, position_ms, queue, device_id, .. } = playback;
        let (state, updated_at) = (playback.state.as_str(), RfcInstant(playback.updated_at));
        Self { track_id, snapshot, position_ms, state, queue, device_id, updated_at }
    }
}

impl From<ImportJob> for ImportPart {
    fn from(job: ImportJob) -> Self {
        Self {
            id: job.id.to_string(),
            playlist_id: job.playlist_id.to_string(),
            state: job.state.as_str(),
            total: job.total,
            done: job.done,
            matched: job.matched,
            unmatched: job.unmatched,
            created_at: RfcInstant(job.created_at),
            updated_at: RfcInstant(job.updated_at),
        }
    }
}
