//! QQ Music's answers as sent. Sizes are bytes, `interval` is seconds, `expiration` seconds from
//! now.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::catalog::sources::text::lenient;

mod collections;
mod words;

pub(super) use collections::*;
pub(super) use words::*;

/// A body for the gateway with a call in it, or with two.
#[derive(Debug, Serialize)]
pub(super) struct Envelope<P, Q> {
    pub comm: Caller,
    pub request: Call<P>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Call<Q>>,
}

/// Who calls, as the web player says it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Caller {
    pub ct: u32,
    pub cv: u32,
    pub platform: &'static str,
    pub format: &'static str,
    pub in_charset: &'static str,
    pub out_charset: &'static str,
    pub need_new_code: u8,
    pub uin: String,
    #[serde(rename = "g_tk")]
    pub g_tk: u32,
}

/// One call.
#[derive(Debug, Serialize)]
pub(super) struct Call<P> {
    pub module: &'static str,
    pub method: &'static str,
    pub param: P,
}

/// The gateway's answer to an [`Envelope`].
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    pub request: Option<Item>,
    pub second: Option<Item>,
}

/// The answer to one call; `data` is read once `code` allows.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    pub data: Option<Box<RawValue>>,
}

/// What a refusal may carry.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Refusal {
    #[serde(default, rename = "feedbackURL", deserialize_with = "lenient::text")]
    pub feedback_url: String,
}

/// One page of a search; `B` names the list of what was searched for.
#[derive(Debug, Deserialize)]
pub(super) struct Search<B> {
    /// Not 0 when the lists are empty because the search was refused.
    #[serde(default, deserialize_with = "lenient::number")]
    pub code: i64,
    pub body: B,
}

#[derive(Debug, Deserialize)]
pub(super) struct Songs {
    pub song: List<Song>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List<T> {
    #[serde(deserialize_with = "lenient::items", bound = "T: DeserializeOwned")]
    pub list: Vec<T>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Detail {
    /// Absent for a `mid` that names nothing.
    pub track_info: Option<Song>,
    /// What else is known of a song; there even then.
    #[serde(rename = "info")]
    _info: serde::de::IgnoredAny,
}

/// The track object that search, detail and lists share.
#[derive(Debug, Deserialize)]
pub(super) struct Song {
    pub mid: String,
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub title: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub subtitle: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub title_extra: String,
    #[serde(deserialize_with = "lenient::items")]
    pub singer: Vec<Singer>,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub album: Album,
    #[serde(deserialize_with = "lenient::number")]
    pub interval: u64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub status: i64,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub file: File,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub pay: Pay,
}

#[derive(Debug, Deserialize)]
pub(super) struct Singer {
    #[serde(default, deserialize_with = "lenient::text")]
    pub mid: String,
    pub name: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Album {
    #[serde(default, deserialize_with = "lenient::text")]
    pub mid: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// The picture's own id where it is not the album's.
    #[serde(default, deserialize_with = "lenient::text")]
    pub pmid: String,
}

/// Which files there are; a size of 0 is an absent file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    #[serde(deserialize_with = "lenient::text")]
    pub media_mid: String,
    #[serde(deserialize_with = "lenient::number")]
    pub size_48aac: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_96aac: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_96ogg: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_128mp3: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_192aac: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_192ogg: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_320mp3: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_flac: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_hires: u64,
    #[serde(deserialize_with = "lenient::number")]
    pub size_try: u64,
}

/// What has to be paid; prices in fen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pay {
    #[serde(deserialize_with = "lenient::flag")]
    pub pay_play: bool,
    #[serde(deserialize_with = "lenient::number")]
    pub price_album: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Keys {
    #[serde(default, deserialize_with = "lenient::items")]
    pub sip: Vec<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub expiration: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub msg: String,
    #[serde(deserialize_with = "lenient::items")]
    pub midurlinfo: Vec<Key>,
}

/// The answer for one file name.
#[derive(Debug, Deserialize)]
pub(super) struct Key {
    #[serde(default, deserialize_with = "lenient::text")]
    pub filename: String,
    #[serde(deserialize_with = "lenient::text")]
    pub purl: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub result: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub tips: String,
    #[serde(default, rename = "uiAlert", deserialize_with = "lenient::text")]
    pub alert: String,
    #[serde(default, rename = "isbuy", deserialize_with = "lenient::flag")]
    pub to_buy: bool,
}
