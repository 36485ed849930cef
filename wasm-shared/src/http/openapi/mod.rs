//! The description of the API by `OpenAPI` 3.1, `GET /api/openapi.json`. It is made from the route table
//! and the types and shapes that answers are written by (`cargo xtask openapi`), and served as it is.

#[cfg(feature = "schema")]
mod account;
#[cfg(feature = "schema")]
mod catalogue;
#[cfg(feature = "schema")]
mod document;
#[cfg(feature = "schema")]
mod ids;
#[cfg(feature = "schema")]
mod library;
#[cfg(feature = "schema")]
mod operation;
#[cfg(feature = "schema")]
mod parameter;
#[cfg(feature = "schema")]
mod refusals;
#[cfg(feature = "schema")]
mod schemas;
#[cfg(feature = "schema")]
mod service;
#[cfg(feature = "schema")]
mod shapes;
#[cfg(feature = "schema")]
mod sync;
#[cfg(feature = "schema")]
#[cfg(test)]
mod tests;

use bytes::Bytes;

use super::{RequestView, Response};
use crate::catalog::answer;

#[cfg(feature = "schema")]
pub use document::{Generated, generate};

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
