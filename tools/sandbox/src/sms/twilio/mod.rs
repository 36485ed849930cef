//! Twilio's Messages, version 2010-04-01.

mod create;
mod read;
mod resource;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use url::form_urlencoded;

use crate::faults::{Operation, Shape, Target};
use crate::sandbox::{Caller, Sandbox};

/// The account there is.
pub const ACCOUNT_SID: &str = "AC00000000000000000000000000000000";
/// Its secret.
pub const AUTH_TOKEN: &str = "sandbox-auth-token";
const VENDOR: &str = "twilio";

/// A refusal: HTTP status, number, text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    status: StatusCode,
    code: u32,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    fn bad(code: u32, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status.as_u16(),
        });
        (self.status, Json(body)).into_response()
    }
}

/// `/sms/twilio/2010-04-01/Accounts/{account}/Messages…`.
pub fn routes() -> Router<Arc<Sandbox>> {
    let account = Router::new()
        .route("/Messages.json", post(create).get(list))
        .route("/Messages/{file}", get(fetch));
    Router::new().nest("/sms/twilio/2010-04-01/Accounts/{account}", account)
}

async fn create(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let handle = || {
        authenticate(&headers, &account)?;
        create::create(&sandbox, &parameters(&body))
    };
    answer(&sandbox, &caller, Operation::Send, handle).await
}

async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path(account): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let handle = || {
        authenticate(&headers, &account)?;
        read::list(&sandbox, &parameters(query.as_deref().unwrap_or("").as_bytes()))
    };
    answer(&sandbox, &caller, Operation::Query, handle).await
}

async fn fetch(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path((account, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let handle = || {
        authenticate(&headers, &account)?;
        read::fetch(&sandbox, &file)
    };
    answer(&sandbox, &caller, Operation::Query, handle).await
}

async fn answer(
    sandbox: &Sandbox,
    caller: &Caller,
    operation: Operation,
    handle: impl FnOnce() -> Result<Response, Refusal>,
) -> Response {
    let respond = |shape: Option<Shape>| match shape {
        Some(Shape::RateLimited) => {
            Refusal::new(StatusCode::TOO_MANY_REQUESTS, 20429, "Too Many Requests").into_response()
        }
        Some(Shape::Verification) => {
            Refusal::new(StatusCode::UNAUTHORIZED, 20005, "Account not active").into_response()
        }
        Some(Shape::Empty) if operation == Operation::Query => {
            Json(json!({ "messages": [], "page": 0 })).into_response()
        }
        Some(Shape::Empty) => Json(json!({})).into_response(),
        None => handle().unwrap_or_else(IntoResponse::into_response),
    };
    sandbox.answer(caller, Target::Twilio, operation, respond).await
}

/// Basic authentication of the account that is in the path.
fn authenticate(headers: &HeaderMap, account: &str) -> Result<(), Refusal> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Basic "))
        .and_then(|text| BASE64_STANDARD.decode(text).ok());
    let expected = format!("{ACCOUNT_SID}:{AUTH_TOKEN}").into_bytes();
    if given.as_ref() == Some(&expected) && account == ACCOUNT_SID {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::UNAUTHORIZED, 20003, "Authenticate"))
    }
}

/// What a form or query says, without what is empty.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

fn parameters(form: &[u8]) -> Parameters {
    let pairs = form_urlencoded::parse(form);
    Parameters(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
}
