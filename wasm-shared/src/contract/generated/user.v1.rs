// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

/// Who changes something, and under which key. The same key and request within 24 hours are answered
/// as before; the same key with another request is refused with `idempotency_key_reused`.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Change {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, optional, tag = "2")]
    pub idempotency_key: ::core::option::Option<::prost::alloc::string::String>,
}
/// A part of a list. Cursors are opaque and empty for the beginning, or where nothing follows.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Page {
    /// Up to 1,000; 20 when it is 0.
    #[prost(uint32, tag = "1")]
    pub limit: u32,
    #[prost(string, tag = "2")]
    pub cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ArtistRef {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AlbumRef {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
}
/// What an item was called when it was saved.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Snapshot {
    #[prost(string, tag = "1")]
    pub title: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub artists: ::prost::alloc::vec::Vec<ArtistRef>,
    #[prost(message, optional, tag = "3")]
    pub album: ::core::option::Option<AlbumRef>,
    #[prost(uint64, optional, tag = "4")]
    pub duration_ms: ::core::option::Option<u64>,
    #[prost(string, optional, tag = "5")]
    pub cover_url: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Favorite {
    #[prost(enumeration = "ItemKind", tag = "1")]
    pub kind: i32,
    /// `{source}:{source id}`
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub snapshot: ::core::option::Option<Snapshot>,
    #[prost(int64, tag = "4")]
    pub created_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListFavoritesRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    /// Unspecified for all.
    #[prost(enumeration = "ItemKind", tag = "2")]
    pub kind: i32,
    #[prost(message, optional, tag = "3")]
    pub page: ::core::option::Option<Page>,
    /// The revision of the copy at hand. When this list has not changed since, the answer is only that,
    /// with the revision the copy now is of.
    #[prost(uint64, optional, tag = "4")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListFavoritesResponse {
    /// Of the library, with every answer: it rises with every change.
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    /// Nothing changed since `known_revision`; the rest is empty.
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<Favorite>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetFavoriteRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(enumeration = "ItemKind", tag = "2")]
    pub kind: i32,
    #[prost(string, tag = "3")]
    pub id: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetFavoriteResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub favorite: ::core::option::Option<Favorite>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PutFavoriteRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(enumeration = "ItemKind", tag = "2")]
    pub kind: i32,
    #[prost(string, tag = "3")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "4")]
    pub snapshot: ::core::option::Option<Snapshot>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PutFavoriteResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub created: bool,
    #[prost(message, optional, tag = "3")]
    pub favorite: ::core::option::Option<Favorite>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteFavoriteRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(enumeration = "ItemKind", tag = "2")]
    pub kind: i32,
    #[prost(string, tag = "3")]
    pub id: ::prost::alloc::string::String,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteFavoriteResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
}
/// One of the operations of a batch, done in their order, all or none.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FavoriteOperation {
    #[prost(enumeration = "ItemKind", tag = "1")]
    pub kind: i32,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    /// Absent to delete.
    #[prost(message, optional, tag = "3")]
    pub snapshot: ::core::option::Option<Snapshot>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ChangeFavoritesRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(message, repeated, tag = "2")]
    pub operations: ::prost::alloc::vec::Vec<FavoriteOperation>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ChangeFavoritesResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(uint32, tag = "2")]
    pub created: u32,
    #[prost(uint32, tag = "3")]
    pub updated: u32,
    #[prost(uint32, tag = "4")]
    pub deleted: u32,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Play {
    /// As the player names it: the same play told twice is one.
    #[prost(string, tag = "1")]
    pub event_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub snapshot: ::core::option::Option<Snapshot>,
    #[prost(int64, tag = "4")]
    pub played_at_ms: i64,
    #[prost(uint64, tag = "5")]
    pub played_ms: u64,
    #[prost(bool, tag = "6")]
    pub completed: bool,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListPlaysRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(message, optional, tag = "2")]
    pub page: ::core::option::Option<Page>,
    #[prost(uint64, optional, tag = "3")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListPlaysResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<Play>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
}
/// A track with its latest play.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RecentTrack {
    #[prost(string, tag = "1")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub snapshot: ::core::option::Option<Snapshot>,
    #[prost(int64, tag = "3")]
    pub last_played_at_ms: i64,
    /// How far it was played then.
    #[prost(uint64, tag = "4")]
    pub progress_ms: u64,
    #[prost(bool, tag = "5")]
    pub completed: bool,
    #[prost(uint32, tag = "6")]
    pub play_count: u32,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListRecentTracksRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(message, optional, tag = "2")]
    pub page: ::core::option::Option<Page>,
    #[prost(uint64, optional, tag = "3")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListRecentTracksResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<RecentTrack>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AddPlaysRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(message, repeated, tag = "2")]
    pub items: ::prost::alloc::vec::Vec<Play>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AddPlaysResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(uint32, tag = "2")]
    pub accepted: u32,
    #[prost(uint32, tag = "3")]
    pub duplicates: u32,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ClearPlaysRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ClearPlaysResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Playlist {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub cover_url: ::prost::alloc::string::String,
    #[prost(uint32, tag = "5")]
    pub track_count: u32,
    /// Rises with every change of the playlist or of its entries.
    #[prost(uint64, tag = "6")]
    pub version: u64,
    #[prost(bool, tag = "7")]
    pub public: bool,
    #[prost(int64, tag = "8")]
    pub created_at_ms: i64,
    #[prost(int64, tag = "9")]
    pub updated_at_ms: i64,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PlaylistEntry {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub snapshot: ::core::option::Option<Snapshot>,
    #[prost(int64, tag = "4")]
    pub added_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListPlaylistsRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(message, optional, tag = "2")]
    pub page: ::core::option::Option<Page>,
    #[prost(uint64, optional, tag = "3")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListPlaylistsResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<Playlist>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetPlaylistRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetPlaylistResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreatePlaylistRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub cover_url: ::prost::alloc::string::String,
    #[prost(bool, tag = "5")]
    pub public: bool,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreatePlaylistResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
}
/// Changes the fields that are present.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdatePlaylistRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "4")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    pub cover_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "6")]
    pub public: ::core::option::Option<bool>,
    /// Refused with `version_conflict` when the playlist has another.
    #[prost(uint64, optional, tag = "7")]
    pub if_version: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdatePlaylistResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeletePlaylistRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(uint64, optional, tag = "3")]
    pub if_version: ::core::option::Option<u64>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeletePlaylistResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListPlaylistEntriesRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, tag = "2")]
    pub playlist_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub page: ::core::option::Option<Page>,
    #[prost(uint64, optional, tag = "4")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListPlaylistEntriesResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<PlaylistEntry>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
    #[prost(uint64, tag = "5")]
    pub version: u64,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct NewEntry {
    #[prost(string, tag = "1")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub snapshot: ::core::option::Option<Snapshot>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AddPlaylistEntriesRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub playlist_id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<NewEntry>,
    /// The entry they come after; absent for the end, empty for the beginning.
    #[prost(string, optional, tag = "4")]
    pub after: ::core::option::Option<::prost::alloc::string::String>,
    /// As in `UpdatePlaylistRequest`.
    #[prost(uint64, optional, tag = "5")]
    pub if_version: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AddPlaylistEntriesResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<PlaylistEntry>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeletePlaylistEntryRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub playlist_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub entry_id: ::prost::alloc::string::String,
    #[prost(uint64, optional, tag = "4")]
    pub if_version: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeletePlaylistEntryResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct MovePlaylistEntryRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub playlist_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub entry_id: ::prost::alloc::string::String,
    /// The entry it comes after; empty for the beginning.
    #[prost(string, tag = "4")]
    pub after: ::prost::alloc::string::String,
    #[prost(uint64, optional, tag = "5")]
    pub if_version: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct MovePlaylistEntryResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playlist: ::core::option::Option<Playlist>,
}
/// The listener's own choice of what plays in place of a track.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Substitution {
    #[prost(string, tag = "1")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub r#use: ::prost::alloc::string::String,
    #[prost(int64, tag = "3")]
    pub updated_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListSubstitutionsRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(message, optional, tag = "2")]
    pub page: ::core::option::Option<Page>,
    #[prost(uint64, optional, tag = "3")]
    pub known_revision: ::core::option::Option<u64>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListSubstitutionsResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub unchanged: bool,
    #[prost(message, repeated, tag = "3")]
    pub items: ::prost::alloc::vec::Vec<Substitution>,
    #[prost(string, tag = "4")]
    pub next_cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PutSubstitutionRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub r#use: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PutSubstitutionResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub created: bool,
    #[prost(message, optional, tag = "3")]
    pub substitution: ::core::option::Option<Substitution>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteSubstitutionRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub track_id: ::prost::alloc::string::String,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteSubstitutionResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
}
/// What plays on one of the listener's devices.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Playback {
    #[prost(string, tag = "1")]
    pub track_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub snapshot: ::core::option::Option<Snapshot>,
    #[prost(uint64, tag = "3")]
    pub position_ms: u64,
    /// `playing`, `paused` or `stopped`.
    #[prost(string, tag = "4")]
    pub state: ::prost::alloc::string::String,
    /// Track ids, the next first.
    #[prost(string, repeated, tag = "5")]
    pub queue: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "6")]
    pub device_id: ::prost::alloc::string::String,
    #[prost(int64, tag = "7")]
    pub updated_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetPlaybackRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetPlaybackResponse {
    /// Absent when nothing was played.
    #[prost(message, optional, tag = "1")]
    pub playback: ::core::option::Option<Playback>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PutPlaybackRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    /// Device and instant are the call's.
    #[prost(message, optional, tag = "2")]
    pub playback: ::core::option::Option<Playback>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PutPlaybackResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub playback: ::core::option::Option<Playback>,
}
/// One thing that is not as it was at a revision, as it is now. An entry may be told before its
/// playlist; with a playlist that is deleted its entries are.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LibraryChange {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(oneof = "library_change::Change", tags = "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12")]
    pub change: ::core::option::Option<library_change::Change>,
}
/// Nested message and enum types in `LibraryChange`.
pub mod library_change {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Change {
        #[prost(message, tag = "2")]
        Favorite(super::Favorite),
        #[prost(message, tag = "3")]
        FavoriteDeleted(super::Favorite),
        #[prost(message, tag = "4")]
        Playlist(super::Playlist),
        #[prost(string, tag = "5")]
        PlaylistDeleted(::prost::alloc::string::String),
        /// An entry that was added or moved. Whoever puts each after its `after`, in the order they are
        /// told, has the playlist's order: `after` is the nearest entry before it that is older than this
        /// change, empty where there is none.
        #[prost(message, tag = "6")]
        Entry(super::EntryChange),
        #[prost(message, tag = "7")]
        EntryDeleted(super::EntryChange),
        #[prost(message, tag = "8")]
        Substitution(super::Substitution),
        #[prost(string, tag = "9")]
        SubstitutionDeleted(::prost::alloc::string::String),
        #[prost(message, tag = "10")]
        Play(super::Play),
        /// The history was cleared before this.
        #[prost(bool, tag = "11")]
        PlaysCleared(bool),
        #[prost(message, tag = "12")]
        Playback(super::Playback),
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntryChange {
    #[prost(string, tag = "1")]
    pub playlist_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub entry: ::core::option::Option<PlaylistEntry>,
    #[prost(string, tag = "3")]
    pub after: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListChangesRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    /// Everything after this revision.
    #[prost(uint64, tag = "2")]
    pub since: u64,
    #[prost(uint32, tag = "3")]
    pub limit: u32,
    /// Where an answer with `more` goes on; `since` does not count then.
    #[prost(string, tag = "4")]
    pub cursor: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListChangesResponse {
    /// Up to where this tells; once nothing is left, the `since` of the next time.
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(bool, tag = "2")]
    pub more: bool,
    /// Deletions so long ago are not known any more: what is at hand has to be thrown away, and the
    /// changes are told from the beginning.
    #[prost(bool, tag = "3")]
    pub reset: bool,
    #[prost(message, repeated, tag = "4")]
    pub items: ::prost::alloc::vec::Vec<LibraryChange>,
    /// Empty where nothing is left.
    #[prost(string, tag = "5")]
    pub next_cursor: ::prost::alloc::string::String,
}
/// For edges that keep no events themselves.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListEventsRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    /// The log that `after` counts in; empty when it is not known.
    #[prost(string, tag = "2")]
    pub epoch: ::prost::alloc::string::String,
    #[prost(uint64, tag = "3")]
    pub after: u64,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListEventsResponse {
    #[prost(string, tag = "1")]
    pub epoch: ::prost::alloc::string::String,
    /// The number of the user's last event.
    #[prost(uint64, tag = "2")]
    pub head: u64,
    /// Whether `items` goes on without a gap from `after`. Otherwise it is empty, and the next question
    /// is for what comes after `head`.
    #[prost(bool, tag = "3")]
    pub recovered: bool,
    /// The first 100.
    #[prost(message, repeated, tag = "4")]
    pub items: ::prost::alloc::vec::Vec<KeptEvent>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct KeptEvent {
    #[prost(uint64, tag = "1")]
    pub seq: u64,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub kind: ::prost::alloc::string::String,
    #[prost(int64, tag = "4")]
    pub at_ms: i64,
    /// JSON.
    #[prost(string, tag = "5")]
    pub data: ::prost::alloc::string::String,
}
/// A list that is being taken over into a playlist.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ImportJob {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub playlist_id: ::prost::alloc::string::String,
    /// `running`, `done` or `failed`.
    #[prost(string, tag = "3")]
    pub state: ::prost::alloc::string::String,
    #[prost(uint32, tag = "4")]
    pub total: u32,
    #[prost(uint32, tag = "5")]
    pub done: u32,
    #[prost(uint32, tag = "6")]
    pub matched: u32,
    /// Lines that no source has, as they were given; the first 1,000.
    #[prost(string, repeated, tag = "7")]
    pub unmatched: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(int64, tag = "8")]
    pub created_at_ms: i64,
    #[prost(int64, tag = "9")]
    pub updated_at_ms: i64,
    /// The next line to look at, with those after it; for the edge that goes on with the job.
    #[prost(string, repeated, tag = "10")]
    pub lines: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "11")]
    pub failure: ::prost::alloc::string::String,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreateImportRequest {
    #[prost(message, optional, tag = "1")]
    pub change: ::core::option::Option<Change>,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    /// One of each line: `title - artist` or a track id, as the edge read them out of the list.
    #[prost(string, repeated, tag = "3")]
    pub lines: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// SHA-256 of what the listener sent. A source's playlist may have other lines when it is read again;
    /// the idempotency key stands for this in their place.
    #[prost(bytes = "vec", tag = "4")]
    pub fingerprint: ::prost::alloc::vec::Vec<u8>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CreateImportResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub job: ::core::option::Option<ImportJob>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetImportRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    /// How many of the lines that are to be looked at come with the answer.
    #[prost(uint32, tag = "3")]
    pub lines: u32,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetImportResponse {
    #[prost(message, optional, tag = "1")]
    pub job: ::core::option::Option<ImportJob>,
}
/// What came of the next lines: an entry each, or none where nothing was found.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AdvanceImportRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    /// `done` when the lines were read; another's work in between is refused with `version_conflict`.
    #[prost(uint32, tag = "3")]
    pub done: u32,
    #[prost(message, repeated, tag = "4")]
    pub lines: ::prost::alloc::vec::Vec<ImportedLine>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ImportedLine {
    #[prost(message, optional, tag = "1")]
    pub entry: ::core::option::Option<NewEntry>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AdvanceImportResponse {
    #[prost(uint64, tag = "1")]
    pub revision: u64,
    #[prost(message, optional, tag = "2")]
    pub job: ::core::option::Option<ImportJob>,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ItemKind {
    Unspecified = 0,
    Track = 1,
    Album = 2,
    Artist = 3,
    Playlist = 4,
}
impl ItemKind {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "ITEM_KIND_UNSPECIFIED",
            Self::Track => "ITEM_KIND_TRACK",
            Self::Album => "ITEM_KIND_ALBUM",
            Self::Artist => "ITEM_KIND_ARTIST",
            Self::Playlist => "ITEM_KIND_PLAYLIST",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "ITEM_KIND_UNSPECIFIED" => Some(Self::Unspecified),
            "ITEM_KIND_TRACK" => Some(Self::Track),
            "ITEM_KIND_ALBUM" => Some(Self::Album),
            "ITEM_KIND_ARTIST" => Some(Self::Artist),
            "ITEM_KIND_PLAYLIST" => Some(Self::Playlist),
            _ => None,
        }
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetUserResponse {
    #[prost(message, optional, tag = "1")]
    pub user: ::core::option::Option<super::super::auth::v1::User>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdateUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
    #[prost(string, optional, tag = "2")]
    pub nickname: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub avatar_url: ::core::option::Option<::prost::alloc::string::String>,
    /// As in `Change`.
    #[prost(string, optional, tag = "4")]
    pub idempotency_key: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UpdateUserResponse {
    #[prost(message, optional, tag = "1")]
    pub user: ::core::option::Option<super::super::auth::v1::User>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteUserResponse {
    /// Unix milliseconds: when the personal data goes.
    #[prost(int64, tag = "1")]
    pub deletes_at_ms: i64,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExportUserRequest {
    #[prost(message, optional, tag = "1")]
    pub caller: ::core::option::Option<super::super::auth::v1::Caller>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExportUserResponse {
    /// One JSON document, as `GET /api/v1/me/export` answers it.
    #[prost(bytes = "vec", tag = "1")]
    pub document: ::prost::alloc::vec::Vec<u8>,
}
