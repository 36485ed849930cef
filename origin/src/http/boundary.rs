//! What is true of every request, HTTP or gRPC: it has an id and a span, its body is bounded, it
//! ends in time, a panic ends it alone, and it is counted and logged once.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use futures_util::FutureExt;
use http_body_util::Limited;
use tokio::time::Instant;
use tracing::Instrument;
use wasm_shared::http::problem::{Code, Problem};

use super::problem;
use crate::observe::{Metrics, Protocol, RequestId, RequestLabels, TraceContext};

/// A list of 1 MiB that is taken over, and what frames its lines; each service has a bound of its own.
const BODY_LIMIT: usize = 1536 * 1024;
/// What administrators call. Its answers say how long they took.
const ADMIN_API: &str = "/admin/api/";
/// Two vendors that do not answer take eight seconds.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(9);

/// What [`guard`] needs.
#[derive(Debug, Clone)]
pub struct Boundary {
    /// Where requests are counted.
    pub metrics: Arc<Metrics>,
    /// How long a request may take.
    pub limit: Duration,
}

/// How a request went wrong before it had an answer.
enum Failure {
    Panic,
    TooSlow,
}

/// The outermost layer.
pub async fn guard(State(boundary): State<Boundary>, mut request: Request, next: Next) -> Response {
    let request_id = RequestId::of(request.headers());
    request.extensions_mut().insert(request_id.clone());
    let trace_id = TraceContext::of(request.headers());
    let protocol = protocol_of(request.headers());
    let path = request.uri().path().to_owned();
    let pattern = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let span = tracing::info_span!(
        "request",
        request_id = request_id.as_str(),
        %trace_id,
        method = %request.method(),
        path = ?path,
    );
    async {
        let begun = Instant::now();
        let mut response = answer(request, next, boundary.limit, protocol, &request_id).await;
        response.headers_mut().insert(RequestId::HEADER, request_id.to_header());
        let took = begun.elapsed();
        if path.starts_with(ADMIN_API) {
            response.headers_mut().insert("server-timing", server_timing(took));
        }
        let status = status_of(&response, protocol);
        let route = route_of(protocol, path, pattern, status);
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if is_probe(&route) && status == 200 {
            tracing::debug!(?protocol, status, took_ms, "answered");
        } else {
            tracing::info!(?protocol, status, took_ms, "answered");
        }
        boundary.metrics.request_ended(&RequestLabels { protocol, route, status }, took);
        response
    }
    .instrument(span)
    .await
}

/// In milliseconds.
fn server_timing(took: Duration) -> HeaderValue {
    let value = format!("total;dur={:.1}", took.as_secs_f64() * 1_000.0);
    HeaderValue::try_from(value).expect("letters, digits and signs are a header's value")
}

async fn answer(
    request: Request,
    next: Next,
    limit: Duration,
    protocol: Protocol,
    request_id: &RequestId,
) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_LIMIT) {
        return problem::respond(&Problem::new(Code::BodyTooLarge), request_id);
    }
    let request = request.map(|body| Body::new(Limited::new(body, BODY_LIMIT)));
    let run = AssertUnwindSafe(next.run(request)).catch_unwind();
    let failure = match tokio::time::timeout(limit, run).await {
        Ok(Ok(response)) => return response,
        // The panic hook has logged the message and the place.
        Ok(Err(_)) => Failure::Panic,
        Err(_) => Failure::TooSlow,
    };
    refuse(&failure, protocol, request_id)
}

fn refuse(failure: &Failure, protocol: Protocol, request_id: &RequestId) -> Response {
    let (code, status) = match failure {
        Failure::Panic => (Code::Internal, tonic::Status::internal("something went wrong")),
        Failure::TooSlow => {
            tracing::error!("the request took too long");
            (Code::OriginUnavailable, tonic::Status::deadline_exceeded("it took too long"))
        }
    };
    match protocol {
        Protocol::Http => problem::respond(&Problem::new(code), request_id),
        Protocol::Grpc | Protocol::GrpcWeb => {
            let mut response = status.into_http::<Body>();
            if protocol == Protocol::GrpcWeb {
                let content_type = "application/grpc-web+proto".parse();
                let content_type = content_type.expect("letters and signs are a header's value");
                response.headers_mut().insert(header::CONTENT_TYPE, content_type);
            }
            response
        }
    }
}

/// Asked every few seconds for ever: worth a line when it does not go well.
fn is_probe(route: &str) -> bool {
    matches!(route, "/health" | "/health/ready" | "/metrics")
}

fn protocol_of(headers: &HeaderMap) -> Protocol {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.starts_with("application/grpc-web") {
        Protocol::GrpcWeb
    } else if content_type.starts_with("application/grpc") {
        Protocol::Grpc
    } else {
        Protocol::Http
    }
}

/// The HTTP status, or the gRPC status of an answer that is nothing but a status. Calls here have
/// one answer each: whatever fails, fails before it.
fn status_of(response: &Response, protocol: Protocol) -> u16 {
    let http = response.status();
    if protocol == Protocol::Http || !http.is_success() {
        return http.as_u16();
    }
    let status = response.headers().get("grpc-status");
    status.and_then(|status| status.to_str().ok()?.parse().ok()).unwrap_or(0)
}

/// A label out of a bounded number: callers may invent paths.
fn route_of(protocol: Protocol, path: String, pattern: Option<String>, status: u16) -> String {
    const UNIMPLEMENTED: u16 = 12;
    match (protocol, pattern) {
        (_, None) => "unknown".to_owned(),
        (Protocol::Http, Some(pattern)) => pattern,
        (_, Some(_)) if status == UNIMPLEMENTED || status >= 100 => "unknown".to_owned(),
        (_, Some(_)) => path,
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, middleware, routing::post};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn invented_paths_share_one_label() {
        let pattern = || Some("/auth.v1.AuthService/{*rest}".to_owned());
        let path = || "/auth.v1.AuthService/VerifyToken".to_owned();
        assert_eq!(route_of(Protocol::Grpc, path(), pattern(), 0), path());
        assert_eq!(route_of(Protocol::Grpc, path(), pattern(), 16), path());
        let invented = "/auth.v1.AuthService/x".to_owned();
        assert_eq!(route_of(Protocol::Grpc, invented, pattern(), 12), "unknown");
        assert_eq!(route_of(Protocol::Http, "/x".to_owned(), None, 404), "unknown");
    }

    const LIMIT: Duration = Duration::from_secs(1);

    /// A router behind the boundary with a handler that panics, one that hangs and one that reads.
    async fn call(path: &str, content_type: &str, length: usize) -> Response {
        async fn panics() {
            panic!("a fault in a handler");
        }
        let router = Router::new()
            .route("/panics", post(panics))
            .route("/hangs", post(std::future::pending::<()>))
            .route("/admin/api/hangs", post(std::future::pending::<()>))
            .route("/reads", post(|body: Body| async { body.collect().await.is_ok().to_string() }));
        let boundary = Boundary { metrics: Arc::default(), limit: LIMIT };
        let router = router.layer(middleware::from_fn_with_state(boundary, guard));
        // A stream: its length is not announced.
        let chunks = (0..length / 1024).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1024]));
        let request = Request::post(path)
            .header("content-type", content_type)
            .header("x-request-id", "r-1")
            .body(Body::from_stream(futures_util::stream::iter(chunks)));
        router.oneshot(request.unwrap()).await.unwrap()
    }

    async fn text(response: Response) -> String {
        String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().into()).unwrap()
    }

    #[tokio::test]
    async fn a_panic_ends_its_own_request_in_the_callers_language() {
        let response = call("/panics", "application/json", 0).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["x-request-id"], "r-1");
        let body = text(response).await;
        assert!(body.contains("\"internal\"") && !body.contains("a fault"), "{body}");

        let response = call("/panics", "application/grpc", 0).await;
        assert_eq!(response.headers()["grpc-status"], "13");
        let response = call("/panics", "application/grpc-web+proto", 0).await;
        assert_eq!(response.headers()["grpc-status"], "13");
        assert_eq!(response.headers()["content-type"], "application/grpc-web+proto");
    }

    #[tokio::test]
    async fn a_body_is_bounded_also_when_its_length_is_not_announced() {
        assert_eq!(text(call("/reads", "text/plain", BODY_LIMIT).await).await, "true");
        assert_eq!(text(call("/reads", "text/plain", BODY_LIMIT + 1024).await).await, "false");
    }

    #[tokio::test]
    async fn a_request_that_hangs_is_ended() {
        let begun = Instant::now();
        let (http, grpc) =
            tokio::join!(call("/hangs", "text/plain", 0), call("/hangs", "application/grpc", 0));
        assert!(begun.elapsed() >= LIMIT);
        assert_eq!(http.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(!http.headers().contains_key("server-timing"));
        assert_eq!(grpc.headers()["grpc-status"], "4");
    }

    #[tokio::test]
    async fn an_administrator_is_told_how_long_it_took_also_when_it_was_too_long() {
        let response = call("/admin/api/hangs", "application/json", 0).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        let timing = response.headers()["server-timing"].to_str().unwrap();
        let took_ms: f64 = timing.strip_prefix("total;dur=").unwrap().parse().unwrap();
        assert!((1_000.0..9_000.0).contains(&took_ms), "{timing}");
    }
}
