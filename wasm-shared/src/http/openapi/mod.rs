//! The description of the API by `OpenAPI` 3.1, `GET /api/openapi.json`. It is made from the route table
//! and the types and shapes that answers are written by (`cargo xtask openapi`), and served as it is.

#[cfg(feature = "schema")]
mod generate;

use bytes::Bytes;

use super::{RequestView, Response};
use crate::catalog::answer;

#[cfg(feature = "schema")]
pub use generate::{Generated, generate};

/// The description.
pub const DOCUMENT: &str = include_str!("openapi.json");
/// Its validator, which is not to be reckoned with every answer.
const ETAG: &str = include_str!("openapi.etag");

/// `GET /api/openapi.json`
pub fn serve<S>(request: &impl RequestView) -> Response<S> {
    let response = if answer::has(request, ETAG) {
        Response::empty(304)
    } else {
        Response::json_bytes(200, Bytes::from_static(DOCUMENT.as_bytes()))
    };
    response.header("cache-control", "public, max-age=300").header("etag", ETAG)
}
