//! Searches of the open API, versions 2 and 3.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::track::{credits, images, track};
use super::{TARGET, refused};
use crate::catalogue::{Collection, CollectionKind, Source};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// There is no paging: this is all one gets.
const LARGEST_ANSWER: usize = 30;
const PLAYLIST_SECTION: u8 = 1;
const ALBUM_SECTION: u8 = 2;
const SONG_SECTION: u8 = 5;

pub(super) async fn by_type(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let (name, kind, operation) = match parameters.text("type") {
        "1" => ("albums", Some(CollectionKind::Album), Operation::SearchAlbums),
        "2" => ("artists", Some(CollectionKind::Artist), Operation::SearchArtists),
        _ => ("tracks", None, Operation::Search),
    };
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let mut answer = json!({ "tracks": [], "artists": [], "albums": [] });
            let query = parameters.text("key");
            answer[name] = match kind {
                // Every track is in a list of its own.
                None => find(&sandbox, query, shape).into_iter().map(|it| json!([it])).collect(),
                // Of albums and artists that is not known.
                Some(kind) => find_collections(&sandbox, kind, query, shape).into(),
            };
            Json(answer).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, operation, respond).await
}

/// All sorts in one answer. It counts as the search for playlists, which nothing else finds.
pub(super) async fn sections(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let query = parameters.text("keyword");
            let items = |kind| find_collections(&sandbox, kind, query, shape);
            let songs = find(&sandbox, query, shape);
            let songs = songs.into_iter().map(|song| json!([{ "song_info": song }])).collect();
            let sections: Vec<Value> = [
                section(SONG_SECTION, "歌曲", "song", songs),
                section(ALBUM_SECTION, "專輯", "album", items(CollectionKind::Album)),
                section(
                    PLAYLIST_SECTION,
                    "歌單",
                    "editor_playlist",
                    items(CollectionKind::Playlist),
                ),
            ]
            .into_iter()
            .flatten()
            .collect();
            Json(json!({ "section_list": sections })).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::SearchPlaylists, respond).await
}

/// A section of items under `name`; `None` without any.
fn section(number: u8, title: &str, name: &str, items: Vec<Value>) -> Option<Value> {
    let items: Vec<Value> =
        items.into_iter().map(|item| json!({ "type": number, name: item })).collect();
    let section = json!({ "section_type": number, "section_title": title, "item_list": items });
    (!items.is_empty()).then_some(section)
}

fn find_collections(
    sandbox: &Sandbox,
    kind: CollectionKind,
    query: &str,
    shape: Option<Shape>,
) -> Vec<Value> {
    let found = sandbox.catalogue.search_collections(Source::Joox, kind, query);
    let shown = |collection: &Collection| {
        json!({
            "id": collection.id(),
            "name": collection.name,
            "artist_list": credits(&collection.artists),
            "images": images(&collection.identity),
            "publish_date": if kind == CollectionKind::Album { &collection.published_on } else { "" },
        })
    };
    let found = found.into_iter().filter(|_| shape.is_none());
    found.take(LARGEST_ANSWER).map(shown).collect()
}

fn find(sandbox: &Sandbox, query: &str, shape: Option<Shape>) -> Vec<Value> {
    if shape == Some(Shape::Empty) {
        return Vec::new();
    }
    let found = sandbox.catalogue.search(Source::Joox, query);
    found.into_iter().take(LARGEST_ANSWER).map(track).collect()
}
