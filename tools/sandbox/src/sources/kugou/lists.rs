//! The songs of albums, artists, playlists and charts.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::answer::{open, page};
use super::search::mobile_item;
use super::singers;
use crate::catalogue::{CollectionKind, Listing, Source};
use crate::faults::Operation;
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

type Call = (State<Arc<Sandbox>>, Caller, OriginalUri);

pub(super) async fn album((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        songs(&sandbox, CollectionKind::Album, "albumid", parameters, empty, in_one_text)
    };
    open(&sandbox, &caller, &uri, Operation::Album, data).await
}

pub(super) async fn artist((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        songs(&sandbox, CollectionKind::Artist, "singerid", parameters, empty, in_one_text)
    };
    open(&sandbox, &caller, &uri, Operation::Artist, data).await
}

pub(super) async fn playlist((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        songs(&sandbox, CollectionKind::Playlist, "specialid", parameters, empty, in_one_text)
    };
    open(&sandbox, &caller, &uri, Operation::Playlist, data).await
}

pub(super) async fn chart((State(sandbox), caller, OriginalUri(uri)): Call) -> Response {
    let data = |parameters: &Parameters, empty| {
        songs(&sandbox, CollectionKind::Chart, "rankid", parameters, empty, with_authors)
    };
    open(&sandbox, &caller, &uri, Operation::Chart, data).await
}

fn songs(
    sandbox: &Sandbox,
    kind: CollectionKind,
    parameter: &str,
    parameters: &Parameters,
    empty: bool,
    show: impl Fn(&Listing) -> Value,
) -> Value {
    let id = parameters.text(parameter);
    let found = sandbox.catalogue.collection(Source::Kugou, kind, id).filter(|_| !empty);
    let all: Vec<&Listing> =
        found.into_iter().flat_map(|it| sandbox.catalogue.tracks(it)).collect();
    let info: Vec<Value> =
        all[page(parameters, all.len())].iter().map(|listing| show(listing)).collect();
    json!({ "timestamp": sandbox.clock.now().as_second(), "total": all.len(), "info": info })
}

/// A song with its singers and its name in one text, and its album as a remark.
fn in_one_text(listing: &Listing) -> Value {
    let mut item = mobile_item(listing);
    if let Some(fields) = item.as_object_mut() {
        for absent in ["songname", "songname_original", "singername", "album_name"] {
            fields.remove(absent);
        }
    }
    item["filename"] = format!("{} - {}", singers(listing), listing.title).into();
    item["remark"] = listing.album.as_str().into();
    item
}

/// A song with a field for its name and a list of its singers, as on charts.
fn with_authors(listing: &Listing) -> Value {
    let mut item = in_one_text(listing);
    item["songname"] = listing.title.as_str().into();
    item["authors"] = listing
        .artists
        .iter()
        .map(|artist| json!({ "author_id": artist.identity.number(), "author_name": artist.name }))
        .collect();
    item
}
