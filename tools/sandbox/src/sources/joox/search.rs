//! Searches of the open API, versions 2 and 3.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::track::track;
use super::{TARGET, refused};
use crate::catalogue::Source;
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// There is no paging: this is all one gets.
const LARGEST_ANSWER: usize = 30;
const SONG_SECTION: u8 = 5;

pub(super) async fn by_type(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let songs = parameters.number("type").unwrap_or(0) == 0;
            let found = if songs { find(&sandbox, parameters.text("key"), shape) } else { vec![] };
            // Every track is in a list of its own.
            let tracks: Vec<Value> = found.into_iter().map(|track| json!([track])).collect();
            Json(json!({ "tracks": tracks, "artists": [], "albums": [] })).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Search, respond).await
}

pub(super) async fn sections(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let found = find(&sandbox, parameters.text("keyword"), shape);
            let items: Vec<Value> = found
                .into_iter()
                .map(|track| json!({ "type": SONG_SECTION, "song": [{ "song_info": track }] }))
                .collect();
            let section = json!({
                "section_type": SONG_SECTION,
                "section_title": "歌曲",
                "item_list": items,
            });
            let sections = if items.is_empty() { vec![] } else { vec![section] };
            Json(json!({ "section_list": sections })).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Search, respond).await
}

fn find(sandbox: &Sandbox, query: &str, shape: Option<Shape>) -> Vec<Value> {
    if shape == Some(Shape::Empty) {
        return Vec::new();
    }
    let found = sandbox.catalogue.search(Source::Joox, query);
    found.into_iter().take(LARGEST_ANSWER).map(track).collect()
}
