use serde_json::{Value, json};

use uuid::Uuid;

use crate::{
    accounts::Device,
    library::{ItemId, Playback, Playlist},
    store::favorites::FavoriteRow,
};

/// The most things an event names. Whoever is told of more asks for the changes.
const MAX_NAMED: usize = 20;

/// Something that happened to a user, in the words of the public contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    kind: &'static str,
    payload: Value,
}

impl Event {
    /// Access tokens with a lower version count no more.
    pub fn session_revoked(token_version: u64) -> Self {
        Self { kind: "session.revoked", payload: json!({ "token_version": token_version }) }
    }

    /// The user signed in where they were not signed in.
    pub fn device_added(device: &Device) -> Self {
        let Device { id, name, platform, .. } = device;
        let device = json!({ "id": id, "name": name, "platform": platform });
        Self { kind: "device.added", payload: json!({ "device": device }) }
    }

    /// The user is no longer signed in there.
    pub fn device_removed(device_id: &str) -> Self {
        Self { kind: "device.removed", payload: json!({ "device_id": device_id }) }
    }

    /// Favourites came, changed or went; few of them are named.
    pub(crate) fn favorites_changed(revision: u64, rows: &[FavoriteRow]) -> Self {
        let mut payload = json!({ "revision": revision });
        if rows.len() <= MAX_NAMED {
            let named = rows.iter().map(|FavoriteRow { kind, id, snapshot, .. }| {
                json!({ "kind": kind, "id": id, "deleted": snapshot.is_none() })
            });
            payload["items"] = named.collect();
        }
        Self { kind: "favorites.changed", payload }
    }

    /// Something was played.
    pub fn history_added(revision: u64, accepted: usize) -> Self {
        let payload = json!({ "revision": revision, "accepted": accepted });
        Self { kind: "history.added", payload }
    }

    /// The history was cleared, which has no kind of its own.
    pub fn history_cleared(revision: u64) -> Self {
        let payload = json!({ "revision": revision, "accepted": 0, "cleared": true });
        Self { kind: "history.added", payload }
    }

    /// A playlist came or changed, or its entries did.
    pub fn playlist_changed(revision: u64, playlist: &Playlist) -> Self {
        let Playlist { id, version, track_count, .. } = playlist;
        let (id, version, count) = (id.to_string(), version, track_count);
        let payload = json!({
            "revision": revision, "playlist_id": id, "version": version, "track_count": count,
        });
        Self { kind: "playlists.changed", payload }
    }

    /// A playlist is gone.
    pub fn playlist_deleted(revision: u64, id: Uuid) -> Self {
        let payload = json!({ "revision": revision, "playlist_id": id, "deleted": true });
        Self { kind: "playlists.changed", payload }
    }

    /// Something else plays in place of a track, or the track itself again.
    pub fn substitution_changed(revision: u64, track_id: &ItemId) -> Self {
        let payload = json!({ "revision": revision, "track_id": track_id });
        Self { kind: "substitutions.changed", payload }
    }

    /// Something else plays, or on another device, or elsewhere in the track.
    pub fn playback_changed(revision: u64, playback: &Playback) -> Self {
        let Playback { track_id, position_ms, state, device_id, .. } = playback;
        let state = state.as_str();
        let payload = json!({
            "revision": revision, "track_id": track_id, "position_ms": position_ms,
            "state": state, "device_id": device_id,
        });
        Self { kind: "playback.changed", payload }
    }

    /// What happened.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The particulars.
    pub fn payload(&self) -> &Value {
        &self.payload
    }
}
