//! `musicu.fcg`, and `musics.fcg` which wants a signature.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::method::Method;
use super::{TARGET, older, signature};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, MEMBER, Sandbox};
use crate::sources::parameters::Parameters;

/// The gateway could not read the body.
const MALFORMED: i64 = 500_001;
/// There is no such module or method.
const UNKNOWN_METHOD: i64 = 500_003;
const SIGNATURE_WANTED: i64 = 2000;

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
        .route("/qq/lyric/fcgi-bin/fcg_query_lyric_new.fcg", get(older::lyrics))
        .route("/qq/splcloud/fcgi-bin/smartbox_new.fcg", get(older::suggestions))
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
    let methods = calls.values().filter_map(Method::of);
    // Two calls may make up one operation.
    let operations: BTreeSet<Operation> = methods.map(Method::operation).collect();
    let operations: Vec<Operation> = operations.into_iter().collect();
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
