//! What a disturbance makes of an answer.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;

use super::{Disturbance, Shape};
use crate::connection::Connection;

const GARBAGE: &[u8] = b"\x8f{\"\xfe\x00\x01}\xc3\x28,,\x1b\x7f\xff\x80not json\x00\xee\x17";
const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Service Unavailable</title></head>\
                    <body><h1>We will be back soon</h1></body></html>\n";
const SLOW_PIECES: usize = 20;

/// Answers a call under a disturbance. `respond` makes the source's own answer; it is given the
/// shape when the fault is one that the source tells in its own words.
pub async fn disturb(
    disturbance: Option<Disturbance>,
    connection: &Connection,
    respond: impl FnOnce(Option<Shape>) -> Response,
) -> Response {
    match disturbance {
        None => respond(None),
        Some(Disturbance::Shaped(shape)) => respond(Some(shape)),
        Some(Disturbance::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{status}\n")).into_response()
        }
        Some(Disturbance::Garbage) => {
            ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], GARBAGE).into_response()
        }
        Some(Disturbance::Html) => Html(PAGE).into_response(),
        Some(Disturbance::Truncate(bytes)) => truncate(respond(None), bytes).await,
        Some(Disturbance::Hang) => std::future::pending().await,
        Some(Disturbance::SlowBody(length)) => slow(respond(None), length).await,
        Some(Disturbance::Reset) => {
            connection.reset();
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}

/// The whole body in memory. The bodies here are JSON, or audio whose frames are made on the way.
async fn body_of(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = response.into_parts();
    // The bodies made here cannot fail, and the limit is none.
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, bytes)
}

/// As an intermediary does that loses the rest: what arrives is consistent and not all of it.
async fn truncate(response: Response, bytes: Option<u64>) -> Response {
    let (mut parts, mut body) = body_of(response).await;
    let kept = bytes.map_or(body.len() / 2, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    body.truncate(kept);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    Response::from_parts(parts, Body::from(body))
}

async fn slow(response: Response, length: Duration) -> Response {
    let (mut parts, body) = body_of(response).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let size = body.len().div_ceil(SLOW_PIECES).max(1);
    let count = u32::try_from(body.len().div_ceil(size)).unwrap_or(u32::MAX).max(1);
    let pieces = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(length / count).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, Infallible>(piece), rest))
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}
