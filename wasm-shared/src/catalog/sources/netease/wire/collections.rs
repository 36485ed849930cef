use serde::Deserialize;

use super::{Artist, Items, Privilege, Song};
use crate::catalog::sources::text::lenient;

/// The answer to what somebody has typed; nothing comes to mind for an empty result.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Suggestions {
    pub result: Matches,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Matches {
    #[serde(default, deserialize_with = "lenient::items")]
    pub all_match: Vec<Suggestion>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Suggestion {
    pub keyword: String,
}

/// An album by itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Release {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub pic_url: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub artists: Vec<Artist>,
    /// How many songs.
    #[serde(default, deserialize_with = "lenient::number")]
    pub size: u32,
    /// Milliseconds since the epoch; 0 for unknown.
    #[serde(default, deserialize_with = "lenient::number")]
    pub publish_time: i64,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub alias: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
}

/// An artist by themselves.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Performer {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub pic_url: String,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub alias: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub brief_desc: String,
    /// How many songs; 0 where a search does not say.
    #[serde(default, deserialize_with = "lenient::number")]
    pub music_size: u32,
}

/// A playlist or chart by itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Playlist {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub cover_img_url: String,
    pub creator: Option<Creator>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub track_count: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// Milliseconds since the epoch; 0 for unknown.
    #[serde(default, deserialize_with = "lenient::number")]
    pub update_time: i64,
    /// The data of some songs, from the beginning; none in a search.
    #[serde(default, deserialize_with = "lenient::items")]
    pub tracks: Vec<Song>,
    /// The numbers of all; absent in a search.
    pub track_ids: Option<Items<SongNumber>>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Creator {
    #[serde(default, deserialize_with = "lenient::text")]
    pub nickname: String,
}

/// An album and all its songs.
#[derive(Debug, Deserialize)]
pub(in super::super) struct OpenedAlbum {
    pub album: Release,
    #[serde(deserialize_with = "lenient::items")]
    pub songs: Vec<Song>,
}

/// An artist and their most popular songs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct OpenedArtist {
    pub artist: Performer,
    #[serde(deserialize_with = "lenient::items")]
    pub hot_songs: Vec<Song>,
}

/// A page of an artist's songs.
#[derive(Debug, Deserialize)]
pub(in super::super) struct ArtistSongs {
    #[serde(deserialize_with = "lenient::items")]
    pub songs: Vec<Song>,
    /// Whether another page follows.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub more: bool,
}

/// A playlist and its songs.
#[derive(Debug, Deserialize)]
pub(in super::super) struct OpenedPlaylist {
    pub playlist: Playlist,
    /// For the songs that come with their data.
    #[serde(default, deserialize_with = "lenient::items")]
    pub privileges: Vec<Privilege>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct SongNumber {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
}

/// All charts; each is a playlist.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Charts {
    #[serde(deserialize_with = "lenient::items")]
    pub list: Vec<Playlist>,
}
