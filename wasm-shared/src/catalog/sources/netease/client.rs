//! Calls to NetEase.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{transport::call, wire};
use crate::{
    catalog::{
        model::Quality,
        sources::{Page, SourceContext, SourceError},
    },
    ports::Host,
};

/// What can be searched for, by the source's numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Songs = 1,
    Albums = 10,
    Artists = 100,
    Playlists = 1000,
}

/// One page of what is of `kind` for `query`.
pub(super) async fn search<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    kind: Kind,
    query: &str,
    page: Page,
) -> Result<wire::Search<T>, SourceError> {
    let parameters = json!({
        "s": query,
        "type": kind as u32,
        "limit": page.size,
        "offset": page.start(),
        "total": true,
    });
    call(context, "/api/cloudsearch/pc", parameters).await
}

/// What somebody who has typed `query` may mean.
pub(super) async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<wire::Suggestions, SourceError> {
    call(context, "/api/search/suggest/keyword", json!({ "s": query })).await
}

/// The songs `ids`, up to 1,000, with what this caller may do with them.
pub(super) async fn details<H: Host>(
    context: SourceContext<'_, H>,
    ids: &[u64],
) -> Result<wire::Details, SourceError> {
    let songs: Value = ids.iter().map(|id| json!({ "id": id })).collect();
    call(context, "/api/v3/song/detail", json!({ "c": songs.to_string() })).await
}

/// A play URL of the song `id`; the source goes below `quality` by itself.
pub(super) async fn audio<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    quality: Quality,
) -> Result<wire::Audios, SourceError> {
    let parameters =
        json!({ "ids": format!("[{id}]"), "level": level(quality), "encodeType": "flac" });
    call(context, "/api/song/enhance/player/url/v1", parameters).await
}

/// The source's name of a tier.
pub(super) const fn level(quality: Quality) -> &'static str {
    match quality {
        Quality::Standard => "standard",
        Quality::High => "higher",
        Quality::Exhigh => "exhigh",
        Quality::Lossless => "lossless",
        Quality::Hires => "hires",
    }
}

/// The words of the song `id` in every form there is; -1 stands for "the latest version".
pub(super) async fn lyric<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
) -> Result<wire::Lyric, SourceError> {
    let parameters = json!({ "id": id, "lv": -1, "tv": -1, "rv": -1, "kv": -1, "yv": -1 });
    call(context, "/api/song/lyric", parameters).await
}

/// The album `id` with all its songs.
pub(super) async fn album<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
) -> Result<wire::OpenedAlbum, SourceError> {
    call(context, &format!("/api/v1/album/{id}"), json!({})).await
}

/// The artist `id` with their most popular songs, up to 50.
pub(super) async fn artist<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
) -> Result<wire::OpenedArtist, SourceError> {
    call(context, &format!("/api/v1/artist/{id}"), json!({})).await
}

/// A page of all songs of the artist `id`, the most popular first.
pub(super) async fn artist_songs<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    page: Page,
) -> Result<wire::ArtistSongs, SourceError> {
    let parameters =
        json!({ "id": id, "order": "hot", "offset": page.start(), "limit": page.size });
    call(context, "/api/v1/artist/songs", parameters).await
}

/// The playlist or chart `id`: the numbers of all its songs, and the data of the first `whole` or
/// fewer of them.
pub(super) async fn playlist<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    whole: u32,
) -> Result<wire::OpenedPlaylist, SourceError> {
    call(context, "/api/v6/playlist/detail", json!({ "id": id, "n": whole, "s": 0 })).await
}

/// All charts.
pub(super) async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<wire::Charts, SourceError> {
    call(context, "/api/toplist", json!({})).await
}
