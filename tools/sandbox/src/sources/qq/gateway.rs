//! `musicu.fcg`, and `musics.fcg` which wants a signature.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{playback, search, signature, song};
use crate::catalogue::Source;
use crate::faults::{Operation, Shape, Target};
use crate::sandbox::{Caller, MEMBER, Sandbox};
use crate::sources::parameters::Parameters;

const TARGET: Target = Target::Source(Source::Qq);
/// The gateway could not read the body.
const MALFORMED: i64 = 500_001;
/// There is no such module or method.
const UNKNOWN_METHOD: i64 = 500_003;
const SIGNATURE_WANTED: i64 = 2000;
/// Rate limit, or a risk check.
const LIMITED: i64 = 2001;

/// What the modules need to know of the whole call.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) base_url: &'a str,
    pub(super) member: bool,
    pub(super) now: Timestamp,
}

/// Everything under `/qq`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/qq/cgi-bin/musicu.fcg", get(by_query).post(by_body))
        .route("/qq/cgi-bin/musics.fcg", post(signed))
}

async fn by_query(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    answer(&sandbox, &caller, parameters.text("data").as_bytes()).await
}

async fn by_body(State(sandbox): State<Arc<Sandbox>>, caller: Caller, body: Bytes) -> Response {
    answer(&sandbox, &caller, &body).await
}

async fn signed(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
    body: Bytes,
) -> Response {
    if Parameters::read(uri.query(), b"").text("sign") != signature::sign(&body) {
        return refuse(&sandbox, SIGNATURE_WANTED);
    }
    answer(&sandbox, &caller, &body).await
}

fn refuse(sandbox: &Sandbox, code: i64) -> Response {
    let now = sandbox.clock.now().as_millisecond();
    Json(json!({ "code": code, "ts": now, "start_ts": now })).into_response()
}

async fn answer(sandbox: &Sandbox, caller: &Caller, body: &[u8]) -> Response {
    let Ok(Value::Object(calls)) = serde_json::from_slice::<Value>(body) else {
        return refuse(sandbox, MALFORMED);
    };
    let operations: Vec<Operation> =
        calls.values().filter_map(|call| Method::of(call).map(Method::operation)).collect();
    let Some((first, others)) = operations.split_first() else {
        return Json(reply(sandbox, caller, &calls, None)).into_response();
    };
    for operation in others {
        sandbox.requests.count(TARGET, *operation);
    }
    let respond = |shape| Json(reply(sandbox, caller, &calls, shape)).into_response();
    sandbox.answer(caller, TARGET, *first, respond).await
}

fn reply(
    sandbox: &Sandbox,
    caller: &Caller,
    calls: &Map<String, Value>,
    shape: Option<Shape>,
) -> Value {
    let authenticated = calls.get("comm").is_some_and(|comm| comm["authst"] == MEMBER);
    let context = Context {
        sandbox,
        base_url: &caller.base_url,
        member: authenticated || caller.is_member(&["qm_keyst", "qqmusic_key"]),
        now: sandbox.clock.now(),
    };
    let time = context.now.as_millisecond();
    let mut reply = json!({ "code": 0, "ts": time, "start_ts": time, "traceid": "0" });
    for (key, call) in calls.iter().filter(|(key, _)| *key != "comm") {
        reply[key] = match Method::of(call) {
            Some(method) => method.run(&context, &call["param"], shape),
            None => json!({ "code": UNKNOWN_METHOD }),
        };
    }
    reply
}

#[derive(Debug, Clone, Copy)]
enum Method {
    DesktopSearch,
    MobileSearch,
    SongDetail,
    Vkey,
}

impl Method {
    fn of(call: &Value) -> Option<Self> {
        match (call["module"].as_str()?, call["method"].as_str()?) {
            ("music.search.SearchCgiService", "DoSearchForQQMusicDesktop") => {
                Some(Self::DesktopSearch)
            }
            ("music.search.SearchCgiService", "DoSearchForQQMusicMobile") => {
                Some(Self::MobileSearch)
            }
            ("music.pf_song_detail_svr", "get_song_detail_yqq") => Some(Self::SongDetail),
            ("music.vkey.GetVkey", "UrlGetVkey") | ("vkey.GetVkeyServer", "CgiGetVkey") => {
                Some(Self::Vkey)
            }
            _ => None,
        }
    }

    const fn operation(self) -> Operation {
        match self {
            Self::DesktopSearch | Self::MobileSearch => Operation::Search,
            Self::SongDetail => Operation::Detail,
            Self::Vkey => Operation::Playback,
        }
    }

    fn run(self, context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
        match (self, shape) {
            (Self::Vkey, Some(Shape::Verification)) => {
                json!({ "code": 0, "data": playback::refused(param) })
            }
            (_, Some(Shape::Verification)) => json!({
                "code": LIMITED,
                "data": { "feedbackURL": "https://c.y.qq.com/base/feedback.html" },
            }),
            (Self::DesktopSearch, Some(Shape::RateLimited)) => {
                json!({ "code": LIMITED, "data": search::desktop_page(&[], 0, param) })
            }
            (Self::MobileSearch, Some(Shape::RateLimited)) => {
                json!({ "code": LIMITED, "data": search::mobile_page(&[], 0, param) })
            }
            (_, Some(Shape::RateLimited)) => json!({ "code": LIMITED, "data": {} }),
            (Self::DesktopSearch, shape) => {
                json!({ "code": 0, "data": search::desktop(context, param, shape) })
            }
            (Self::MobileSearch, shape) => {
                json!({ "code": 0, "data": search::mobile(context, param, shape) })
            }
            (Self::SongDetail, shape) => {
                json!({ "code": 0, "data": song::detail(context, param, shape) })
            }
            (Self::Vkey, shape) => {
                json!({ "code": 0, "data": playback::vkey(context, param, shape) })
            }
        }
    }
}
