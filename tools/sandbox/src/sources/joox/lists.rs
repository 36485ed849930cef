//! The mirror's part: albums, artists and playlists with their tracks, and the charts. Beyond what
//! is asked for here, the real answers are not known: which name what they hold, and what they say
//! of an id that names nothing.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::track::{credits, images, track};
use super::{TARGET, not_found, refused};
use crate::catalogue::{Collection, CollectionKind, Source};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// In this path `/` may be written as `_`, and is in the site's own links.
fn find<'a>(sandbox: &'a Sandbox, kind: CollectionKind, id: &str) -> Option<&'a Collection> {
    sandbox.catalogue.collection(Source::Joox, kind, &id.replace('_', "/"))
}

pub(super) async fn tracks(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let (kind, operation) = match kind.as_str() {
        "album" => (CollectionKind::Album, Operation::Album),
        "artist" => (CollectionKind::Artist, Operation::Artist),
        "playlist" => (CollectionKind::Playlist, Operation::Playlist),
        _ => return not_found(),
    };
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        refused(shape).unwrap_or_else(|| match find(&sandbox, kind, &id) {
            Some(collection) if shape.is_none() => {
                Json(opened(&sandbox, collection, &parameters)).into_response()
            }
            _ => not_found(),
        })
    };
    sandbox.answer(&caller, TARGET, operation, respond).await
}

/// An artist's answer does not name the artist.
fn opened(sandbox: &Sandbox, collection: &Collection, parameters: &Parameters) -> Value {
    let index = parameters.number("index").unwrap_or(0);
    let num = parameters.number("num").unwrap_or(usize::MAX);
    let list = part(sandbox, collection, index, num);
    match collection.kind {
        CollectionKind::Artist => json!({ "tracks": list }),
        CollectionKind::Album => json!({
            "id": collection.id(),
            "name": collection.name,
            "artist_list": credits(&collection.artists),
            "images": images(&collection.identity),
            "publish_date": collection.published_on,
            "description": collection.description,
            "tracks": list,
        }),
        CollectionKind::Playlist | CollectionKind::Chart => json!({
            "id": collection.id(),
            "name": collection.name,
            "artist_list": [],
            "images": images(&collection.identity),
            "description": collection.description,
            "tracks": list,
        }),
    }
}

fn part(sandbox: &Sandbox, collection: &Collection, index: usize, num: usize) -> Value {
    let tracks = sandbox.catalogue.tracks(collection).skip(index).take(num);
    let items: Vec<Value> = tracks.map(track).collect();
    let (next, total) = (index.saturating_add(items.len()), collection.recordings.len());
    json!({
        "list_count": items.len(),
        "items": items,
        "total_count": total,
        "next_index": if next < total { Some(next) } else { None },
    })
}

pub(super) async fn charts(State(sandbox): State<Arc<Sandbox>>, caller: Caller) -> Response {
    let respond = |shape: Option<Shape>| {
        refused(shape).unwrap_or_else(|| {
            let charts = if shape.is_none() { toplists(&sandbox) } else { vec![] };
            Json(json!({ "topcharts": { "data": charts } })).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Charts, respond).await
}

pub(super) async fn chart(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        refused(shape).unwrap_or_else(|| {
            let found = find(&sandbox, CollectionKind::Chart, parameters.text("id"));
            let tracks = found
                .filter(|_| shape.is_none())
                .map(|chart| part(&sandbox, chart, 0, usize::MAX));
            let charts = toplists(&sandbox);
            Json(json!({
                "seo": { "retCode": 0 },
                "topCharts": { "toplists_count": charts.len(), "toplists": charts, "error_code": 0 },
                "tracksItemList": { "id": parameters.text("id"), "tracks": tracks },
            }))
            .into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Chart, respond).await
}

fn toplists(sandbox: &Sandbox) -> Vec<Value> {
    let charts = sandbox.catalogue.collections(Source::Joox, CollectionKind::Chart);
    let shown = |chart: &Collection| {
        json!({
            "id": chart.id(),
            "name": chart.name,
            "images": images(&chart.identity),
            "track_num": chart.recordings.len(),
            "update_time": chart.published_on,
        })
    };
    charts.map(shown).collect()
}
