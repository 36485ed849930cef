//! Kugou's answers as sent. Durations are seconds, sizes bytes; bitrates are kbit/s in
//! `getSongInfo` and bit/s in `v5/url`.

mod lists;

use serde::Deserialize;

pub(super) use lists::*;

use crate::catalog::sources::text::lenient;

/// How a call went, apart from those for play URLs.
#[derive(Debug, Deserialize)]
pub(super) struct Verdict {
    #[serde(deserialize_with = "lenient::number")]
    pub status: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    errcode: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    error_code: i64,
}

impl Verdict {
    /// The code, which is under either name; 0 for none.
    pub fn code(&self) -> i64 {
        if self.errcode == 0 { self.error_code } else { self.errcode }
    }
}

/// What a call was for.
#[derive(Debug, Deserialize)]
pub(super) struct Answer<T> {
    pub data: T,
}

#[derive(Debug, Deserialize)]
pub(super) struct Found {
    #[serde(deserialize_with = "lenient::items")]
    pub lists: Vec<Song>,
}

/// A song in a search, with one file a quality; an empty hash is an absent file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Song {
    #[serde(rename = "SongName")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub singer_name: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub singers: Vec<Singer>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_name: String,
    #[serde(default, rename = "AlbumID", deserialize_with = "lenient::text")]
    pub album_id: String,
    #[serde(default, rename = "MixSongID", deserialize_with = "lenient::text")]
    pub album_audio_id: String,
    #[serde(deserialize_with = "lenient::number")]
    pub duration: u64,
    #[serde(deserialize_with = "lenient::text")]
    pub file_hash: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub file_size: u64,
    #[serde(default, rename = "HQFileHash", deserialize_with = "lenient::text")]
    pub high_hash: String,
    #[serde(default, rename = "HQFileSize", deserialize_with = "lenient::number")]
    pub high_size: u64,
    #[serde(default, rename = "SQFileHash", deserialize_with = "lenient::text")]
    pub lossless_hash: String,
    #[serde(default, rename = "SQFileSize", deserialize_with = "lenient::number")]
    pub lossless_size: u64,
    #[serde(default, rename = "ResFileHash", deserialize_with = "lenient::text")]
    pub hires_hash: String,
    #[serde(default, rename = "ResFileSize", deserialize_with = "lenient::number")]
    pub hires_size: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub image: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub privilege: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub suffix: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Singer {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
}

/// The answer of `getSongInfo`: a song's data and the URL of its 128 kbit/s file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SongInfo {
    #[serde(deserialize_with = "lenient::number")]
    pub status: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub errcode: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub error: String,
    /// Empty when the hash names nothing.
    #[serde(default)]
    pub hash: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub song_name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub singer_name: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub authors: Vec<Author>,
    #[serde(default, rename = "album_name", deserialize_with = "lenient::text")]
    pub album_name: String,
    #[serde(default, rename = "albumid", deserialize_with = "lenient::text")]
    pub album_id: String,
    #[serde(default, rename = "album_audio_id", deserialize_with = "lenient::text")]
    pub album_audio_id: String,
    #[serde(default, rename = "album_img", deserialize_with = "lenient::text")]
    pub cover: String,
    #[serde(deserialize_with = "lenient::text")]
    pub url: String,
    #[serde(default, rename = "backup_url")]
    pub backup_urls: Addresses,
    #[serde(default, deserialize_with = "lenient::number")]
    pub time_length: u64,
    /// kbit/s
    #[serde(default, deserialize_with = "lenient::number")]
    pub bit_rate: u32,
    #[serde(default, deserialize_with = "lenient::number")]
    pub file_size: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub ext_name: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub privilege: i64,
    #[serde(default, rename = "pay_type", deserialize_with = "lenient::number")]
    pub pay_type: i64,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub extra: Extra,
}

#[derive(Debug, Deserialize)]
pub(super) struct Author {
    #[serde(default, rename = "author_id", deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(rename = "author_name", deserialize_with = "lenient::text")]
    pub name: String,
}

/// The files of a song; an empty hash is an absent file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Extra {
    #[serde(rename = "128hash", deserialize_with = "lenient::text")]
    pub standard_hash: String,
    #[serde(rename = "128filesize", deserialize_with = "lenient::number")]
    pub standard_size: u64,
    #[serde(rename = "320hash", deserialize_with = "lenient::text")]
    pub high_hash: String,
    #[serde(rename = "320filesize", deserialize_with = "lenient::number")]
    pub high_size: u64,
    #[serde(rename = "sqhash", deserialize_with = "lenient::text")]
    pub lossless_hash: String,
    #[serde(rename = "sqfilesize", deserialize_with = "lenient::number")]
    pub lossless_size: u64,
    #[serde(rename = "highhash", deserialize_with = "lenient::text")]
    pub hires_hash: String,
    #[serde(rename = "highfilesize", deserialize_with = "lenient::number")]
    pub hires_size: u64,
}

/// The answer of the signed `v5/url`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Audio {
    #[serde(deserialize_with = "lenient::number")]
    pub status: i64,
    /// Under either name, and often under both.
    #[serde(default, rename = "error_code", deserialize_with = "lenient::number")]
    pub error_code: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub errcode: i64,
    #[serde(default)]
    pub url: Addresses,
    #[serde(default)]
    pub backup_url: Addresses,
    /// The file that is served, which may be another than asked for.
    #[serde(default, deserialize_with = "lenient::text")]
    pub hash: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub file_size: u64,
    /// bit/s
    #[serde(default, deserialize_with = "lenient::number")]
    pub bit_rate: u32,
    #[serde(default, deserialize_with = "lenient::number")]
    pub time_length: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub ext_name: String,
    /// What would have to be done first: `pkg`, `buy`, `vip`.
    #[serde(default, rename = "fail_process", deserialize_with = "lenient::items")]
    pub fail_process: Vec<String>,
    /// Where the clip is that is served in place of the whole.
    #[serde(default, rename = "hash_offset")]
    pub clip: Option<Clip>,
}

/// The part of a file that is free.
#[derive(Debug, Deserialize)]
pub(super) struct Clip {
    #[serde(default, deserialize_with = "lenient::number")]
    pub end_ms: u64,
}

/// One address, or a list of them, or none.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Addresses {
    /// Several.
    Many(Vec<String>),
    /// One.
    One(String),
    /// `null`, or a form without addresses.
    #[default]
    None,
}

impl Addresses {
    /// Those that are web addresses.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let list = match self {
            Self::Many(list) => list.as_slice(),
            Self::One(one) => std::slice::from_ref(one),
            Self::None => &[],
        };
        list.iter().map(String::as_str).filter(|address| address.starts_with("http"))
    }
}
