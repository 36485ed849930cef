//! Albums, artists, playlists and charts by themselves: found, opened and listed.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::answer::{open, page};
use crate::catalogue::{Collection, CollectionKind, Quality, Source, highlight};
use crate::faults::Operation;
use crate::sandbox::{Caller, Sandbox};
use crate::sources::markup::escape;
use crate::sources::parameters::Parameters;

type Call = (State<Arc<Sandbox>>, Caller, OriginalUri);

pub(super) async fn search_albums((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        let (total, found) = found(&sandbox, CollectionKind::Album, parameters, empty);
        json!({ "total": total, "info": shown(&sandbox, &found, parameters, album_of) })
    };
    open(&sandbox, &caller, &uri, Operation::SearchAlbums, data).await
}

/// The only search whose data is the list itself.
pub(super) async fn search_artists((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        let (_, found) = found(&sandbox, CollectionKind::Artist, parameters, empty);
        shown(&sandbox, &found, parameters, artist_of).into()
    };
    open(&sandbox, &caller, &uri, Operation::SearchArtists, data).await
}

pub(super) async fn search_playlists((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        let (total, found) = found(&sandbox, CollectionKind::Playlist, parameters, empty);
        json!({ "total": total, "info": shown(&sandbox, &found, parameters, playlist_of) })
    };
    open(&sandbox, &caller, &uri, Operation::SearchPlaylists, data).await
}

fn found<'a>(
    sandbox: &'a Sandbox,
    kind: CollectionKind,
    parameters: &Parameters,
    empty: bool,
) -> (usize, Vec<&'a Collection>) {
    if empty {
        return (0, Vec::new());
    }
    let query = parameters.text("keyword");
    let all = sandbox.catalogue.search_collections(Source::Kugou, kind, query);
    (all.len(), all[page(parameters, all.len())].to_vec())
}

/// Names as a search marks them.
fn shown(
    sandbox: &Sandbox,
    found: &[&Collection],
    parameters: &Parameters,
    show: impl Fn(&Collection, &str) -> Value,
) -> Vec<Value> {
    let (query, script) = (parameters.text("keyword"), sandbox.catalogue.script());
    found.iter().map(|it| show(it, &highlight(&it.name, query, script, escape))).collect()
}

pub(super) async fn album((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        opened(&sandbox, CollectionKind::Album, parameters.text("albumid"), empty, album_of)
    };
    open(&sandbox, &caller, &uri, Operation::Album, data).await
}

pub(super) async fn artist((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        opened(&sandbox, CollectionKind::Artist, parameters.text("singerid"), empty, artist_of)
    };
    open(&sandbox, &caller, &uri, Operation::Artist, data).await
}

pub(super) async fn playlist((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        opened(&sandbox, CollectionKind::Playlist, parameters.text("specialid"), empty, playlist_of)
    };
    open(&sandbox, &caller, &uri, Operation::Playlist, data).await
}

/// The data of one thing; an empty list for what is not there.
fn opened(
    sandbox: &Sandbox,
    kind: CollectionKind,
    id: &str,
    empty: bool,
    show: impl Fn(&Collection, &str) -> Value,
) -> Value {
    let found = sandbox.catalogue.collection(Source::Kugou, kind, id).filter(|_| !empty);
    found.map_or_else(|| json!([]), |it| show(it, &escape(&it.name)))
}

pub(super) async fn charts((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |_: &Parameters, empty: bool| {
        let charts = sandbox.catalogue.collections(Source::Kugou, CollectionKind::Chart);
        let info: Vec<Value> = charts.filter(|_| !empty).map(chart_of).collect();
        json!({ "total": info.len(), "info": info })
    };
    open(&sandbox, &caller, &uri, Operation::Charts, data).await
}

fn album_of(album: &Collection, name: &str) -> Value {
    let singers: Vec<&str> = album.artists.iter().map(|artist| artist.name.as_str()).collect();
    json!({
        "albumid": album.identity.number(),
        "albumname": name,
        "singername": escape(&singers.join("、")),
        "singerid": album.artists.first().map(|artist| artist.identity.number()),
        "imgurl": picture(album, "stdmusic"),
        "publishtime": format!("{} 00:00:00", album.published_on),
        "songcount": album.recordings.len(),
        "intro": escape(&album.description),
        "privilege": 0,
    })
}

fn artist_of(artist: &Collection, name: &str) -> Value {
    json!({
        "singerid": artist.identity.number(),
        "singername": name,
        "imgurl": picture(artist, "uploadpic/softhead"),
        "songcount": artist.recordings.len(),
        "albumcount": 1,
        "mvcount": 0,
        "intro": escape(&artist.description),
    })
}

fn playlist_of(list: &Collection, name: &str) -> Value {
    json!({
        "specialid": list.identity.number(),
        "specialname": name,
        "nickname": escape(&list.creator),
        "imgurl": picture(list, "soft/collection"),
        "songcount": list.recordings.len(),
        "intro": escape(&list.description),
        "playcount": 0,
        "publishtime": list.published_on,
    })
}

fn chart_of(chart: &Collection) -> Value {
    json!({
        "rankid": chart.id().parse::<u64>().unwrap_or_default(),
        "rankname": chart.name,
        "imgurl": picture(chart, "mcommon"),
        "intro": escape(&chart.description),
        "isvol": 1,
        "update_frequency": "每天",
    })
}

/// Address of a picture with the size left open.
fn picture(collection: &Collection, folder: &str) -> String {
    let name = collection.identity.hash(Quality::Standard);
    format!("http://imge.kugou.com/{folder}/{{size}}/20210501/{name}.jpg")
}
