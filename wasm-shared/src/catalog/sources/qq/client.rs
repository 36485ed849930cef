//! Calls to QQ Music.

use serde::{Serialize, de::DeserializeOwned};

use super::{
    gateway::{Session, call, call_both, older},
    wire,
};
use crate::{
    catalog::sources::{Page, SourceContext, SourceError},
    ports::{Entropy, Host},
};

/// What a search looks for, by the service's numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Songs = 0,
    Singers = 1,
    Albums = 2,
    Playlists = 3,
}

#[derive(Serialize)]
struct SearchParameters<'a> {
    query: &'a str,
    num_per_page: u32,
    page_num: u32,
    search_type: u8,
}

/// One page of what `kind` and `B` name for `query`.
pub(super) async fn search<H: Host, B: DeserializeOwned>(
    context: SourceContext<'_, H>,
    kind: Kind,
    query: &str,
    page: Page,
) -> Result<wire::Search<B>, SourceError> {
    let param = SearchParameters {
        query,
        num_per_page: page.size,
        page_num: page.number.saturating_add(1),
        search_type: kind as u8,
    };
    let module = "music.search.SearchCgiService";
    call(context, wire::Call { module, method: "DoSearchForQQMusicDesktop", param }).await
}

#[derive(Serialize)]
struct DetailParameters<'a> {
    song_mid: &'a str,
    song_type: u8,
}

/// The track object of `mid`.
pub(super) async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
) -> Result<wire::Detail, SourceError> {
    let param = DetailParameters { song_mid: mid, song_type: 0 };
    let module = "music.pf_song_detail_svr";
    call(context, wire::Call { module, method: "get_song_detail_yqq", param }).await
}

#[derive(Serialize)]
struct KeyParameters<'a> {
    guid: String,
    songmid: Vec<&'a str>,
    songtype: Vec<u8>,
    filename: Vec<&'a str>,
    uin: String,
    loginflag: u8,
    platform: &'static str,
}

/// Play paths for `files` of the song `mid`, all in one call.
pub(super) async fn keys<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    files: &[&str],
) -> Result<wire::Keys, SourceError> {
    let session = Session::of(&context.settings.sources.qq);
    let param = KeyParameters {
        // Ten digits, as the web player draws them.
        guid: (1_000_000_000 + u64::from_le_bytes(context.host.entropy().bytes()) % 9_000_000_000)
            .to_string(),
        songmid: vec![mid; files.len()],
        songtype: vec![0; files.len()],
        filename: files.to_vec(),
        uin: session.uin.to_owned(),
        loginflag: 1,
        platform: "20",
    };
    call(context, wire::Call { module: "music.vkey.GetVkey", method: "UrlGetVkey", param }).await
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AlbumParameters<'a> {
    album_mid: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AlbumSongParameters<'a> {
    album_mid: &'a str,
    begin: u64,
    num: u32,
    order: u8,
}

/// The album `mid` and one page of its songs.
pub(super) async fn album<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    page: Page,
) -> Result<(wire::AlbumDetail, wire::SongPage), SourceError> {
    let album = wire::Call {
        module: "music.musichallAlbum.AlbumInfoServer",
        method: "GetAlbumDetail",
        param: AlbumParameters { album_mid: mid },
    };
    let songs = wire::Call {
        module: "music.musichallAlbum.AlbumSongList",
        method: "GetAlbumSongList",
        param: AlbumSongParameters {
            album_mid: mid,
            begin: page.start(),
            num: page.size,
            // As on the record.
            order: 2,
        },
    };
    call_both(context, album, songs).await
}

#[derive(Serialize)]
struct SingerParameters<'a> {
    singer_mids: [&'a str; 1],
    ex_singer: u8,
    pic: u8,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SingerSongParameters<'a> {
    singer_mid: &'a str,
    order: u8,
    begin: u64,
    num: u32,
}

/// The singer `mid` and one page of their songs, the best known first.
pub(super) async fn singer<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    page: Page,
) -> Result<(wire::SingerDetails, wire::SongPage), SourceError> {
    let singer = wire::Call {
        module: "music.musichallSinger.SingerInfoInter",
        method: "GetSingerDetail",
        param: SingerParameters { singer_mids: [mid], ex_singer: 1, pic: 1 },
    };
    let songs = wire::Call {
        module: "musichall.song_list_server",
        method: "GetSingerSongList",
        param: SingerSongParameters {
            singer_mid: mid,
            order: 1,
            begin: page.start(),
            num: page.size,
        },
    };
    call_both(context, singer, songs).await
}

#[derive(Serialize)]
struct PlaylistParameters {
    disstid: u64,
    dirid: u8,
    song_begin: u64,
    song_num: u32,
    tag: u8,
    userinfo: u8,
    onlysonglist: u8,
}

/// One page of the playlist `id`.
pub(super) async fn playlist<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    page: Page,
) -> Result<wire::Playlist, SourceError> {
    let param = PlaylistParameters {
        disstid: id,
        dirid: 0,
        song_begin: page.start(),
        song_num: page.size,
        tag: 1,
        userinfo: 1,
        onlysonglist: 0,
    };
    let module = "music.srfDissInfo.DissInfo";
    call(context, wire::Call { module, method: "CgiGetDiss", param }).await
}

const CHARTS: &str = "music.musicToplist.Toplist";

#[derive(Serialize)]
struct NoParameters {}

/// The charts by group.
pub(super) async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<wire::ChartGroups, SourceError> {
    call(context, wire::Call { module: CHARTS, method: "GetAll", param: NoParameters {} }).await
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChartParameters {
    top_id: u32,
    offset: u64,
    num: u32,
    with_tags: u8,
}

/// One page of the chart `id`.
pub(super) async fn chart<H: Host>(
    context: SourceContext<'_, H>,
    id: u32,
    page: Page,
) -> Result<wire::ChartPage, SourceError> {
    let param = ChartParameters { top_id: id, offset: page.start(), num: page.size, with_tags: 0 };
    call(context, wire::Call { module: CHARTS, method: "GetDetail", param }).await
}

/// The words of the song `mid`.
pub(super) async fn lyric<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
) -> Result<wire::Lyric, SourceError> {
    let parameters = [("songmid", mid), ("format", "json"), ("g_tk", "5381")];
    older(context, "/lyric/fcgi-bin/fcg_query_lyric_new.fcg", &parameters).await
}

/// Names for what somebody has typed.
pub(super) async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    typed: &str,
) -> Result<wire::Suggestions, SourceError> {
    let parameters = [("key", typed), ("format", "json")];
    older(context, "/splcloud/fcgi-bin/smartbox_new.fcg", &parameters).await
}
