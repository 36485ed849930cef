//! Every call of the library, as somebody makes it whose token may not stand as it says.

#![expect(clippy::needless_update, reason = "some requests are given whole, others not")]

use wasm_shared::contract::{
    auth::v1::Caller,
    user::v1::{self as wire, Change, ItemKind},
};

use crate::{
    callers::code,
    support::{
        Edge,
        listener::{entry, operation, play, snapshot},
    },
};

/// An id of something that is not there.
const ID: &str = "01900000-0000-7000-8000-000000000000";

/// The code that each of the calls is refused with; all are well formed.
pub async fn refusals(edge: &Edge, caller: &Caller) -> Vec<(&'static str, String)> {
    let (mut user, mut sync) = (edge.user(), edge.sync());
    let caller = || Some(caller.clone());
    let change = || Some(Change { caller: caller(), idempotency_key: None });
    let (id, kind, track) = (|| ID.to_owned(), ItemKind::Track.into(), || "qq:1".to_owned());
    let mut codes = Vec::new();
    macro_rules! call {
        ($client:ident . $method:ident, $request:ident { $($field:ident : $value:expr),* $(,)? }) => {{
            let request = wire::$request { $($field: $value,)* ..wire::$request::default() };
            codes.push((stringify!($method), code($client.$method(request).await)));
        }};
    }

    call!(user.list_favorites, ListFavoritesRequest { caller: caller() });
    call!(user.get_favorite, GetFavoriteRequest { caller: caller(), kind: kind, id: track() });
    call!(
        user.put_favorite,
        PutFavoriteRequest {
            change: change(),
            kind: kind,
            id: track(),
            snapshot: Some(snapshot("a")),
        }
    );
    call!(
        user.delete_favorite,
        DeleteFavoriteRequest { change: change(), kind: kind, id: track() }
    );
    call!(
        user.change_favorites,
        ChangeFavoritesRequest { change: change(), operations: vec![operation("qq:1", Some("a"))] }
    );
    call!(user.list_plays, ListPlaysRequest { caller: caller() });
    call!(user.list_recent_tracks, ListRecentTracksRequest { caller: caller() });
    call!(user.add_plays, AddPlaysRequest { change: change(), items: vec![play("a", "qq:1", 1)] });
    call!(user.clear_plays, ClearPlaysRequest { change: change() });
    call!(user.list_playlists, ListPlaylistsRequest { caller: caller() });
    call!(user.get_playlist, GetPlaylistRequest { caller: caller(), id: id() });
    call!(user.create_playlist, CreatePlaylistRequest { change: change(), name: "a".to_owned() });
    call!(
        user.update_playlist,
        UpdatePlaylistRequest { change: change(), id: id(), name: Some("a".to_owned()) }
    );
    call!(user.delete_playlist, DeletePlaylistRequest { change: change(), id: id() });
    call!(
        user.list_playlist_entries,
        ListPlaylistEntriesRequest { caller: caller(), playlist_id: id() }
    );
    call!(
        user.add_playlist_entries,
        AddPlaylistEntriesRequest { change: change(), playlist_id: id(), items: vec![entry("1")] }
    );
    call!(
        user.delete_playlist_entry,
        DeletePlaylistEntryRequest { change: change(), playlist_id: id(), entry_id: id() }
    );
    call!(
        user.move_playlist_entry,
        MovePlaylistEntryRequest {
            change: change(),
            playlist_id: id(),
            entry_id: id(),
            after: String::new(),
        }
    );
    call!(
        user.create_import,
        CreateImportRequest { change: change(), name: "a".to_owned(), lines: vec![track()] }
    );
    call!(user.get_import, GetImportRequest { caller: caller(), id: id() });
    call!(
        user.advance_import,
        AdvanceImportRequest {
            caller: caller(),
            id: id(),
            lines: vec![wire::ImportedLine::default()],
        }
    );
    call!(user.list_substitutions, ListSubstitutionsRequest { caller: caller() });
    call!(
        user.put_substitution,
        PutSubstitutionRequest { change: change(), track_id: track(), r#use: "qq:2".to_owned() }
    );
    call!(
        user.delete_substitution,
        DeleteSubstitutionRequest { change: change(), track_id: track() }
    );
    call!(sync.list_changes, ListChangesRequest { caller: caller() });
    call!(sync.get_playback, GetPlaybackRequest { caller: caller() });
    let playback = wire::Playback {
        track_id: track(),
        snapshot: Some(snapshot("a")),
        state: "playing".to_owned(),
        ..wire::Playback::default()
    };
    call!(sync.put_playback, PutPlaybackRequest { change: change(), playback: Some(playback) });
    codes
}
