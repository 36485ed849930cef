//! The page of a single track, as data and as HTML with the data inside.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use super::track::{CLIP_S, artists, images, vip_flag};
use super::{TARGET, find, is_member, lyric, not_found, refused};
use crate::audio::Take;
use crate::catalogue::{Listing, Playable, Quality, Refusal};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::markup::escape;
use crate::sources::parameters::Parameters;

const MEMBERS_ONLY: i64 = 9_009_002;

pub(super) async fn data(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| match find(&sandbox, parameters.text("id")) {
            Some(listing) => Json(single(&sandbox, &caller, listing, shape)).into_response(),
            None => Json(json!({ "single": null })).into_response(),
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

pub(super) async fn html(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path((region, id)): Path<(String, String)>,
) -> Response {
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| match find(&sandbox, &id) {
            Some(listing) => {
                let data = single(&sandbox, &caller, listing, shape);
                Html(document(&region, listing, &data)).into_response()
            }
            None => not_found(),
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

fn document(region: &str, listing: &Listing, data: &Value) -> String {
    let next = json!({
        "props": { "pageProps": { "passingArgumentsData": data } },
        "page": "/[region]/single/[id]",
        "query": { "region": region, "id": listing.id() },
        "buildId": "sandbox",
    });
    // In a script element only the end of the element could be misread.
    let next = next.to_string().replace("</", "<\\/");
    let title = escape(&listing.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-HK\"><head><title>{title} - JOOX</title></head><body>\
         <div id=\"__next\"><h1>{title}</h1></div>\
         <script id=\"__NEXT_DATA__\" type=\"application/json\">{next}</script></body></html>\n"
    )
}

fn single(sandbox: &Sandbox, caller: &Caller, listing: &Listing, shape: Option<Shape>) -> Value {
    let now = sandbox.clock.now();
    let url = |take: Take| sandbox.links.url(&caller.base_url, listing, take, now);
    let clip = || url(Take::clip(listing));
    let whole_s = listing.duration_ms / 1000;
    let playable = listing.play(Quality::Exhigh, is_member(caller));
    let (is_playable, error_code, duration_s, urls, refrain) = match playable {
        _ if shape == Some(Shape::Empty) => (true, 0, whole_s, vec![], None),
        Playable::File(_) | Playable::Notice(_) => {
            let better_first = listing.qualities.iter().rev();
            let urls = better_first.map(|quality| url(Take::whole(listing, *quality))).collect();
            (true, 0, whole_s, urls, Some(clip()))
        }
        Playable::Clip => (true, 0, CLIP_S, vec![clip()], Some(clip())),
        Playable::Refused(Refusal::Vip) => {
            (false, MEMBERS_ONLY, CLIP_S, vec![clip()], Some(clip()))
        }
        Playable::Refused(Refusal::Purchase | Refusal::Region | Refusal::Removed) => {
            (false, 0, whole_s, vec![], None)
        }
    };
    let words = lyric::encoded(sandbox, listing).filter(|_| shape.is_none());
    // What the flag means is disputed: free tracks carry either value.
    let preview = matches!(playable, Playable::Clip) || listing.identity.choice("preview", 2) == 1;
    json!({
        "single": {
            "id": listing.id(),
            "name": listing.title,
            "album_id": listing.album_identity.opaque(),
            "album_name": listing.album,
            "artist_list": artists(listing),
            "images": images(&listing.album_identity),
            "play_duration": duration_s,
            "vip_flag": vip_flag(listing),
            "lrc_exist": u8::from(words.is_some()),
            "lrc_content": words.filter(|_| lyric::is_within_data(listing)).unwrap_or_default(),
            "is_playable": is_playable,
            "node_is_preview": preview,
            "error_code": error_code,
            "status_code": 0,
            "play_url_list": urls,
            "refrain_url": refrain.unwrap_or_default(),
            "refrain_duration": CLIP_S,
        },
    })
}
