use tonic::Status;
use wasm_shared::contract::{
    auth::v1::Caller,
    user::v1::{
        AddPlaylistEntriesRequest, AddPlaylistEntriesResponse, AddPlaysRequest, AddPlaysResponse,
        Change, ClearPlaysRequest, CreatePlaylistRequest, DeleteFavoriteRequest,
        DeletePlaylistEntryRequest, DeletePlaylistEntryResponse, Favorite, FavoriteOperation,
        ItemKind, LibraryChange, ListChangesRequest, ListFavoritesRequest, ListFavoritesResponse,
        ListPlaylistEntriesRequest, ListPlaysRequest, ListPlaysResponse, ListRecentTracksRequest,
        ListRecentTracksResponse, MovePlaylistEntryRequest, MovePlaylistEntryResponse, NewEntry,
        Page, Play, Playlist, PlaylistEntry, PutFavoriteRequest, PutFavoriteResponse, Snapshot,
    },
};

use super::{Edge, Origin, caller};

/// Somebody on one of their devices.
#[derive(Clone)]
pub struct Listener {
    pub edge: Edge,
    pub caller: Caller,
}

/// What changed, all of it.
#[derive(Debug)]
pub struct Told {
    pub revision: u64,
    pub reset: bool,
    pub items: Vec<LibraryChange>,
}

#[expect(clippy::unnecessary_wraps, reason = "members of messages are optional")]
impl Listener {
    pub async fn sign_in(origin: &Origin, phone: &str, device: &str) -> Self {
        let tokens = origin.sign_in(phone, device).await.tokens.unwrap();
        Self { edge: origin.edge.clone(), caller: caller(&tokens.access_token) }
    }

    pub fn caller(&self) -> Option<Caller> {
        Some(self.caller.clone())
    }

    /// Without a key.
    pub fn change(&self) -> Option<Change> {
        Some(Change { caller: self.caller(), idempotency_key: None })
    }

    pub fn change_once(&self, key: &str) -> Option<Change> {
        Some(Change { caller: self.caller(), idempotency_key: Some(key.to_owned()) })
    }

    pub async fn put_favorite(
        &self,
        kind: ItemKind,
        id: &str,
        title: &str,
    ) -> Result<PutFavoriteResponse, Status> {
        let request = PutFavoriteRequest {
            change: self.change(),
            kind: kind.into(),
            id: id.to_owned(),
            snapshot: Some(snapshot(title)),
        };
        Ok(self.edge.user().put_favorite(request).await?.into_inner())
    }

    pub async fn delete_favorite(&self, kind: ItemKind, id: &str) -> u64 {
        let (kind, id) = (kind.into(), id.to_owned());
        let request = DeleteFavoriteRequest { change: self.change(), kind, id };
        self.edge.user().delete_favorite(request).await.unwrap().into_inner().revision
    }

    pub async fn list_favorites(
        &self,
        kind: ItemKind,
        limit: u32,
        cursor: &str,
        known_revision: Option<u64>,
    ) -> Result<ListFavoritesResponse, Status> {
        let request = ListFavoritesRequest {
            caller: self.caller(),
            kind: kind.into(),
            page: page(limit, cursor),
            known_revision,
        };
        Ok(self.edge.user().list_favorites(request).await?.into_inner())
    }

    /// All of them, newest first.
    pub async fn favorites(&self) -> Vec<Favorite> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let listed = self.list_favorites(ItemKind::Unspecified, 100, &cursor, None).await;
            let listed = listed.unwrap();
            all.extend(listed.items);
            cursor = listed.next_cursor;
            if cursor.is_empty() {
                return all;
            }
        }
    }

    pub async fn add_plays(&self, items: Vec<Play>) -> Result<AddPlaysResponse, Status> {
        let request = AddPlaysRequest { change: self.change(), items };
        Ok(self.edge.user().add_plays(request).await?.into_inner())
    }

    pub async fn clear_plays(&self) -> u64 {
        let request = ClearPlaysRequest { change: self.change() };
        self.edge.user().clear_plays(request).await.unwrap().into_inner().revision
    }

    pub async fn plays(&self, limit: u32, cursor: &str, known: Option<u64>) -> ListPlaysResponse {
        let (caller, page) = (self.caller(), page(limit, cursor));
        let request = ListPlaysRequest { caller, page, known_revision: known };
        self.edge.user().list_plays(request).await.unwrap().into_inner()
    }

    pub async fn recent_tracks(&self, limit: u32, cursor: &str) -> ListRecentTracksResponse {
        let (caller, page) = (self.caller(), page(limit, cursor));
        let request = ListRecentTracksRequest { caller, page, known_revision: None };
        self.edge.user().list_recent_tracks(request).await.unwrap().into_inner()
    }

    pub async fn create_playlist(&self, name: &str) -> Playlist {
        let request = CreatePlaylistRequest {
            change: self.change(),
            name: name.to_owned(),
            ..CreatePlaylistRequest::default()
        };
        self.edge.user().create_playlist(request).await.unwrap().into_inner().playlist.unwrap()
    }

    /// Puts tracks by these titles behind an entry, at the end, or (empty) at the beginning.
    pub async fn add(
        &self,
        playlist_id: &str,
        titles: &[String],
        after: Option<&str>,
    ) -> Result<AddPlaylistEntriesResponse, Status> {
        let request = AddPlaylistEntriesRequest {
            change: self.change(),
            playlist_id: playlist_id.to_owned(),
            items: titles.iter().map(|title| entry(title)).collect(),
            after: after.map(str::to_owned),
            if_version: None,
        };
        Ok(self.edge.user().add_playlist_entries(request).await?.into_inner())
    }

    pub async fn move_entry(
        &self,
        playlist_id: &str,
        entry_id: &str,
        after: &str,
    ) -> Result<MovePlaylistEntryResponse, Status> {
        let request = MovePlaylistEntryRequest {
            change: self.change(),
            playlist_id: playlist_id.to_owned(),
            entry_id: entry_id.to_owned(),
            after: after.to_owned(),
            if_version: None,
        };
        Ok(self.edge.user().move_playlist_entry(request).await?.into_inner())
    }

    pub async fn delete_entry(
        &self,
        playlist_id: &str,
        entry_id: &str,
    ) -> Result<DeletePlaylistEntryResponse, Status> {
        let request = DeletePlaylistEntryRequest {
            change: self.change(),
            playlist_id: playlist_id.to_owned(),
            entry_id: entry_id.to_owned(),
            if_version: None,
        };
        Ok(self.edge.user().delete_playlist_entry(request).await?.into_inner())
    }

    /// The whole of a playlist in its order.
    pub async fn entries(&self, playlist_id: &str) -> Vec<PlaylistEntry> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let request = ListPlaylistEntriesRequest {
                caller: self.caller(),
                playlist_id: playlist_id.to_owned(),
                page: page(1000, &cursor),
                known_revision: None,
            };
            let listed = self.edge.user().list_playlist_entries(request).await.unwrap();
            let listed = listed.into_inner();
            all.extend(listed.items);
            cursor = listed.next_cursor;
            if cursor.is_empty() {
                return all;
            }
        }
    }

    /// Everything that changed, page by page.
    pub async fn changes(&self, since: u64, limit: u32) -> Told {
        let mut told = Told { revision: since, reset: false, items: Vec::new() };
        let mut cursor = String::new();
        loop {
            let request = ListChangesRequest { caller: self.caller(), since, limit, cursor };
            let page = self.edge.sync().list_changes(request).await.unwrap().into_inner();
            assert_eq!(page.more, !page.next_cursor.is_empty());
            assert!(limit == 0 || page.items.len() <= limit as usize);
            if page.reset {
                told = Told { revision: 0, reset: true, items: Vec::new() };
            }
            told.items.extend(page.items);
            told.revision = page.revision;
            cursor = page.next_cursor;
            if cursor.is_empty() {
                return told;
            }
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "members of messages are optional")]
pub fn page(limit: u32, cursor: &str) -> Option<Page> {
    Some(Page { limit, cursor: cursor.to_owned() })
}

pub fn snapshot(title: &str) -> Snapshot {
    Snapshot { title: title.to_owned(), duration_ms: Some(200_000), ..Snapshot::default() }
}

pub fn entry(title: &str) -> NewEntry {
    NewEntry { track_id: format!("qq:{title}"), snapshot: Some(snapshot(title)) }
}

/// A play of the track `qq:{track}`.
pub fn play(event_id: &str, track: &str, played_at_ms: i64) -> Play {
    Play {
        event_id: event_id.to_owned(),
        track_id: format!("qq:{track}"),
        snapshot: Some(snapshot(track)),
        played_at_ms,
        played_ms: 1_000,
        completed: false,
    }
}

pub fn operation(id: &str, title: Option<&str>) -> FavoriteOperation {
    let (kind, id) = (ItemKind::Track.into(), id.to_owned());
    FavoriteOperation { kind, id, snapshot: title.map(snapshot) }
}
