//! The calls the gateway knows.

use serde_json::{Value, json};

use super::gateway::Context;
use super::search::Kind;
use super::{charts, collections, playback, search, song};
use crate::faults::{Operation, Shape};

/// Rate limit, or a risk check.
pub(super) const LIMITED: i64 = 2001;
/// What is wrong with a playlist's number.
const PLAYLIST_ERROR: i64 = 10_004;

/// A module's method, and of a search what it looks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Method {
    DesktopSearch(Kind),
    MobileSearch(Kind),
    SongDetail,
    Vkey,
    AlbumDetail,
    AlbumSongs,
    SingerDetail,
    SingerSongs,
    Playlist,
    Charts,
    Chart,
}

impl Method {
    pub(super) fn of(call: &Value) -> Option<Self> {
        let kind = || Kind::of(&call["param"]);
        Some(match (call["module"].as_str()?, call["method"].as_str()?) {
            ("music.search.SearchCgiService", "DoSearchForQQMusicDesktop") => {
                Self::DesktopSearch(kind())
            }
            ("music.search.SearchCgiService", "DoSearchForQQMusicMobile") => {
                Self::MobileSearch(kind())
            }
            ("music.pf_song_detail_svr", "get_song_detail_yqq") => Self::SongDetail,
            ("music.vkey.GetVkey", "UrlGetVkey") | ("vkey.GetVkeyServer", "CgiGetVkey") => {
                Self::Vkey
            }
            ("music.musichallAlbum.AlbumInfoServer", "GetAlbumDetail") => Self::AlbumDetail,
            ("music.musichallAlbum.AlbumSongList", "GetAlbumSongList") => Self::AlbumSongs,
            ("music.musichallSinger.SingerInfoInter", "GetSingerDetail") => Self::SingerDetail,
            ("musichall.song_list_server", "GetSingerSongList") => Self::SingerSongs,
            ("music.srfDissInfo.DissInfo", "CgiGetDiss") => Self::Playlist,
            ("music.musicToplist.Toplist", "GetAll") => Self::Charts,
            ("music.musicToplist.Toplist", "GetDetail") => Self::Chart,
            _ => return None,
        })
    }

    pub(super) const fn operation(self) -> Operation {
        match self {
            Self::DesktopSearch(kind) | Self::MobileSearch(kind) => kind.operation(),
            Self::SongDetail => Operation::Detail,
            Self::Vkey => Operation::Playback,
            Self::AlbumDetail | Self::AlbumSongs => Operation::Album,
            Self::SingerDetail | Self::SingerSongs => Operation::Artist,
            Self::Playlist => Operation::Playlist,
            Self::Charts => Operation::Charts,
            Self::Chart => Operation::Chart,
        }
    }

    /// The answer to a call with `param`.
    pub(super) fn run(self, context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
        match (self, shape) {
            (Self::Vkey, Some(Shape::Verification)) => {
                json!({ "code": 0, "data": playback::refused(param) })
            }
            (_, Some(Shape::Verification)) => json!({
                "code": LIMITED,
                "data": { "feedbackURL": "https://c.y.qq.com/base/feedback.html" },
            }),
            (Self::DesktopSearch(kind), Some(Shape::RateLimited)) => {
                json!({ "code": LIMITED, "data": search::desktop_page(kind, &[], 0, param) })
            }
            (Self::MobileSearch(_), Some(Shape::RateLimited)) => {
                json!({ "code": LIMITED, "data": search::mobile_page(&[], 0, param) })
            }
            (_, Some(Shape::RateLimited)) => json!({ "code": LIMITED, "data": {} }),
            (Self::Playlist, None) => collections::playlist(context, param).map_or_else(
                || json!({ "code": PLAYLIST_ERROR, "data": {} }),
                |data| json!({ "code": 0, "data": data }),
            ),
            (Self::Playlist, Some(Shape::Empty)) => json!({ "code": PLAYLIST_ERROR, "data": {} }),
            (_, shape) => json!({ "code": 0, "data": self.data(context, param, shape) }),
        }
    }

    fn data(self, context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
        match self {
            Self::DesktopSearch(kind) => search::desktop(context, kind, param, shape),
            Self::MobileSearch(kind) => search::mobile(context, kind, param, shape),
            Self::SongDetail => song::detail(context, param, shape),
            Self::Vkey => playback::vkey(context, param, shape),
            Self::AlbumDetail => collections::album(context, param, shape),
            Self::AlbumSongs => collections::album_songs(context, param, shape),
            Self::SingerDetail => collections::singer(context, param, shape),
            Self::SingerSongs => collections::singer_songs(context, param, shape),
            // Has a code of its own for what it does not have.
            Self::Playlist => Value::Null,
            Self::Charts => charts::list(context, shape),
            Self::Chart => charts::chart(context, param, shape),
        }
    }
}
