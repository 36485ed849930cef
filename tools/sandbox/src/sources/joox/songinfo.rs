//! `web_get_songinfo`, the old call that answers JSONP.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{TARGET, find, is_member, refused};
use crate::audio::{Take, size_bytes};
use crate::catalogue::{Listing, Playable, Quality};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

const NOT_FOUND: i64 = -1;
const NOT_LOGGED_IN: i64 = -20_201;

pub(super) async fn songinfo(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let answer = match find(&sandbox, parameters.text("songid")) {
                Some(listing) => info(&sandbox, &caller, listing, shape),
                None => json!({ "code": NOT_FOUND, "msg": "song not found" }),
            };
            let script = format!("MusicInfoCallback({answer})");
            ([(header::CONTENT_TYPE, "application/x-javascript")], script).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

fn info(sandbox: &Sandbox, caller: &Caller, listing: &Listing, shape: Option<Shape>) -> Value {
    let playable = listing.play(Quality::Exhigh, is_member(caller));
    let open = matches!(playable, Playable::File(_) | Playable::Notice(_)) && shape.is_none();
    if !open && shape.is_none() {
        // The misspelling is JOOX's.
        return json!({ "code": NOT_LOGGED_IN, "msg": "invaid cookie" });
    }
    let now = sandbox.clock.now();
    let available = |quality: &Quality| open && listing.qualities.contains(quality);
    let url = |quality: Quality| {
        let take = available(&quality).then(|| Take::whole(listing, quality));
        take.map(|take| sandbox.links.url(&caller.base_url, listing, take, now)).unwrap_or_default()
    };
    let size = |quality: Quality| {
        if available(&quality) { size_bytes(quality, listing.duration_ms) } else { 0 }
    };
    let standard = size(Quality::Standard);
    let exhigh = size(Quality::Exhigh);
    // A string of JSON within the JSON.
    let kbps_map = json!({ "24": 0, "48": 0, "96": 0, "128": standard, "192": 0, "320": exhigh });
    let singers: Vec<&str> = listing.artists.iter().map(|artist| artist.name.as_str()).collect();
    json!({
        "code": 0,
        "msg": "",
        "songid": listing.id(),
        "msong": listing.title,
        "msinger": singers.join(","),
        "malbum": listing.album,
        "minterval": listing.duration_ms / 1000,
        "public_time": "2021-05-01",
        "imgSrc": super::track::images(&listing.album_identity)[1]["url"],
        "singer_list": super::track::artists(listing),
        "kbps_map": kbps_map.to_string(),
        "m4aUrl": "",
        "mp3Url": url(Quality::Standard),
        "r192Url": "",
        "r320Url": url(Quality::Exhigh),
        "size128": standard,
        "size320": exhigh,
        "has_hq": u8::from(exhigh > 0),
    })
}
