//! Searches, of songs with the new and with the old names of fields, and suggestions.

use serde_json::{Value, json};

use super::api::Context;
use super::collections;
use super::song::{old_song, song};
use crate::catalogue::{CollectionKind, Listing, Source};
use crate::sources::parameters::Parameters;

const SONGS: u64 = 1;
const LARGEST_PAGE: usize = 100;
const SUGGESTIONS_EACH: usize = 4;

pub(super) fn search(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    songs(context, parameters, empty, song)
}

pub(super) fn old_search(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    songs(context, parameters, empty, old_song)
}

fn songs(
    context: &Context<'_>,
    parameters: &Parameters,
    empty: bool,
    shown: impl Fn(&Listing) -> Value,
) -> Value {
    let songs = parameters.number("type").unwrap_or(SONGS) == SONGS;
    let found = if empty || !songs {
        Vec::new()
    } else {
        context.sandbox.catalogue.search(Source::Netease, parameters.text("s"))
    };
    answer(&found, parameters, ("songs", "songCount"), |listing| shown(listing))
}

pub(super) fn search_collections(
    context: &Context<'_>,
    kind: CollectionKind,
    parameters: &Parameters,
    empty: bool,
) -> Value {
    let found = if empty {
        Vec::new()
    } else {
        let query = parameters.text("s");
        context.sandbox.catalogue.search_collections(Source::Netease, kind, query)
    };
    match kind {
        CollectionKind::Album => {
            answer(&found, parameters, ("albums", "albumCount"), |it| collections::release(it))
        }
        CollectionKind::Artist => {
            answer(&found, parameters, ("artists", "artistCount"), |it| collections::performer(it))
        }
        CollectionKind::Playlist | CollectionKind::Chart => {
            answer(&found, parameters, ("playlists", "playlistCount"), |it| {
                collections::summary(it)
            })
        }
    }
}

fn answer<T>(
    found: &[T],
    parameters: &Parameters,
    (list, count): (&str, &str),
    shown: impl Fn(&T) -> Value,
) -> Value {
    if found.is_empty() {
        // Without a hit there is no list at all.
        return json!({ "result": { count: 0 }, "code": 200 });
    }
    let limit = parameters.number("limit").unwrap_or(30).clamp(1, LARGEST_PAGE);
    let offset = parameters.number("offset").unwrap_or(0);
    let page: Vec<Value> = found.iter().skip(offset).take(limit).map(shown).collect();
    let more = offset.saturating_add(limit) < found.len();
    json!({ "result": { list: page, "hasMore": more, count: found.len() }, "code": 200 })
}

pub(super) fn suggestions(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let catalogue = &context.sandbox.catalogue;
    let found = catalogue.suggest(Source::Netease, parameters.text("s"), SUGGESTIONS_EACH);
    let tracks = found.tracks.iter().map(|listing| listing.title.as_str());
    let lists = found.artists.iter().chain(&found.albums).map(|it| it.name.as_str());
    let matches: Vec<Value> = tracks
        .chain(lists)
        .map(|name| json!({ "keyword": name, "type": 1, "alg": "alg_search", "lastKeyword": name }))
        .collect();
    let none = empty || matches.is_empty();
    json!({ "result": if none { json!({}) } else { json!({ "allMatch": matches }) }, "code": 200 })
}
