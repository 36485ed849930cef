use serde::Deserialize;

use super::{List, Singer, Song};
use crate::catalog::sources::text::lenient;

#[derive(Debug, Deserialize)]
pub(in super::super) struct Albums {
    pub album: List<FoundAlbum>,
}

/// An album in a search.
#[derive(Debug, Deserialize)]
pub(in super::super) struct FoundAlbum {
    #[serde(rename = "albumMID")]
    pub mid: String,
    #[serde(rename = "albumName")]
    pub name: String,
    #[serde(default, rename = "publicTime", deserialize_with = "lenient::text")]
    pub published: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub song_count: u32,
    /// All of them in one text.
    #[serde(default, rename = "singerName", deserialize_with = "lenient::text")]
    pub singer_name: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub singer_list: Vec<Singer>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Singers {
    pub singer: List<FoundSinger>,
}

/// A singer in a search.
#[derive(Debug, Deserialize)]
pub(in super::super) struct FoundSinger {
    #[serde(rename = "singerMID")]
    pub mid: String,
    #[serde(rename = "singerName")]
    pub name: String,
    #[serde(default, rename = "songNum", deserialize_with = "lenient::number")]
    pub song_count: u32,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Playlists {
    pub songlist: List<FoundPlaylist>,
}

/// A playlist in a search.
#[derive(Debug, Deserialize)]
pub(in super::super) struct FoundPlaylist {
    #[serde(rename = "dissid", deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(rename = "dissname")]
    pub name: String,
    #[serde(default, rename = "imgurl", deserialize_with = "lenient::text")]
    pub picture: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub introduction: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub song_count: u32,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub creator: Creator,
}

#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct Creator {
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
}

/// An album, `basicInfo` without a `mid` for one that there is not.
#[derive(Debug, Deserialize)]
pub(in super::super) struct AlbumDetail {
    #[serde(rename = "basicInfo", deserialize_with = "Option::deserialize")]
    pub info: Option<AlbumInfo>,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub singer: AlbumSingers,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct AlbumInfo {
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_mid: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub album_name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub publish_date: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct AlbumSingers {
    #[serde(default, rename = "singerList", deserialize_with = "lenient::items")]
    pub list: Vec<Singer>,
}

/// One page of an album's or a singer's songs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct SongPage {
    #[serde(default, deserialize_with = "lenient::number")]
    pub total_num: u32,
    #[serde(deserialize_with = "lenient::items")]
    pub song_list: Vec<ListedSong>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct ListedSong {
    #[serde(rename = "songInfo")]
    pub song: Song,
}

/// Singers by `mid`; nobody for one that there is not.
#[derive(Debug, Deserialize)]
pub(in super::super) struct SingerDetails {
    #[serde(deserialize_with = "lenient::items")]
    pub singer_list: Vec<SingerDetail>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct SingerDetail {
    pub basic_info: SingerInfo,
    #[serde(default, deserialize_with = "lenient::nullable")]
    pub ex_info: SingerExtra,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct SingerInfo {
    #[serde(rename = "singer_mid", deserialize_with = "lenient::text")]
    pub mid: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct SingerExtra {
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub foreign_name: String,
}

/// One page of a playlist.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Playlist {
    /// Not 0 for a playlist that there is not, or that is nobody else's business.
    #[serde(default, deserialize_with = "lenient::number")]
    pub code: i64,
    #[serde(default)]
    pub dirinfo: Option<PlaylistInfo>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub total_song_num: u32,
    #[serde(default, deserialize_with = "lenient::items")]
    pub songlist: Vec<Song>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct PlaylistInfo {
    #[serde(deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub title: String,
    #[serde(default, rename = "picurl", deserialize_with = "lenient::text")]
    pub picture: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
    #[serde(default, rename = "host_nick", deserialize_with = "lenient::text")]
    pub creator: String,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct ChartGroups {
    #[serde(deserialize_with = "lenient::items")]
    pub group: Vec<ChartGroup>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct ChartGroup {
    #[serde(default, deserialize_with = "lenient::items")]
    pub toplist: Vec<Chart>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Chart {
    #[serde(deserialize_with = "lenient::number")]
    pub top_id: u32,
    #[serde(deserialize_with = "lenient::text")]
    pub title: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub intro: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub update_time: String,
    #[serde(default, deserialize_with = "lenient::number")]
    pub total_num: u32,
    #[serde(default, deserialize_with = "lenient::text")]
    pub front_pic_url: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub head_pic_url: String,
}

/// One page of a chart; without a title for one that there is not.
#[derive(Debug, Deserialize)]
pub(in super::super) struct ChartPage {
    #[serde(deserialize_with = "Option::deserialize")]
    pub data: Option<Chart>,
    #[serde(rename = "songInfoList", deserialize_with = "lenient::items")]
    pub songs: Vec<Song>,
}
