//! `getSongInfo.php`: a track with the address of its 128 kbit/s file.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::file::File;
use super::search::cover;
use super::{TARGET, TOO_FREQUENT, VERIFICATION, find, is_member, pay_type, privilege, singers};
use crate::audio::{Cut, size_bytes};
use crate::catalogue::{Listing, Quality, Refusal};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

const NO_SUCH_HASH: i64 = 1;

pub(super) async fn songinfo(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        let body = match shape {
            Some(Shape::RateLimited) => {
                json!({ "status": 0, "errcode": TOO_FREQUENT, "error": "请求过于频繁", "url": "" })
            }
            Some(Shape::Verification) => {
                json!({ "status": 0, "errcode": VERIFICATION, "error": "本次请求需要验证", "url": "" })
            }
            Some(Shape::Empty) => not_found(),
            None => find(&sandbox, parameters.text("hash"))
                .map_or_else(not_found, |(listing, _)| {
                    info(&sandbox, &caller, listing, is_member(&caller, &parameters))
                }),
        };
        Json(body).into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

fn not_found() -> Value {
    json!({ "status": 0, "errcode": NO_SUCH_HASH, "error": "hash not found", "url": "", "hash": "" })
}

/// Whatever the quality of the hash, the file is the one of 128 kbit/s.
fn info(sandbox: &Sandbox, caller: &Caller, listing: &Listing, member: bool) -> Value {
    let file = match File::of(listing, Quality::Standard, member) {
        Ok(file) if file.take.cut != Cut::Clip => Ok(file),
        // A clip comes from the signed tracker only.
        Ok(_) => Err(Refusal::Vip),
        Err(refusal) => Err(refusal),
    };
    let mut info = described(listing);
    match file {
        Ok(file) => {
            let url = sandbox.links.url(&caller.base_url, listing, file.take, sandbox.clock.now());
            info["status"] = 1.into();
            info["backup_url"] = json!([url]);
            info["url"] = url.into();
            info["fileSize"] = file.size_bytes.into();
            info["timeLength"] = file.duration_s.into();
            // Kilobits here, bits at the trackers.
            info["bitRate"] = 128.into();
        }
        Err(Refusal::Vip | Refusal::Purchase) => {
            info["error"] = "需要付费".into();
            info["pay_type"] = 3.into();
            info["privilege"] = 10.into();
        }
        Err(Refusal::Region | Refusal::Removed) => info["error"] = "暂无版权".into(),
    }
    info
}

fn described(listing: &Listing) -> Value {
    let authors: Vec<Value> = listing
        .artists
        .iter()
        .map(|artist| json!({ "author_id": artist.identity.number(), "author_name": artist.name }))
        .collect();
    let mut extra = Map::new();
    for (name, quality) in
        [("128", Quality::Standard), ("320", Quality::Exhigh), ("sq", Quality::Lossless)]
    {
        let present = listing.qualities.contains(&quality);
        let hash = if present { listing.identity.hash(quality) } else { String::new() };
        let size = if present { size_bytes(quality, listing.duration_ms) } else { 0 };
        extra.insert(format!("{name}hash"), hash.into());
        extra.insert(format!("{name}filesize"), size.into());
    }
    let level = privilege(listing.availability);
    json!({
        "status": 0,
        "errcode": 0,
        "error": "",
        "hash": listing.identity.hash(Quality::Standard),
        "req_hash": listing.identity.hash(Quality::Standard),
        "songName": listing.title,
        "singerName": singers(listing),
        "author_name": singers(listing),
        "choricSinger": singers(listing),
        "authors": authors,
        "fileName": format!("{} - {}", singers(listing), listing.title),
        "url": "",
        "backup_url": [],
        "timeLength": listing.duration_ms / 1000,
        "bitRate": 0,
        "fileSize": 0,
        "extName": "mp3",
        "album_img": cover(listing),
        "albumid": listing.album_identity.number(),
        "album_audio_id": listing.identity.number(),
        "privilege": level,
        "pay_type": pay_type(listing.availability),
        "128privilege": level,
        "320privilege": level,
        "sqprivilege": level,
        "extra": extra,
        "trans_param": { "union_cover": cover(listing) },
    })
}
