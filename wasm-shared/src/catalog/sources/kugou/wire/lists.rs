use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::Author;
use crate::catalog::sources::text::lenient;

/// The data of one thing; `None` for `null` and for an empty list or object, which stand for
/// nothing.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(in super::super) struct Info<T> {
    #[serde(deserialize_with = "unless_empty")]
    pub data: Option<T>,
}

fn unless_empty<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let sent = Box::<RawValue>::deserialize(deserializer)?;
    match sent.get() {
        "null" | "[]" | "{}" => Ok(None),
        data => serde_json::from_str(data).map(Some).map_err(serde::de::Error::custom),
    }
}

/// A list of which an odd item is left out.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "T: DeserializeOwned")]
pub(in super::super) struct Items<T> {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<T>,
}

/// As [`Items`], one level down.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(in super::super) struct Listed<T> {
    #[serde(deserialize_with = "lenient::items")]
    pub info: Vec<T>,
}

/// A page of songs.
#[derive(Debug, Deserialize)]
pub(in super::super) struct SongList {
    /// How many there are on all pages.
    #[serde(deserialize_with = "lenient::number")]
    pub total: u32,
    #[serde(deserialize_with = "lenient::items")]
    pub info: Vec<ListedSong>,
}

/// A song in a list, with one file a quality; an empty hash is an absent file.
#[derive(Debug, Deserialize)]
pub(in super::super) struct ListedSong {
    #[serde(deserialize_with = "lenient::text")]
    pub hash: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub filesize: u64,
    #[serde(default, rename = "320hash", deserialize_with = "lenient::text")]
    pub high_hash: String,
    #[serde(default, rename = "320filesize", deserialize_with = "lenient::number")]
    pub high_size: u64,
    #[serde(default, rename = "sqhash", deserialize_with = "lenient::text")]
    pub lossless_hash: String,
    #[serde(default, rename = "sqfilesize", deserialize_with = "lenient::number")]
    pub lossless_size: u64,
    #[serde(default, rename = "hash_high", deserialize_with = "lenient::text")]
    pub hires_hash: String,
    #[serde(default, rename = "filesize_high", deserialize_with = "lenient::number")]
    pub hires_size: u64,
    /// Empty in lists that have `filename` alone.
    #[serde(default, deserialize_with = "lenient::text")]
    pub songname: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub singername: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub authors: Vec<Author>,
    /// `singers - song`
    #[serde(default, deserialize_with = "lenient::text")]
    pub filename: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_name: String,
    /// The album's name in lists without `album_name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub remark: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_audio_id: String,
    #[serde(deserialize_with = "lenient::number")]
    pub duration: u64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub privilege: i64,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub trans_param: Pictures,
}

#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct Pictures {
    #[serde(default, deserialize_with = "lenient::text")]
    pub union_cover: String,
}

/// An album by itself, in a search or opened.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Album {
    #[serde(rename = "albumid", deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(rename = "albumname", deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, rename = "singername", deserialize_with = "lenient::text")]
    pub singers: String,
    /// Of the first singer.
    #[serde(default, rename = "singerid", deserialize_with = "lenient::text")]
    pub singer_id: String,
    #[serde(default, rename = "imgurl", deserialize_with = "lenient::text")]
    pub picture: String,
    /// `2021-05-01 00:00:00`
    #[serde(default, rename = "publishtime", deserialize_with = "lenient::text")]
    pub published: String,
    #[serde(default, rename = "songcount", deserialize_with = "lenient::number")]
    pub song_count: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub intro: String,
}

/// An artist by themselves, in a search or opened.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Artist {
    #[serde(rename = "singerid", deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(rename = "singername", deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, rename = "imgurl", deserialize_with = "lenient::text")]
    pub picture: String,
    #[serde(default, rename = "songcount", deserialize_with = "lenient::number")]
    pub song_count: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub intro: String,
}

/// A playlist by itself, in a search or opened.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Playlist {
    #[serde(rename = "specialid", deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(rename = "specialname", deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, rename = "nickname", deserialize_with = "lenient::text")]
    pub creator: String,
    #[serde(default, rename = "imgurl", deserialize_with = "lenient::text")]
    pub picture: String,
    #[serde(default, rename = "songcount", deserialize_with = "lenient::number")]
    pub song_count: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub intro: String,
}

/// A chart by itself.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Chart {
    #[serde(rename = "rankid", deserialize_with = "lenient::number")]
    pub id: u64,
    #[serde(rename = "rankname", deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, rename = "imgurl", deserialize_with = "lenient::text")]
    pub picture: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub intro: String,
}

/// Suggestions of one sort: songs, albums and so on.
#[derive(Debug, Deserialize)]
pub(in super::super) struct TipGroup {
    #[serde(rename = "RecordDatas", deserialize_with = "lenient::items")]
    pub tips: Vec<Tip>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Tip {
    #[serde(rename = "HintInfo")]
    pub text: String,
}

/// Lyrics that may be those of a song.
#[derive(Debug, Deserialize)]
pub(in super::super) struct LyricCandidates {
    #[serde(deserialize_with = "lenient::items")]
    pub candidates: Vec<LyricCandidate>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct LyricCandidate {
    #[serde(deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(rename = "accesskey", deserialize_with = "lenient::text")]
    pub access_key: String,
    /// Milliseconds, of the recording that the times are for; 0 for unknown.
    #[serde(default, rename = "duration", deserialize_with = "lenient::number")]
    pub duration_ms: u64,
}

/// Lyrics.
#[derive(Debug, Deserialize)]
pub(in super::super) struct LyricFile {
    /// Base64.
    #[serde(deserialize_with = "lenient::text")]
    pub content: String,
    /// `lrc`, or `krc` where there is no other, which is encrypted.
    #[serde(default, rename = "fmt", deserialize_with = "lenient::text")]
    pub format: String,
}
