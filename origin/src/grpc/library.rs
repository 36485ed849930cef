//! Between the messages of the library and the domain.

use wasm_shared::contract::user::v1 as wire;

use super::{convert, refusal::Refusal};
use crate::library::{
    Changed, Entry, EventId, Favorite, ImportJob, Invalid, ItemId, ItemKind, Listed, Named,
    NewEntry, Page, Play, Playback, PlaybackState, Playlist, Position, RecentTrack, Snapshot,
    Substitution, instant,
};

pub(super) fn page(page: Option<wire::Page>) -> Result<Page, Refusal> {
    let wire::Page { limit, cursor } = page.unwrap_or_default();
    Ok(Page::new(limit, cursor)?)
}

pub(super) fn item_id(field: &'static str, text: &str) -> Result<ItemId, Refusal> {
    ItemId::parse(text).ok_or_else(|| Refusal::invalid_field(field, "must be {source}:{source id}"))
}

/// `None` for all kinds.
pub(super) fn kind(kind: i32) -> Result<Option<ItemKind>, Refusal> {
    match wire::ItemKind::try_from(kind) {
        Ok(wire::ItemKind::Unspecified) => Ok(None),
        Ok(wire::ItemKind::Track) => Ok(Some(ItemKind::Track)),
        Ok(wire::ItemKind::Album) => Ok(Some(ItemKind::Album)),
        Ok(wire::ItemKind::Artist) => Ok(Some(ItemKind::Artist)),
        Ok(wire::ItemKind::Playlist) => Ok(Some(ItemKind::Playlist)),
        Err(_) => Err(unknown_kind()),
    }
}

pub(super) fn one_kind(number: i32) -> Result<ItemKind, Refusal> {
    kind(number)?.ok_or_else(unknown_kind)
}

fn unknown_kind() -> Refusal {
    Refusal::invalid_field("kind", "must be track, album, artist or playlist")
}

fn kind_to_wire(kind: ItemKind) -> i32 {
    let kind = match kind {
        ItemKind::Track => wire::ItemKind::Track,
        ItemKind::Album => wire::ItemKind::Album,
        ItemKind::Artist => wire::ItemKind::Artist,
        ItemKind::Playlist => wire::ItemKind::Playlist,
    };
    kind.into()
}

/// An absent snapshot is refused for its lack of a title.
pub(super) fn snapshot(snapshot: Option<wire::Snapshot>) -> Result<Snapshot, Refusal> {
    let wire::Snapshot { title, artists, album, duration_ms, cover_url } =
        snapshot.unwrap_or_default();
    let artists = artists.into_iter().map(|artist| Named { id: artist.id, name: artist.name });
    let snapshot = Snapshot {
        title,
        artists: artists.collect(),
        album: album.map(|album| Named { id: album.id, name: album.name }),
        duration_ms,
        cover_url,
    };
    Ok(snapshot.check()?)
}

fn snapshot_to_wire(snapshot: Snapshot) -> wire::Snapshot {
    let Snapshot { title, artists, album, duration_ms, cover_url } = snapshot;
    let artists = artists.into_iter().map(|Named { id, name }| wire::ArtistRef { id, name });
    wire::Snapshot {
        title,
        artists: artists.collect(),
        album: album.map(|Named { id, name }| wire::AlbumRef { id, name }),
        duration_ms,
        cover_url,
    }
}

pub(super) fn favorite(favorite: Favorite) -> wire::Favorite {
    wire::Favorite {
        kind: kind_to_wire(favorite.kind),
        id: favorite.id.into(),
        snapshot: Some(snapshot_to_wire(favorite.snapshot)),
        created_at_ms: favorite.created_at.timestamp_millis(),
    }
}

pub(super) fn play_of_wire(play: wire::Play) -> Result<Play, Refusal> {
    let played_at = instant(play.played_at_ms)
        .ok_or(Invalid::new("played_at", "must be an instant after 1970"))?;
    Ok(Play {
        event_id: EventId::try_from(play.event_id)?,
        track_id: item_id("track_id", &play.track_id)?,
        snapshot: snapshot(play.snapshot)?,
        played_at,
        played_ms: play.played_ms,
        completed: play.completed,
    })
}

pub(super) fn play(play: Play) -> wire::Play {
    wire::Play {
        event_id: play.event_id.as_str().to_owned(),
        track_id: play.track_id.into(),
        snapshot: Some(snapshot_to_wire(play.snapshot)),
        played_at_ms: play.played_at.timestamp_millis(),
        played_ms: play.played_ms,
        completed: play.completed,
    }
}

pub(super) fn recent_track(track: RecentTrack) -> wire::RecentTrack {
    wire::RecentTrack {
        track_id: track.track_id.into(),
        snapshot: Some(snapshot_to_wire(track.snapshot)),
        last_played_at_ms: track.last_played_at.timestamp_millis(),
        progress_ms: track.progress_ms,
        completed: track.completed,
        play_count: track.play_count,
    }
}

pub(super) fn playlist(playlist: Playlist) -> wire::Playlist {
    wire::Playlist {
        id: playlist.id.to_string(),
        name: playlist.name,
        description: playlist.description,
        cover_url: playlist.cover_url,
        track_count: playlist.track_count,
        version: playlist.version,
        public: playlist.public,
        created_at_ms: playlist.created_at.timestamp_millis(),
        updated_at_ms: playlist.updated_at.timestamp_millis(),
    }
}

pub(super) fn new_entry(entry: wire::NewEntry) -> Result<NewEntry, Refusal> {
    let track_id = item_id("track_id", &entry.track_id)?;
    Ok(NewEntry { track_id, snapshot: snapshot(entry.snapshot)? })
}

pub(super) fn entry(entry: Entry) -> wire::PlaylistEntry {
    wire::PlaylistEntry {
        id: entry.id.to_string(),
        track_id: entry.track_id.into(),
        snapshot: Some(snapshot_to_wire(entry.snapshot)),
        added_at_ms: entry.added_at.timestamp_millis(),
    }
}

/// `None` is the end, empty the beginning.
pub(super) fn position(after: Option<&str>) -> Result<Position, Refusal> {
    match after {
        None => Ok(Position::Last),
        Some("") => Ok(Position::First),
        Some(after) => Ok(Position::After(convert::id("after", after)?)),
    }
}

pub(super) fn substitution(substitution: Substitution) -> wire::Substitution {
    wire::Substitution {
        track_id: substitution.track_id.into(),
        r#use: substitution.use_track_id.into(),
        updated_at_ms: substitution.updated_at.timestamp_millis(),
    }
}

/// Device and instant are filled in by whoever takes it.
pub(super) fn playback_of_wire(playback: Option<wire::Playback>) -> Result<Playback, Refusal> {
    let playback = playback.unwrap_or_default();
    let state = PlaybackState::parse(&playback.state)
        .ok_or(Invalid::new("state", "must be playing, paused or stopped"))?;
    let queue = playback.queue.iter().map(|track_id| item_id("queue", track_id));
    Ok(Playback {
        track_id: item_id("track_id", &playback.track_id)?,
        snapshot: snapshot(playback.snapshot)?,
        position_ms: playback.position_ms,
        state,
        queue: queue.collect::<Result<_, _>>()?,
        device_id: String::new(),
        updated_at: chrono::DateTime::UNIX_EPOCH,
    })
}

pub(super) fn playback(playback: Playback) -> wire::Playback {
    wire::Playback {
        track_id: playback.track_id.into(),
        snapshot: Some(snapshot_to_wire(playback.snapshot)),
        position_ms: playback.position_ms,
        state: playback.state.as_str().to_owned(),
        queue: playback.queue.into_iter().map(String::from).collect(),
        device_id: playback.device_id,
        updated_at_ms: playback.updated_at.timestamp_millis(),
    }
}

pub(super) fn import_job(job: ImportJob, lines: Vec<String>) -> wire::ImportJob {
    wire::ImportJob {
        id: job.id.to_string(),
        playlist_id: job.playlist_id.to_string(),
        state: job.state.as_str().to_owned(),
        total: job.total,
        done: job.done,
        matched: job.matched,
        unmatched: job.unmatched,
        created_at_ms: job.created_at.timestamp_millis(),
        updated_at_ms: job.updated_at.timestamp_millis(),
        lines,
        failure: job.failure,
    }
}

pub(super) fn change((revision, changed): (u64, Changed)) -> wire::LibraryChange {
    use wire::library_change::Change;
    let change = match changed {
        Changed::Favorite(item) => Change::Favorite(favorite(item)),
        Changed::FavoriteDeleted(kind, id) => {
            let (kind, id) = (kind_to_wire(kind), id.into());
            Change::FavoriteDeleted(wire::Favorite { kind, id, ..wire::Favorite::default() })
        }
        Changed::Playlist(item) => Change::Playlist(playlist(item)),
        Changed::PlaylistDeleted(id) => Change::PlaylistDeleted(id.to_string()),
        Changed::Entry { playlist_id, entry: item, after } => Change::Entry(wire::EntryChange {
            playlist_id: playlist_id.to_string(),
            entry: Some(entry(item)),
            after: after.map(|id| id.to_string()).unwrap_or_default(),
        }),
        Changed::EntryDeleted { playlist_id, id } => {
            let gone = wire::PlaylistEntry { id: id.to_string(), ..wire::PlaylistEntry::default() };
            let (playlist_id, entry) = (playlist_id.to_string(), Some(gone));
            Change::EntryDeleted(wire::EntryChange { playlist_id, entry, after: String::new() })
        }
        Changed::Substitution(item) => Change::Substitution(substitution(item)),
        Changed::SubstitutionDeleted(track_id) => Change::SubstitutionDeleted(track_id.into()),
        Changed::Play(item) => Change::Play(play(item)),
        Changed::PlaysCleared => Change::PlaysCleared(true),
        Changed::Playback(item) => Change::Playback(playback(item)),
    };
    wire::LibraryChange { revision, change: Some(change) }
}

/// The items of a list as they are told.
pub(super) fn items<T, W>(listed: Listed<T>, to_wire: fn(T) -> W) -> (u64, bool, Vec<W>, String) {
    let Listed { revision, unchanged, items, next_cursor } = listed;
    (revision, unchanged, items.into_iter().map(to_wire).collect(), next_cursor)
}
