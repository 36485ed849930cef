//! Audio files over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use md5::{Digest, Md5};

use super::{AudioFile, ByteRange, Take, Unsatisfiable};
use crate::catalogue::{Quality, Source};
use crate::faults::{Operation, Shape, Target};
use crate::sandbox::{Caller, Sandbox};

/// `/audio/{source}/…`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route("/audio/{source}/{*path}", get(serve))
}

async fn serve(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    Path((source, path)): Path<(Source, String)>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let take = sandbox.links.open(source, &path, uri.query().unwrap_or(""), sandbox.clock.now());
    let file = match take {
        Some(take) => prepare(&sandbox, take).await,
        None => None,
    };
    let answer = move |shape: Option<Shape>| match (shape, file) {
        (Some(Shape::RateLimited), _) => StatusCode::TOO_MANY_REQUESTS.into_response(),
        (Some(Shape::Verification), _) | (None, None) => forbidden(),
        (Some(Shape::Empty), _) => StatusCode::OK.into_response(),
        (None, Some((take, file))) => answer(take, file, &method, &headers),
    };
    sandbox.answer(&caller, Target::Audio, Operation::File(source), answer).await
}

async fn prepare(sandbox: &Arc<Sandbox>, take: Take) -> Option<(Take, AudioFile)> {
    if sandbox.studio.is_ready(take) {
        return Some((take, sandbox.studio.file(take)?));
    }
    let sandbox = Arc::clone(sandbox);
    let file = tokio::task::spawn_blocking(move || sandbox.studio.file(take)).await.ok()??;
    Some((take, file))
}

fn forbidden() -> Response {
    (StatusCode::FORBIDDEN, "forbidden: the address is not signed or its time is over\n")
        .into_response()
}

fn answer(take: Take, file: AudioFile, method: &Method, request: &HeaderMap) -> Response {
    let size = file.size_bytes();
    let etag = format!("\"{}\"", hex::encode(Md5::digest(format!("{take:?}{size}"))));
    let text = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| known == "*" || known.contains(&etag)) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let current = text(header::IF_RANGE).is_none_or(|known| known == etag);
    let range = match text(header::RANGE).filter(|_| current) {
        Some(range) => ByteRange::parse(range, size),
        None => Ok(None),
    };
    let (status, range, content_range) = match range {
        Err(Unsatisfiable) => {
            let content_range = format!("bytes */{size}");
            return (
                StatusCode::RANGE_NOT_SATISFIABLE,
                [(header::CONTENT_RANGE, content_range), (header::ETAG, etag)],
            )
                .into_response();
        }
        Ok(None) => (StatusCode::OK, ByteRange { start: 0, end: size }, None),
        Ok(Some(range)) => {
            let content_range = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            (StatusCode::PARTIAL_CONTENT, range, Some(content_range))
        }
    };
    let headers = [
        (header::CONTENT_TYPE, content_type(take.quality).to_owned()),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "max-age=2592000".to_owned()),
    ];
    let content_range = content_range.map(|value| [(header::CONTENT_RANGE, value)]);
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        let pieces = file.pieces(range.start, range.end);
        Body::from_stream(stream::iter(pieces.map(Ok::<_, std::convert::Infallible>)))
    };
    match content_range {
        Some(content_range) => (status, headers, content_range, body).into_response(),
        None => (status, headers, body).into_response(),
    }
}

const fn content_type(quality: Quality) -> &'static str {
    match quality {
        Quality::Standard | Quality::Exhigh => "audio/mpeg",
        Quality::Lossless => "audio/flac",
    }
}
