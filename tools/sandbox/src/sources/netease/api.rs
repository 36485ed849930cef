//! The three transports: plain under `/api`, and encrypted under `/weapi` and `/eapi`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::call::Call;
use super::{WeapiKey, eapi_open, eapi_seal, weapi_open};
use crate::catalogue::Source;
use crate::faults::{Shape, Target};
use crate::sandbox::{Caller, MEMBER, Sandbox};
use crate::sources::parameters::Parameters;

const TARGET: Target = Target::Source(Source::Netease);
const BAD_PARAMETERS: i64 = 400;
const TOO_FREQUENT: i64 = 405;
const VERIFICATION: i64 = -462;

/// What the operations need to know of the call.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) base_url: &'a str,
    pub(super) member: bool,
    pub(super) now: Timestamp,
}

/// Everything under `/netease`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/netease/_weapi_key", get(public_key))
        .route("/netease/api/{*path}", get(plain).post(plain))
        .route("/netease/weapi/{*path}", axum::routing::post(weapi))
        .route("/netease/eapi/{*path}", axum::routing::post(eapi))
}

/// The sandbox's RSA key for `weapi`, which clients take in place of the real service's.
async fn public_key() -> Json<Value> {
    Json(json!({ "modulus": WeapiKey::modulus(), "exponent": WeapiKey::exponent() }))
}

async fn plain(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
    Path(path): Path<String>,
    body: Bytes,
) -> Response {
    answer(&sandbox, &caller, &path, &Parameters::read(uri.query(), &body)).await
}

async fn weapi(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path(path): Path<String>,
    body: Bytes,
) -> Response {
    let form = Parameters::read(None, &body);
    let opened = weapi_open(form.text("params"), form.text("encSecKey"), &WeapiKey::sandbox());
    match opened.and_then(|text| serde_json::from_str::<Value>(&text).ok()) {
        Some(object) => answer(&sandbox, &caller, &path, &Parameters::from_json(&object)).await,
        None => refuse("the form cannot be opened"),
    }
}

async fn eapi(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path(path): Path<String>,
    body: Bytes,
) -> Response {
    let form = Parameters::read(None, &body);
    let text = match eapi_open(form.text("params"), &format!("/api/{path}")) {
        Ok(text) => text,
        Err(error) => return refuse(&error.to_string()),
    };
    let Ok(object) = serde_json::from_str::<Value>(&text) else {
        return refuse("the parameters are not JSON");
    };
    // The session may be in the parameters' own header.
    let mut caller = caller;
    if object["header"]["MUSIC_U"] == MEMBER {
        caller.cookies.insert("MUSIC_U".to_owned(), MEMBER.to_owned());
    }
    let parameters = Parameters::from_json(&object);
    let response = answer(&sandbox, &caller, &path, &parameters).await;
    if matches!(parameters.text("e_r"), "true" | "1") { seal(response).await } else { response }
}

async fn seal(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // The bodies made here are small and cannot fail.
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, eapi_seal(&bytes).into())
}

fn refuse(message: &str) -> Response {
    Json(json!({ "code": BAD_PARAMETERS, "message": message, "msg": message })).into_response()
}

async fn answer(
    sandbox: &Sandbox,
    caller: &Caller,
    path: &str,
    parameters: &Parameters,
) -> Response {
    let Some(call) = Call::of(path, parameters, sandbox) else {
        let body = json!({ "code": 404, "message": "接口不存在" });
        return (StatusCode::NOT_FOUND, Json(body)).into_response();
    };
    let context = Context {
        sandbox,
        base_url: &caller.base_url,
        member: caller.is_member(&["MUSIC_U"]),
        now: sandbox.clock.now(),
    };
    let respond = |shape: Option<Shape>| {
        let body = match shape {
            Some(Shape::RateLimited) => {
                json!({ "code": TOO_FREQUENT, "message": "操作频繁，请稍候再试" })
            }
            Some(Shape::Verification) => verification(),
            empty => call.run(&context, parameters, empty.is_some()),
        };
        Json(body).into_response()
    };
    sandbox.answer(caller, TARGET, call.operation(), respond).await
}

fn verification() -> Value {
    json!({
        "code": VERIFICATION,
        "data": {
            "blockText": "为保护账号安全，请先完成验证",
            "url": "https://st.music.163.com/encrypt-pages",
            "verifyUrl": "https://st.music.163.com/encrypt-pages",
        },
    })
}
