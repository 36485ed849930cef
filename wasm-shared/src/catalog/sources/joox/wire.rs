//! JOOX's answers as sent. Durations are seconds and may be a clip's, sizes are bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::catalog::sources::text::lenient;

mod lists;

pub(super) use lists::*;

/// The answer to a search.
#[derive(Debug, Deserialize)]
pub(super) struct Search {
    #[serde(deserialize_with = "lenient::items")]
    pub tracks: Vec<Found<Song>>,
}

/// One hit: a track is usually in a list of its own.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Found<T> {
    /// As a list, of which the first is meant.
    Listed(Vec<T>),
    /// Alone.
    Alone(Box<T>),
}

impl<T> Found<T> {
    /// What was found; `None` for an empty list.
    pub fn into_hit(self) -> Option<T> {
        match self {
            Self::Listed(hits) => hits.into_iter().next(),
            Self::Alone(hit) => Some(*hit),
        }
    }
}

/// A track in a search or a list.
#[derive(Debug, Deserialize)]
pub(super) struct Song {
    pub id: String,
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_name: String,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub artist_list: Vec<Artist>,
    #[serde(deserialize_with = "lenient::number")]
    pub play_duration: u64,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub images: Vec<Image>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub vip_flag: bool,
    pub is_playable: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Artist {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Image {
    #[serde(default, deserialize_with = "lenient::number")]
    pub width: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub url: String,
}

/// What `page/single` answers, and what the page people see is made of.
#[derive(Debug, Deserialize)]
pub(super) struct SinglePage {
    #[serde(deserialize_with = "Option::deserialize")]
    pub single: Option<Single>,
}

/// A track with its play URLs.
#[derive(Debug, Deserialize)]
pub(super) struct Single {
    #[serde(flatten)]
    pub song: Song,
    #[serde(default, deserialize_with = "lenient::number")]
    pub error_code: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub status_code: i64,
    #[serde(deserialize_with = "addresses")]
    pub play_url_list: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub refrain_url: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub refrain_duration: u64,
    /// Whether there are words, where the answer says so.
    #[serde(default)]
    pub lrc_exist: Option<Flag>,
    /// LRC in base64; may be missing where there are words.
    #[serde(default, deserialize_with = "lenient::text")]
    pub lrc_content: String,
}

/// A flag as a number or as what it is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub(super) struct Flag(#[serde(deserialize_with = "lenient::flag")] pub bool);

/// The data a page of the site is rendered from.
#[derive(Debug, Deserialize)]
pub(super) struct NextData {
    pub props: NextProperties,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NextProperties {
    pub page_props: PageProperties,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageProperties {
    pub passing_arguments_data: SinglePage,
}

/// The older call's answer, inside its callback.
#[derive(Debug, Deserialize)]
pub(super) struct SongInfo {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub msg: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub msong: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub msinger: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub malbum: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub minterval: u64,
    #[serde(default, rename = "imgSrc", deserialize_with = "lenient::text")]
    pub cover: String,
    #[serde(default, deserialize_with = "sizes")]
    pub kbps_map: BTreeMap<String, u64>,
    #[serde(default, rename = "m4aUrl", deserialize_with = "lenient::text")]
    pub aac_96: String,
    #[serde(default, rename = "mp3Url", deserialize_with = "lenient::text")]
    pub mp3_128: String,
    #[serde(default, rename = "r192Url", deserialize_with = "lenient::text")]
    pub aac_192: String,
    #[serde(default, rename = "r320Url", deserialize_with = "lenient::text")]
    pub mp3_320: String,
}

/// Play URLs, as texts or as objects around them.
fn addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Address {
        Text(String),
        Object { url: String },
    }
    let list: Option<Vec<Address>> = Option::deserialize(deserializer)?;
    Ok(list
        .unwrap_or_default()
        .into_iter()
        .map(|address| match address {
            Address::Text(url) | Address::Object { url } => url,
        })
        .collect())
}

/// Sizes by kbit/s, as an object or as the text of one; values that are no number are left out.
fn sizes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Size {
        Number(u64),
        Text(String),
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sizes {
        Object(BTreeMap<String, Size>),
        Text(String),
        None(()),
    }
    let sizes = match Sizes::deserialize(deserializer)? {
        Sizes::Object(sizes) => sizes,
        Sizes::Text(json) => serde_json::from_str(&json).map_err(serde::de::Error::custom)?,
        Sizes::None(()) => BTreeMap::new(),
    };
    Ok(sizes
        .into_iter()
        .filter_map(|(kbps, size)| match size {
            Size::Number(bytes) => Some((kbps, bytes)),
            Size::Text(text) => Some((kbps, text.parse().ok()?)),
        })
        .collect())
}
