//! Searches, with the new and with the old names of fields.

use serde_json::{Value, json};

use super::api::Context;
use super::song::{old_song, song};
use crate::catalogue::{Listing, Source};
use crate::sources::parameters::Parameters;

const SONGS: u64 = 1;
const LARGEST_PAGE: usize = 100;

pub(super) fn search(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    answer(context, parameters, empty, song)
}

pub(super) fn old_search(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    answer(context, parameters, empty, old_song)
}

fn answer(
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
    if found.is_empty() {
        // Without a hit there is no list at all.
        return json!({ "result": { "songCount": 0 }, "code": 200 });
    }
    let limit = parameters.number("limit").unwrap_or(30).clamp(1, LARGEST_PAGE);
    let offset = parameters.number("offset").unwrap_or(0);
    let songs: Vec<Value> =
        found.iter().skip(offset).take(limit).map(|listing| shown(listing)).collect();
    let more = offset.saturating_add(limit) < found.len();
    json!({
        "result": { "songs": songs, "hasMore": more, "songCount": found.len() },
        "code": 200,
    })
}
