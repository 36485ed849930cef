//! NetEase's answers as sent. Durations are milliseconds, sizes bytes, bitrates bits per second,
//! `expi` seconds from now.

mod collections;

use serde::{Deserialize, de::DeserializeOwned};

pub(super) use collections::*;

use crate::catalog::sources::text::lenient;

/// What every answer begins with.
#[derive(Debug, Deserialize)]
pub(super) struct Verdict {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    /// Set for callers abroad; the result is then a cipher text.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub abroad: bool,
}

/// The answer to a search, whatever was searched for.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(super) struct Search<T> {
    pub result: Found<T>,
}

/// Without a hit, and past the end, there is no list.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(super) struct Found<T> {
    #[serde(alias = "songCount", alias = "albumCount", alias = "artistCount")]
    #[serde(rename = "playlistCount")]
    pub count: Option<u64>,
    #[serde(alias = "songs", alias = "albums", alias = "artists", rename = "playlists")]
    pub list: Option<Items<T>>,
}

/// A list of which an odd item is left out.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "T: DeserializeOwned")]
pub(super) struct Items<T> {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<T>,
}

/// Songs, and beside them what this caller may do with each.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Details {
    #[serde(deserialize_with = "lenient::items")]
    pub songs: Vec<Song>,
    #[serde(default, deserialize_with = "lenient::items")]
    pub privileges: Vec<Privilege>,
}

/// Play URLs.
#[derive(Debug, Deserialize)]
pub(super) struct Audios {
    #[serde(deserialize_with = "lenient::items")]
    pub data: Vec<Audio>,
}

/// The words of a song. A song that nobody has written down has the code alone.
#[derive(Debug, Deserialize)]
pub(super) struct Lyric {
    /// Set when none are needed.
    #[serde(default, rename = "nolyric", deserialize_with = "lenient::flag")]
    pub none_needed: bool,
    #[serde(default, rename = "pureMusic", deserialize_with = "lenient::flag")]
    pub instrumental: bool,
    pub lrc: Option<LyricText>,
    #[serde(rename = "tlyric")]
    pub translation: Option<LyricText>,
    #[serde(rename = "romalrc")]
    pub romanised: Option<LyricText>,
    /// With every word's time.
    pub yrc: Option<LyricText>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LyricText {
    #[serde(deserialize_with = "lenient::text")]
    pub lyric: String,
}

/// A song, in today's naming or that of the older calls.
#[derive(Debug, Deserialize)]
pub(super) struct Song {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(alias = "artists", deserialize_with = "lenient::items")]
    pub ar: Vec<Artist>,
    #[serde(default, alias = "album", deserialize_with = "lenient::nullable")]
    pub al: Album,
    #[serde(alias = "duration", deserialize_with = "lenient::number")]
    pub dt: u64,
    /// Aliases, among them what a version is.
    #[serde(default, alias = "alias", deserialize_with = "lenient::nullable")]
    pub alia: Vec<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub fee: i64,
    pub l: Option<File>,
    pub m: Option<File>,
    pub h: Option<File>,
    pub sq: Option<File>,
    pub hr: Option<File>,
    /// Set when the song was taken down.
    #[serde(default, rename = "noCopyrightRcmd")]
    pub no_copyright: Option<serde::de::IgnoredAny>,
    pub privilege: Option<Privilege>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Artist {
    #[serde(default, deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Album {
    #[serde(default, deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub pic_url: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    #[serde(default, deserialize_with = "lenient::number")]
    pub br: u32,
    #[serde(default, deserialize_with = "lenient::number")]
    pub size: u64,
}

/// What this caller may do with a song.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Privilege {
    #[serde(default, deserialize_with = "lenient::number")]
    pub id: u64,
    /// Below 0 for what is off the shelf.
    #[serde(default, deserialize_with = "lenient::number")]
    pub st: i64,
    /// The best bitrate that may be played; 0 for none. Absent in short forms.
    #[serde(default)]
    pub pl: Option<i64>,
    /// Set for a regional block.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub toast: bool,
}

/// The answer for one play URL.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Audio {
    #[serde(deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(deserialize_with = "Option::deserialize")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub br: u32,
    #[serde(default, deserialize_with = "lenient::number")]
    pub size: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub expi: u64,
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    pub extension: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub level: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub fee: i64,
    /// Length in milliseconds; 0 when absent.
    #[serde(default, deserialize_with = "lenient::number")]
    pub time: u64,
    /// Set when the URL is of a clip.
    pub free_trial_info: Option<serde::de::IgnoredAny>,
}
