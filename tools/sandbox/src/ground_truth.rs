//! `/_catalog`: everything a test may know.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use crate::audio::size_bytes;
use crate::catalogue::{
    Catalogue, Collection, CollectionKind, Listing, Lyrics, Quality, Recording, Source,
};
use crate::sandbox::Sandbox;

/// Shows the whole catalogue.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route("/_catalog", get(show))
}

async fn show(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let catalogue = &sandbox.catalogue;
    let items: Vec<Value> =
        catalogue.recordings.iter().map(|recording| entry(catalogue, recording)).collect();
    let mut truth = json!({ "total": items.len(), "items": items });
    for kind in CollectionKind::ALL {
        let lists = Source::ALL.into_iter().flat_map(|source| catalogue.collections(source, kind));
        truth[kind.plural()] = lists.map(|it| collection(catalogue, it)).collect();
    }
    Json(truth)
}

fn collection(catalogue: &Catalogue, collection: &Collection) -> Value {
    let tracks: Vec<String> = catalogue.tracks(collection).map(Listing::id).collect();
    let artists: Vec<&str> = collection.artists.iter().map(|artist| artist.name.as_str()).collect();
    json!({
        "key": collection.key,
        "source": collection.source,
        "id": collection.id(),
        "name": collection.name,
        "artists": artists,
        "creator": collection.creator,
        "track_count": tracks.len(),
        "tracks": tracks,
    })
}

fn entry(catalogue: &Catalogue, recording: &Recording) -> Value {
    let artists: Vec<Value> = recording
        .performers
        .iter()
        .map(|performer| json!({ "name": performer.name, "latin": performer.latin }))
        .collect();
    let sources: Map<String, Value> = Source::ALL
        .into_iter()
        .filter_map(|source| {
            Some((source.name().to_owned(), listed(catalogue, recording.listing(source)?)))
        })
        .collect();
    json!({
        "id": recording.key,
        "work": recording.work.key,
        "title": recording.work.title,
        "aliases": recording.work.aliases,
        "artists": artists,
        "album": recording.album,
        "version": recording.version,
        "duration_ms": recording.duration_ms,
        "sources": sources,
    })
}

fn listed(catalogue: &Catalogue, listing: &Listing) -> Value {
    let artists: Vec<&str> = listing.artists.iter().map(|artist| artist.name.as_str()).collect();
    let qualities: Vec<Value> = listing
        .qualities
        .iter()
        .map(|quality| {
            json!({
                "quality": quality,
                "codec": quality.extension(),
                "bitrate_bps": quality.bitrate_bps(),
                "size_bytes": size_bytes(*quality, listing.duration_ms),
            })
        })
        .collect();
    json!({
        "id": listing.id(),
        "ids": ids(listing),
        "title": listing.title,
        "artists": artists,
        "album": listing.album,
        "duration_ms": listing.duration_ms,
        "availability": listing.availability,
        "vip_from": listing.vip_from,
        "qualities": qualities,
        "lyrics": catalogue.lyrics(listing).map(|lyrics| words(&lyrics)),
    })
}

/// What there is of the words; absent lyrics are `null`.
fn words(lyrics: &Lyrics) -> Value {
    let first = lyrics.lines().first();
    json!({
        "instrumental": *lyrics == Lyrics::Instrumental,
        "lines": lyrics.lines().len(),
        "first_line": first.map(|line| &line.text),
        "translation": first.is_some_and(|line| line.translation.is_some()),
        "romanised": first.is_some_and(|line| line.romanised.is_some()),
        "words": first.is_some_and(|line| line.words.is_some()),
    })
}

/// The other ids by the names the source gives them.
fn ids(listing: &Listing) -> Value {
    let identity = &listing.identity;
    match listing.source {
        Source::Qq => json!({ "id": identity.number(), "media_mid": identity.mid("002") }),
        Source::Joox | Source::Netease => json!({}),
        Source::Kugou => json!({
            "album_audio_id": identity.number(),
            "album_id": listing.album_identity.number(),
            "hash_320": identity.hash(Quality::Exhigh),
            "hash_flac": identity.hash(Quality::Lossless),
        }),
    }
}
