//! What every host's adapters have to hold, whatever they stand on: one suite, asked by HTTP under
//! `/contract/`, so that it runs inside the host. `GET /contract/{name}?upstream=…&nonce=…` answers
//! 200, or 500 with what does not hold; [`CONTRACTS`] has the names, to be asked in their order.
//!
//! `upstream` is a server of the suite's own, on another port. It answers `POST /echo` with the body
//! and the header `x-contract`, `GET /teapot` with 418, `GET /redirect` with 302 to `/echo`,
//! `GET /large` with [`large`], `GET /broken` with a tenth of what it announces, and `GET /hang` never.

mod http;
mod kv;
mod time;

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use crate::{
    http::{Body, Parameters, RequestView, Response},
    ports::{BodyOf, Clock, Host, HttpClient, KvStore, OutboundRequest, Tasks},
    resilience::deadline::within,
};

/// The suite.
pub const CONTRACTS: [&str; 6] =
    ["clock", "entropy", "key-value", "http", "after-response-begin", "after-response-end"];

/// How long a value is kept that is written here.
const LIFE: Duration = Duration::from_hours(1);
/// The bytes of [`large`].
const LARGE: usize = 300_000;

/// Whether a contract is kept; the text says which part is not.
type Verdict = Result<(), String>;

/// Says what does not hold, unless it does.
macro_rules! hold {
    ($holds:expr, $($told:tt)+) => {
        if !$holds {
            return Err(format!($($told)+));
        }
    };
}
use hold;

/// What the upstream answers to `GET /large`.
pub fn large() -> Vec<u8> {
    (0..LARGE).map(|place| u8::try_from(place % 251).unwrap_or_default()).collect()
}

/// Answers a request under `/contract/`; `None` for any other.
pub async fn answer<H: Host>(host: &H, request: &impl RequestView) -> Option<Response<BodyOf<H>>> {
    let name = request.path().strip_prefix("/contract/")?;
    let parameters = Parameters::of(request);
    let parameter = |name| parameters.get(name).unwrap_or_default();
    let (upstream, nonce) = (parameter("upstream"), parameter("nonce"));
    let verdict = match name {
        "request" => return Some(echoed(request).await),
        "stream" => match passed_through(host, upstream).await {
            Ok(response) => return Some(response),
            Err(fault) => Err(fault),
        },
        "clock" => time::clock(host.clock()).await,
        "entropy" => time::entropy(host.entropy()),
        "key-value" => kv::key_value(host, nonce).await,
        "http" => http::client(host, upstream).await,
        "after-response-begin" => {
            begin(host, nonce);
            Ok(())
        }
        "after-response-end" => ended(host, nonce).await,
        _ => Err(format!("no contract is called {name}")),
    };
    let (status, told) = match verdict {
        Ok(()) => (200, String::new()),
        Err(told) => (500, told),
    };
    Some(Response::bytes(status, "text/plain; charset=utf-8", told.into()))
}

/// A request as its view has it.
async fn echoed<S>(request: &impl RequestView) -> Response<S> {
    let body = request.body(1_000).await;
    let told = json!({
        "method": request.method().map(crate::ports::Method::as_str),
        "path": request.path(),
        "query": request.query(),
        "header": request.header("x-contract"),
        "absent": request.header("x-absent"),
        "client_ip": request.client_ip(),
        "body": body.as_deref().ok().map(<[u8]>::len),
        "fault": body.err().map(|fault| format!("{fault:?}")),
    });
    Response::json(200, &told)
}

/// The upstream's large body, byte by byte as it comes.
async fn passed_through<H: Host>(host: &H, upstream: &str) -> Result<Response<BodyOf<H>>, String> {
    let request = OutboundRequest::get(format!("{upstream}/large"));
    let answer = host.http().send(request).await.map_err(|fault| fault.to_string())?;
    Ok(Response { body: Body::Stream(answer.body), ..Response::empty(answer.status) })
}

fn after_key(nonce: &str) -> String {
    format!("contract:{nonce}:after")
}

fn begin<H: Host>(host: &H, nonce: &str) {
    let (background, key) = (host.clone(), after_key(nonce));
    host.tasks().run_after_response(async move {
        background.clock().sleep(Duration::from_millis(50)).await;
        let _ = background.kv().put(&key, Bytes::from_static(b"done"), LIFE).await;
    });
}

/// The task runs although its request was answered long ago.
async fn ended<H: Host>(host: &H, nonce: &str) -> Verdict {
    let key = after_key(nonce);
    let done = async || host.kv().get(&key).await.is_ok_and(|value| value.is_some());
    let done = eventually(host.clock(), done).await;
    hold!(done, "what was to run after the response has not run");
    Ok(())
}

/// Looks until something holds, for ten seconds: what was written may be seen late.
async fn eventually(clock: &impl Clock, holds: impl AsyncFn() -> bool) -> bool {
    let looks = async {
        while !holds().await {
            clock.sleep(Duration::from_millis(100)).await;
        }
    };
    within(clock, Duration::from_secs(10), looks).await.is_some()
}
