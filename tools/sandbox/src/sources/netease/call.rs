//! Which call a path is, and what answers it.

use serde_json::Value;

use super::api::Context;
use super::{collections, lyrics, player, search, song};
use crate::catalogue::{CollectionKind, Source};
use crate::faults::Operation;
use crate::sandbox::Sandbox;
use crate::sources::parameters::Parameters;

/// A call, with the id that some have in their path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Call<'a> {
    Search,
    OldSearch,
    SearchCollections(CollectionKind),
    Suggestions,
    Detail,
    OldDetail,
    PlayerByBitrate,
    PlayerByLevel,
    Lyrics,
    Album(&'a str),
    Artist(&'a str),
    ArtistSongs,
    /// A playlist, or a chart, which is one by another hand.
    Playlist(CollectionKind),
    Charts,
}

impl<'a> Call<'a> {
    /// The call of this path below `/api`; `None` for one that is not known.
    pub(super) fn of(path: &'a str, parameters: &Parameters, sandbox: &Sandbox) -> Option<Self> {
        let path = path.trim_end_matches('/');
        Some(match path {
            "cloudsearch/pc" | "cloudsearch/get/web" => match parameters.text("type") {
                "10" => Self::SearchCollections(CollectionKind::Album),
                "100" => Self::SearchCollections(CollectionKind::Artist),
                "1000" => Self::SearchCollections(CollectionKind::Playlist),
                _ => Self::Search,
            },
            "search/get" | "search/get/pc" => Self::OldSearch,
            "search/suggest/keyword" => Self::Suggestions,
            "v3/song/detail" => Self::Detail,
            "song/detail" => Self::OldDetail,
            "song/enhance/player/url" => Self::PlayerByBitrate,
            "song/enhance/player/url/v1" => Self::PlayerByLevel,
            "song/lyric" => Self::Lyrics,
            "v1/artist/songs" => Self::ArtistSongs,
            "v6/playlist/detail" => {
                let (kind, id) = (CollectionKind::Chart, parameters.text("id"));
                match sandbox.catalogue.collection(Source::Netease, kind, id) {
                    Some(_) => Self::Playlist(kind),
                    None => Self::Playlist(CollectionKind::Playlist),
                }
            }
            "toplist" => Self::Charts,
            _ => match path.rsplit_once('/')? {
                ("v1/album", id) => Self::Album(id),
                ("v1/artist", id) => Self::Artist(id),
                _ => return None,
            },
        })
    }

    pub(super) const fn operation(self) -> Operation {
        match self {
            Self::Search | Self::OldSearch => Operation::Search,
            Self::SearchCollections(CollectionKind::Album) => Operation::SearchAlbums,
            Self::SearchCollections(CollectionKind::Artist) => Operation::SearchArtists,
            Self::SearchCollections(_) => Operation::SearchPlaylists,
            Self::Suggestions => Operation::Suggestions,
            Self::Detail | Self::OldDetail => Operation::Detail,
            Self::PlayerByBitrate | Self::PlayerByLevel => Operation::Playback,
            Self::Lyrics => Operation::Lyrics,
            Self::Album(_) => Operation::Album,
            Self::Artist(_) | Self::ArtistSongs => Operation::Artist,
            Self::Playlist(CollectionKind::Chart) => Operation::Chart,
            Self::Playlist(_) => Operation::Playlist,
            Self::Charts => Operation::Charts,
        }
    }

    pub(super) fn run(self, context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
        match self {
            Self::Search => search::search(context, parameters, empty),
            Self::OldSearch => search::old_search(context, parameters, empty),
            Self::SearchCollections(kind) => {
                search::search_collections(context, kind, parameters, empty)
            }
            Self::Suggestions => search::suggestions(context, parameters, empty),
            Self::Detail => song::detail(context, parameters, empty),
            Self::OldDetail => song::old_detail(context, parameters, empty),
            Self::PlayerByBitrate => player::by_bitrate(context, parameters, empty),
            Self::PlayerByLevel => player::by_level(context, parameters, empty),
            Self::Lyrics => lyrics::lyrics(context, parameters, empty),
            Self::Album(id) => collections::album(context, id, empty),
            Self::Artist(id) => collections::artist(context, id, empty),
            Self::ArtistSongs => collections::artist_songs(context, parameters, empty),
            Self::Playlist(kind) => collections::playlist(context, kind, parameters, empty),
            Self::Charts => collections::charts(context, empty),
        }
    }
}
