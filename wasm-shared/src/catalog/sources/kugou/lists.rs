//! Calls to Kugou for lists and lyrics, all open. No session goes along: two of the hosts are called
//! without encryption.

use serde::de::DeserializeOwned;

use super::{client, denial, wire};
use crate::{
    catalog::{
        model::Track,
        sources::{Page, SourceContext, SourceError, text},
    },
    ports::{Host, OutboundRequest},
    settings::KugouSettings,
};

/// The version of the app that charts and playlists are asked for by.
const APP_VERSION: &str = "9108";

/// One page of albums (`album`), artists (`singer`) or playlists (`special`) for `query`.
pub(super) async fn search<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    kind: &str,
    query: &str,
    page: Page,
) -> Result<T, SourceError> {
    let (number, size) = numbers(page);
    let parameters = [
        ("keyword", query),
        ("page", number.as_str()),
        ("pagesize", size.as_str()),
        ("format", "json"),
    ];
    let base = &settings(context).list_base;
    list(context, base, &format!("/api/v3/search/{kind}"), &parameters).await
}

/// What somebody who has typed `query` may mean, in groups.
pub(super) async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<Vec<wire::TipGroup>, SourceError> {
    let parameters = [("MusicTipCount", "10"), ("keyword", query)];
    let groups: wire::Items<wire::TipGroup> =
        list(context, &settings(context).tip_base, "/getSearchTip", &parameters).await?;
    Ok(groups.items)
}

/// The data of the album (`album`, `albumid`), artist (`singer`, `singerid`) or playlist (`special`,
/// `specialid`) with the number `id`; `None` when there is none.
pub(super) async fn info<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    (kind, parameter): (&str, &str),
    id: &str,
) -> Result<Option<T>, SourceError> {
    let parameters = [(parameter, id), ("format", "json")];
    let base = &settings(context).list_base;
    let body = get(context, base, &format!("/api/v3/{kind}/info"), &parameters).await?;
    denial::checked_info(&body)
}

/// A page of the songs of the same.
pub(super) async fn songs<H: Host>(
    context: SourceContext<'_, H>,
    (kind, parameter): (&str, &str),
    id: &str,
    page: Page,
) -> Result<wire::SongList, SourceError> {
    let (number, size) = numbers(page);
    let parameters = [
        (parameter, id),
        ("page", number.as_str()),
        ("pagesize", size.as_str()),
        // Of an artist's songs the most popular first; others ignore it.
        ("sorttype", "2"),
        ("version", APP_VERSION),
        ("area_code", "1"),
        ("format", "json"),
    ];
    let base = &settings(context).list_base;
    list(context, base, &format!("/api/v3/{kind}/song"), &parameters).await
}

/// All charts.
pub(super) async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<Vec<wire::Chart>, SourceError> {
    let parameters = [
        ("version", APP_VERSION),
        ("plat", "0"),
        ("showtype", "2"),
        ("parentid", "0"),
        ("apiver", "6"),
        ("area_code", "1"),
        ("withsong", "1"),
    ];
    let base = &settings(context).rank_base;
    let charts: wire::Listed<wire::Chart> =
        list(context, base, "/api/v5/rank/list", &parameters).await?;
    Ok(charts.info)
}

/// A page of the songs of the chart `id`.
pub(super) async fn chart_songs<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
    page: Page,
) -> Result<wire::SongList, SourceError> {
    let (number, size) = numbers(page);
    let parameters = [
        ("version", APP_VERSION),
        ("ranktype", "1"),
        ("plat", "0"),
        ("pagesize", size.as_str()),
        ("area_code", "1"),
        ("page", number.as_str()),
        ("rankid", id),
    ];
    list(context, &settings(context).rank_base, "/api/v3/rank/song", &parameters).await
}

/// The lyrics that may be those of `track`.
pub(super) async fn lyric_candidates<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<wire::LyricCandidates, SourceError> {
    let names: Vec<&str> = track.artists.iter().map(|artist| artist.name.as_str()).collect();
    let keyword = format!("{} - {}", names.join("、"), track.title);
    let duration = track.duration_ms.to_string();
    let parameters = [
        ("ver", "1"),
        ("man", "yes"),
        ("client", "pc"),
        ("keyword", keyword.as_str()),
        ("hash", track.id.id.as_str()),
        ("duration", duration.as_str()),
    ];
    let body = get(context, &settings(context).lyrics_base, "/search", &parameters).await?;
    denial::checked(&body)
}

/// One of the candidates as LRC.
pub(super) async fn lyric<H: Host>(
    context: SourceContext<'_, H>,
    candidate: &wire::LyricCandidate,
) -> Result<wire::LyricFile, SourceError> {
    let parameters = [
        ("ver", "1"),
        ("client", "pc"),
        ("id", candidate.id.as_str()),
        ("accesskey", candidate.access_key.as_str()),
        ("fmt", "lrc"),
        ("charset", "utf8"),
    ];
    let body = get(context, &settings(context).lyrics_base, "/download", &parameters).await?;
    denial::checked(&body)
}

fn settings<H: Host>(context: SourceContext<'_, H>) -> &KugouSettings {
    &context.settings.sources.kugou
}

/// Pages are counted from 1.
fn numbers(page: Page) -> (String, String) {
    (page.number.saturating_add(1).to_string(), page.size.to_string())
}

/// What is under `data` in the answer.
async fn list<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    base: &str,
    path: &str,
    parameters: &[(&str, &str)],
) -> Result<T, SourceError> {
    let answer: wire::Answer<T> = denial::checked(&get(context, base, path, parameters).await?)?;
    Ok(answer.data)
}

async fn get<H: Host>(
    context: SourceContext<'_, H>,
    base: &str,
    path: &str,
    parameters: &[(&str, &str)],
) -> Result<bytes::Bytes, SourceError> {
    let url = format!("{base}{path}?{}", text::query(parameters.iter().copied()));
    client::body(context, OutboundRequest::get(url)).await
}
