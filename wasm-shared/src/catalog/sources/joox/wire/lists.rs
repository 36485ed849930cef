use serde::Deserialize;

use super::{Artist, Found, Image, Song};
use crate::catalog::sources::text::lenient;

/// The answer to a search for albums.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Albums {
    #[serde(deserialize_with = "lenient::items")]
    pub albums: Vec<Found<Listed>>,
}

/// The answer to a search for artists.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Artists {
    #[serde(deserialize_with = "lenient::items")]
    pub artists: Vec<Found<Listed>>,
}

/// The answer to a search for everything, by section.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Sections {
    #[serde(deserialize_with = "lenient::items")]
    pub section_list: Vec<Section>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Section {
    #[serde(default, deserialize_with = "lenient::items")]
    pub item_list: Vec<SectionItem>,
}

/// What was found, under the name of its sort; the rest is absent.
#[derive(Debug, Deserialize)]
pub(in super::super) struct SectionItem {
    #[serde(default)]
    pub editor_playlist: Option<Listed>,
}

/// An album, artist, playlist or chart in a list.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Listed {
    #[serde(deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub artist_list: Vec<Artist>,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub images: Vec<Image>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub publish_date: String,
    /// When the chart last changed.
    #[serde(default, deserialize_with = "lenient::text")]
    pub update_time: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub track_num: u32,
}

/// An album, artist or playlist with a part of its tracks. An artist's has no name.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Opened {
    #[serde(flatten)]
    pub status: Status,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub publish_date: String,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub artist_list: Vec<Artist>,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub images: Vec<Image>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub tracks: Option<Tracks>,
}

/// How a call went, where the answer says so.
#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct Status {
    #[serde(default, deserialize_with = "lenient::number")]
    pub error_code: i64,
    #[serde(default, deserialize_with = "lenient::number")]
    pub code: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub msg: String,
}

/// A part of a list of tracks.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Tracks {
    #[serde(deserialize_with = "lenient::items")]
    pub items: Vec<Song>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub total_count: u32,
    /// Where the next part begins; nothing or 0 at the end.
    #[serde(default, deserialize_with = "lenient::number")]
    pub next_index: i64,
}

/// The charts there are.
#[derive(Debug, Deserialize)]
pub(in super::super) struct ChartList {
    pub topcharts: Charts,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Charts {
    #[serde(deserialize_with = "lenient::items")]
    pub data: Vec<Listed>,
}

/// A chart's tracks, and what else there is beside it: usually all charts, itself among them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct ChartDetail {
    #[serde(default)]
    pub top_charts: TopCharts,
    pub tracks_item_list: ChartTracks,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct TopCharts {
    #[serde(deserialize_with = "lenient::items")]
    pub toplists: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct ChartTracks {
    #[serde(deserialize_with = "Option::deserialize")]
    pub tracks: Option<Tracks>,
}

/// What the call for words alone answers, inside its callback.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Lyric {
    #[serde(flatten)]
    pub status: Status,
    /// LRC in base64.
    #[serde(rename = "lyric", deserialize_with = "lenient::text")]
    pub words: String,
}
