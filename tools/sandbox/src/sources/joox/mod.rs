//! JOOX: an open API, pages with their data inside, a mirror, and old calls that answer JSONP.

mod lists;
mod lyric;
mod page;
mod search;
mod songinfo;
mod track;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

use crate::catalogue::{Listing, Source};
use crate::faults::{Shape, Target};
use crate::sandbox::{Caller, Sandbox};

const TARGET: Target = Target::Source(Source::Joox);

/// Everything under `/joox`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/joox/openjoox/v2/search_type", get(search::by_type))
        .route("/joox/openjoox/v3/search", get(search::sections))
        .route("/joox/page/single", get(page::data))
        .route("/joox/www/{region}/single/{id}", get(page::html))
        .route("/joox/web-fcgi-bin/web_get_songinfo", get(songinfo::songinfo))
        .route("/joox/web-fcgi-bin/web_lyric", get(lyric::alone))
        .route("/joox/openjoox/v1/{kind}/{id}/tracks", get(lists::tracks))
        .route("/joox/page/chartlist", get(lists::charts))
        .route("/joox/page/chartDetail", get(lists::chart))
}

/// The operator's session is in a cookie.
fn is_member(caller: &Caller) -> bool {
    caller.is_member(&["session_key"])
}

fn find<'a>(sandbox: &'a Sandbox, id: &str) -> Option<&'a Listing> {
    sandbox.catalogue.find(Source::Joox, |listing| listing.id() == id)
}

/// JOOX tells a fault by its HTTP status; `None` if `shape` is none of those.
fn refused(shape: Option<Shape>) -> Option<Response> {
    let (status, message) = match shape? {
        Shape::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "over frequency"),
        Shape::Verification => (StatusCode::FORBIDDEN, "forbidden"),
        Shape::Empty => return None,
    };
    let body = json!({ "code": status.as_u16(), "msg": message });
    Some((status, axum::Json(body)).into_response())
}

fn not_found() -> Response {
    let body = json!({ "code": 404, "msg": "not found" });
    (StatusCode::NOT_FOUND, axum::Json(body)).into_response()
}
