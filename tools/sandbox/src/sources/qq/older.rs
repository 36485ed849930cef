//! The older calls for lyrics and suggestions. How they tell a limit is not known: here by the
//! gateway's codes.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::TARGET;
use super::method::LIMITED;
use crate::catalogue::{Line, Lyrics, Source};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::markup::escape;
use crate::sources::parameters::Parameters;

const NO_WORDS: i64 = -1901;
const WRONG_REFERER: i64 = -1310;
const REFUSED: i64 = 104_009;
/// How many names of every kind are suggested.
const SUGGESTED: usize = 4;

/// The words of a song; the player's page must be the referer.
pub(super) async fn lyrics(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let welcome = referer.is_some_and(|referer| referer.starts_with("https://y.qq.com/"));
    let respond = |shape| {
        let code = |code: i64| json!({ "retcode": code, "code": code, "subcode": code });
        let answer = match limit(shape) {
            Some(limit) => code(limit),
            None if !welcome => code(WRONG_REFERER),
            None => {
                words(&sandbox, parameters.text("songmid"), shape).unwrap_or_else(|| code(NO_WORDS))
            }
        };
        if parameters.text("format") == "json" {
            return axum::Json(answer).into_response();
        }
        let script = format!("MusicJsonCallback({answer})");
        ([(header::CONTENT_TYPE, "application/x-javascript")], script).into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Lyrics, respond).await
}

fn words(sandbox: &Sandbox, mid: &str, shape: Option<Shape>) -> Option<Value> {
    let catalogue = &sandbox.catalogue;
    let listing = catalogue.find(Source::Qq, |listing| listing.id() == mid)?;
    let lyrics = catalogue.lyrics(listing).filter(|_| shape.is_none())?;
    let head = format!("[ti:{}]\n[al:{}]\n[offset:0]\n", listing.title, listing.album);
    let (lyric, trans) = match &lyrics {
        Lyrics::Instrumental => {
            (head + "[00:00.00]此歌曲为没有填词的纯音乐，请您欣赏\n", String::new())
        }
        Lyrics::Lines(_) => (
            head + &lyrics.lrc(|line| Some(&line.text)).unwrap_or_default(),
            lyrics.lrc(|line: &Line| line.translation.as_deref()).unwrap_or_default(),
        ),
    };
    let encoded = |text: &str| STANDARD.encode(escape(text));
    Some(json!({
        "retcode": 0,
        "code": 0,
        "subcode": 0,
        "lyric": encoded(&lyric),
        "trans": encoded(&trans),
    }))
}

/// Names that hold what was typed.
pub(super) async fn suggestions(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        if let Some(limit) = limit(shape) {
            return axum::Json(json!({ "code": limit, "subcode": limit })).into_response();
        }
        let typed = if shape.is_none() { parameters.text("key") } else { "" };
        let found = sandbox.catalogue.suggest(Source::Qq, typed, SUGGESTED);
        let kind = |items: Vec<Value>| json!({ "count": items.len(), "itemlist": items });
        let item = |id: u64, mid: String, name: &str, singer: &str| json!({ "id": id.to_string(), "mid": mid, "name": escape(name), "singer": escape(singer) });
        let songs = found.tracks.iter().map(|listing| {
            item(listing.identity.number(), listing.id(), &listing.title, &listing.artists[0].name)
        });
        let singers = found
            .artists
            .iter()
            .map(|singer| item(singer.identity.number(), singer.id(), &singer.name, &singer.name));
        let albums = found.albums.iter().map(|album| {
            item(album.identity.number(), album.id(), &album.name, &album.artists[0].name)
        });
        let data = json!({
            "album": kind(albums.collect()),
            "mv": kind(vec![]),
            "singer": kind(singers.collect()),
            "song": kind(songs.collect()),
        });
        axum::Json(json!({ "code": 0, "subcode": 0, "data": data })).into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Suggestions, respond).await
}

fn limit(shape: Option<Shape>) -> Option<i64> {
    match shape? {
        Shape::RateLimited => Some(LIMITED),
        Shape::Verification => Some(REFUSED),
        Shape::Empty => None,
    }
}
