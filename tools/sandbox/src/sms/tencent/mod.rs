//! Tencent Cloud's SMS, version 2021-01-11.

mod pull;
mod send;
mod signature;

pub use signature::{SignedRequest, signature};

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::faults::{Operation, Shape, Target};
use crate::sandbox::{Caller, Sandbox};

/// Secret id the vendor knows.
pub const SECRET_ID: &str = "sandbox-secret-id";
/// Its key.
pub const SECRET_KEY: &str = "sandbox-secret-key";
/// The application there is.
pub const SDK_APP_ID: &str = "1400000000";
const PREFIX: &str = "/sms/tencent";
const VERSION: &str = "2021-01-11";
const VENDOR: &str = "tencent";

/// A call that is refused as a whole. It is answered with status 200 like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    code: &'static str,
    message: String,
}

impl Refusal {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        respond(&json!({ "Error": { "Code": self.code, "Message": self.message } }))
    }
}

/// `/sms/tencent/`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route(PREFIX, post(call)).route("/sms/tencent/", post(call))
}

async fn call(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let action = header("x-tc-action");
    let operation = if action == "SendSms" { Operation::Send } else { Operation::Query };
    let respond = |shape: Option<Shape>| match shape {
        Some(Shape::RateLimited) => match operation {
            Operation::Send => send::refused(&body, "LimitExceeded.PhoneNumberDailyLimit"),
            _ => Refusal::new("RequestLimitExceeded", "请求的次数超过了频率限制。").into_response(),
        },
        Some(Shape::Verification) => {
            send::refused(&body, "FailedOperation.InsufficientBalanceInSmsPackage")
        }
        Some(Shape::Empty) => match operation {
            Operation::Send => respond(&json!({ "SendStatusSet": [] })),
            _ => respond(&json!({ "PullSmsSendStatusSet": [] })),
        },
        None => {
            // The vendor's own path is `/`; a client that signs the path it calls is right as well.
            let request =
                SignedRequest { paths: &["/", uri.path()], headers: &headers, body: &body };
            signature::verify(&request, sandbox.clock.now())
                .and_then(|()| match (action, header("x-tc-version")) {
                    ("SendSms", VERSION) => send::send(&sandbox, &read(&body)?),
                    ("PullSmsSendStatusByPhoneNumber", VERSION) => {
                        pull::pull(&sandbox, &read(&body)?)
                    }
                    ("SendSms" | "PullSmsSendStatusByPhoneNumber", _) => {
                        Err(Refusal::new("NoSuchVersion", "接口版本不存在。"))
                    }
                    _ => Err(Refusal::new("InvalidAction", "接口不存在。")),
                })
                .unwrap_or_else(IntoResponse::into_response)
        }
    };
    sandbox.answer(&caller, Target::Tencent, operation, respond).await
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        let code = if error.is_data() && error.to_string().starts_with("missing") {
            "MissingParameter"
        } else {
            "InvalidParameter"
        };
        Refusal::new(code, error.to_string())
    })
}

/// An answer with a request id.
fn respond(members: &Value) -> Response {
    let mut response = members.clone();
    response["RequestId"] = Uuid::new_v4().to_string().into();
    axum::Json(json!({ "Response": response })).into_response()
}
