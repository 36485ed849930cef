//! NetEase's answers as sent. Durations are milliseconds, sizes bytes, bitrates bits per second,
//! `expi` seconds from now.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::catalog::sources::text::lenient;

/// Every answer. What is asked for is under `result` (search), `songs` and `privileges` (detail)
/// or `data` (play URLs), and is read once `code` allows.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    /// Set for callers abroad; `result` is then a cipher text.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub abroad: bool,
    pub result: Option<Box<RawValue>>,
    pub data: Option<Box<RawValue>>,
    pub songs: Option<Box<RawValue>>,
    pub privileges: Option<Box<RawValue>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Search {
    #[serde(default)]
    pub song_count: Option<u64>,
    #[serde(default)]
    pub songs: Option<Songs>,
}

/// A list of which an odd item is left out.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Songs {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<Song>,
}

/// As [`Songs`].
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Privileges {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<Privilege>,
}

/// As [`Songs`].
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Audios {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<Audio>,
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
