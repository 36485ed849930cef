//! Aliyun's Dysmsapi, version 2017-05-25.

mod nonces;
mod query;
mod send;
mod signature;

pub use nonces::Nonces;
pub use signature::{SignedRequest, signature};

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;
use url::form_urlencoded;
use uuid::Uuid;

use crate::faults::{Operation, Shape, Target};
use crate::sandbox::{Caller, Sandbox};

/// Access key id the vendor knows.
pub const KEY_ID: &str = "sandbox-key-id";
/// Its secret.
pub const KEY_SECRET: &str = "sandbox-key-secret";
const PREFIX: &str = "/sms/aliyun";
const VERSION: &str = "2017-05-25";
const VENDOR: &str = "aliyun";

/// A refusal: HTTP status, code, text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// The vendor's refusals on business grounds come with status 200.
    fn business(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, code, message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "Code": self.code,
            "Message": self.message,
            "RequestId": request_id(),
            "HostId": "dysmsapi.aliyuncs.com",
            "Recommend": format!("https://api.aliyun.com/troubleshoot?q={}", self.code),
        });
        (self.status, axum::Json(body)).into_response()
    }
}

/// `/sms/aliyun/`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route(PREFIX, post(call).get(call)).route("/sms/aliyun/", post(call).get(call))
}

async fn call(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now = sandbox.clock.now();
    let query = uri.query().unwrap_or("");
    let action = headers.get("x-acs-action").and_then(|value| value.to_str().ok()).unwrap_or("");
    let operation = if action == "QuerySendDetails" { Operation::Query } else { Operation::Send };
    let respond = |shape: Option<Shape>| match shape {
        Some(Shape::RateLimited) => {
            Refusal::business("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1")
                .into_response()
        }
        Some(Shape::Verification) => {
            Refusal::business("isv.ACCOUNT_ABNORMAL", "账户异常").into_response()
        }
        Some(Shape::Empty) if operation == Operation::Query => query::answer(&[], 0, now),
        Some(Shape::Empty) => axum::Json(json!({})).into_response(),
        None => {
            let path = uri.path().strip_prefix(PREFIX).unwrap_or_default();
            // The vendor's own path is `/`; a client that signs the path it calls is right as well.
            let paths = [if path.is_empty() { "/" } else { path }, uri.path()];
            let request = SignedRequest { method: &method, query, headers: &headers, body: &body };
            let version = headers.get("x-acs-version").is_some_and(|value| value == VERSION);
            let parameters = Parameters::read(query, &body);
            signature::verify(&request, &paths, now)
                .and_then(|nonce| sandbox.nonces.take(nonce, now))
                .and_then(|()| match action {
                    "SendSms" if version => send::send(&sandbox, &parameters),
                    "QuerySendDetails" if version => query::query(&sandbox, &parameters),
                    _ => {
                        let message = "The specified API could not be found.";
                        let code = "InvalidAction.NotFound";
                        Err(Refusal::new(StatusCode::NOT_FOUND, code, message))
                    }
                })
                .unwrap_or_else(IntoResponse::into_response)
        }
    };
    sandbox.answer(&caller, Target::Aliyun, operation, respond).await
}

/// What a call says, in its query or in a form.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn read(query: &str, body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(body));
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// One that is there and not empty.
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// One that must be there.
    fn required(&self, name: &str) -> Result<&str, Refusal> {
        let message = format!("{name} is mandatory for this action.");
        self.get(name)
            .ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "MissingParameter", message))
    }
}

fn request_id() -> String {
    Uuid::new_v4().to_string().to_uppercase()
}
