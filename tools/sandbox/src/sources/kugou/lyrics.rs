//! Lyrics: which there may be for a hash, and one of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::answer::refusal;
use super::{TARGET, find, singers};
use crate::catalogue::{Listing, Lyrics, Source};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// By how much the recording is longer whose lyrics are listed first and are the wrong ones.
const OTHER_RECORDING_MS: u64 = 40_000;
const OTHER_WORDS: &str = "[00:01.00]另一个录音的词\r\n";

pub(super) async fn search(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let answer = |parameters: &Parameters, empty: bool| {
        let listing = find(&sandbox, parameters.text("hash")).map(|(listing, _)| listing);
        let listing = listing.filter(|it| !empty && sandbox.catalogue.lyrics(it).is_some());
        let candidates: Vec<Value> = listing
            .into_iter()
            .flat_map(|listing| {
                let id = listing.identity.number();
                [
                    candidate(listing, id + 1, listing.duration_ms + OTHER_RECORDING_MS),
                    candidate(listing, id, listing.duration_ms),
                ]
            })
            .collect();
        json!({
            "status": 200,
            "info": "OK",
            "errcode": 200,
            "errmsg": "OK",
            "keyword": parameters.text("keyword"),
            "candidates": candidates,
        })
    };
    call(&sandbox, &caller, &uri, answer).await
}

pub(super) async fn download(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let answer = |parameters: &Parameters, empty: bool| {
        let id: u64 = parameters.number("id").unwrap_or_default();
        let key = parameters.text("accesskey");
        let of = |id: u64| {
            sandbox.catalogue.find(Source::Kugou, |listing| listing.identity.number() == id)
        };
        let content = match (of(id), id.checked_sub(1).and_then(of)) {
            _ if empty || parameters.text("fmt") != "lrc" => String::new(),
            (Some(listing), _) if key == access_key(listing) => file(&sandbox, listing),
            (_, Some(listing)) if key == access_key(listing) => OTHER_WORDS.to_owned(),
            _ => return json!({ "status": 403, "info": "accesskey error", "error_code": 403 }),
        };
        json!({
            "status": 200,
            "info": "OK",
            "error_code": 0,
            "fmt": "lrc",
            "contenttype": 0,
            "charset": "utf8",
            "content": STANDARD.encode(content),
        })
    };
    call(&sandbox, &caller, &uri, answer).await
}

async fn call(
    sandbox: &Sandbox,
    caller: &Caller,
    uri: &Uri,
    answer: impl FnOnce(&Parameters, bool) -> Value,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        let body = match refusal(shape) {
            Some((code, text)) => {
                json!({ "status": 0, "errcode": code, "error_code": code, "info": text })
            }
            None => answer(&parameters, shape.is_some()),
        };
        Json(body).into_response()
    };
    sandbox.answer(caller, TARGET, Operation::Lyrics, respond).await
}

fn candidate(listing: &Listing, id: u64, duration_ms: u64) -> Value {
    json!({
        "id": id.to_string(),
        "accesskey": access_key(listing),
        "duration": duration_ms,
        "singer": singers(listing),
        "song": listing.title,
        "krctype": 1,
        "contenttype": 0,
        "score": 60,
    })
}

fn access_key(listing: &Listing) -> String {
    listing.identity.clip_hash().to_uppercase()
}

/// A file with the tags that this source puts before the words.
fn file(sandbox: &Sandbox, listing: &Listing) -> String {
    let words = match sandbox.catalogue.lyrics(listing) {
        Some(Lyrics::Instrumental) => "[00:00.00]纯音乐，请欣赏\n".to_owned(),
        Some(words) => words.lrc(|line| Some(&line.text)).unwrap_or_default(),
        None => String::new(),
    };
    let tags = format!(
        "\u{feff}[id:$00000000]\n[ar:{}]\n[ti:{}]\n[by:]\n[total:{}]\n[offset:0]\n",
        singers(listing),
        listing.title,
        listing.duration_ms
    );
    (tags + &words).replace('\n', "\r\n")
}
