//! Trackers: the signed one behind the gateway, and the old one with a key.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::file::File;
use super::signature::{sign, tracker_key};
use super::{TARGET, TOO_FREQUENT, VERIFICATION, find, is_member};
use crate::audio::{Cut, size_bytes};
use crate::catalogue::{Listing, Quality, Refusal};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

const TRACKER_HOST: &str = "trackercdn.kugou.com";
const WRONG_SIGNATURE: i64 = 20_006;
const WRONG_KEY: i64 = 20_010;
/// A client without a registered device sends this in place of an id.
const NO_DEVICE: &str = "-";

/// `/v5/url`.
pub(super) async fn signed(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let routed = headers.get("x-router").is_some_and(|host| host == TRACKER_HOST);
    if !routed {
        // Without a host to route to the gateway has no such path.
        return StatusCode::NOT_FOUND.into_response();
    }
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        let device = parameters.text("dfid");
        let body = if sign(&parameters, "") != parameters.text("signature") {
            refused(WRONG_SIGNATURE, "err signature")
        } else if shape == Some(Shape::RateLimited) {
            refused(TOO_FREQUENT, "请求过于频繁")
        } else if shape == Some(Shape::Verification) || matches!(device, "" | NO_DEVICE) {
            refused(VERIFICATION, "本次请求需要验证")
        } else {
            tracked(&sandbox, &caller, &parameters, shape.is_some())
        };
        Json(body).into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

/// `/i/v2/`.
pub(super) async fn keyed(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        let hash = parameters.text("hash");
        let key = parameters.text("key");
        let genuine = key == tracker_key(hash) || key == tracker_key(&hash.to_ascii_lowercase());
        let body = match shape {
            _ if !genuine => refused(WRONG_KEY, "bad key"),
            Some(Shape::RateLimited) => refused(TOO_FREQUENT, "请求过于频繁"),
            Some(Shape::Verification) => refused(VERIFICATION, "本次请求需要验证"),
            shape => tracked(&sandbox, &caller, &parameters, shape.is_some()),
        };
        Json(body).into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Playback, respond).await
}

fn refused(code: i64, text: &str) -> Value {
    json!({ "status": 0, "error_code": code, "errcode": code, "error_msg": text, "error": text })
}

fn tracked(sandbox: &Sandbox, caller: &Caller, parameters: &Parameters, empty: bool) -> Value {
    let Some((listing, hashed)) = find(sandbox, parameters.text("hash")).filter(|_| !empty) else {
        return json!({ "status": 3, "url": [], "backupUrl": [], "hash": "" });
    };
    let quality = match parameters.text("quality") {
        "128" => Quality::Standard,
        "320" => Quality::Exhigh,
        "flac" | "high" => Quality::Lossless,
        _ => hashed,
    };
    match File::of(listing, quality, is_member(caller, parameters)) {
        Ok(file) => {
            let url = sandbox.links.url(&caller.base_url, listing, file.take, sandbox.clock.now());
            let mut answer = served(listing, &file, &url);
            if file.take.cut == Cut::Clip {
                answer["hash_offset"] = hash_offset(listing);
                answer["priv_status"] = 0.into();
            }
            answer
        }
        Err(Refusal::Vip) => {
            let mut answer = denied(listing, quality, &["pkg", "vip"]);
            answer["hash_offset"] = hash_offset(listing);
            answer
        }
        Err(Refusal::Purchase) => denied(listing, quality, &["pkg", "buy"]),
        Err(Refusal::Region | Refusal::Removed) => {
            json!({ "status": 3, "url": [], "backupUrl": [], "hash": "" })
        }
    }
}

fn served(listing: &Listing, file: &File, url: &str) -> Value {
    let hash = listing.identity.hash(file.take.quality);
    json!({
        "status": 1,
        "errcode": 0,
        "error_code": 0,
        "url": [url],
        "backupUrl": [url],
        "backup_url": [url],
        "hash": hash,
        "std_hash": listing.identity.hash(Quality::Standard),
        "std_hash_time": listing.duration_ms,
        "fileName": listing.identity.number().to_string(),
        "fileSize": file.size_bytes,
        "bitRate": file.take.quality.bitrate_bps(),
        "timeLength": file.duration_s,
        "extName": file.take.quality.extension(),
        "fileHead": 100,
        "volume": 0,
        "priv_status": 1,
        "fail_process": [],
        "trans_param": { "display": 0 },
    })
}

fn denied(listing: &Listing, quality: Quality, process: &[&str]) -> Value {
    json!({
        "status": 2,
        "priv_status": 0,
        "fail_process": process,
        "hash": listing.identity.hash(quality),
        "url": [],
        "backupUrl": [],
        "trans_param": { "display": 32 },
    })
}

/// Where the clip lies within the whole file.
fn hash_offset(listing: &Listing) -> Value {
    json!({
        "start_ms": 0,
        "end_ms": listing.clip_ms(),
        "start_byte": 0,
        "end_byte": size_bytes(Quality::Standard, listing.clip_ms()),
        "file_type": 0,
        "offset_hash": listing.identity.clip_hash(),
        "clip_hash": listing.identity.clip_hash(),
    })
}
