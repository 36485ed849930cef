use wasm_bindgen::JsValue;
use wasm_shared::{
    cache::Entry,
    http::{Body, Response},
};
use worker::Error;

use super::{
    glue::{self, describe, header_lines},
    http_client::WorkerBody,
};

/// The core's answer as the runtime's, in one crossing.
pub fn to_worker_response(response: Response<WorkerBody>) -> worker::Result<web_sys::Response> {
    let etag = response.headers.iter().find(|(name, _)| *name == "etag");
    // Others' bodies may carry the same version.
    let validator = etag.map(|(_, value)| value.as_ref()).filter(|etag| Entry::names_content(etag));
    let headers =
        header_lines(response.headers.iter().map(|(name, value)| (*name, value.as_ref())));
    let status = response.status;
    match response.body {
        Body::Empty => glue::respond(status, &headers, None, None),
        Body::Bytes(bytes) => known(status, &headers, &bytes, validator),
        Body::Stream(upstream) => glue::pass_through(status, &headers, &upstream.into_upstream()),
        Body::Socket(upstream) => glue::pass_socket(&headers, &upstream.into_upstream()),
    }
    .map_err(|thrown| Error::RustError(describe(&thrown)))
}

/// An answer with this body. A body that is named by its validator may be at hand on the other side already.
fn known(
    status: u16,
    headers: &str,
    body: &[u8],
    validator: Option<&str>,
) -> Result<web_sys::Response, JsValue> {
    if let Some(validator) = validator
        && let Some(answer) = glue::respond_again(status, headers, validator)?
    {
        return Ok(answer);
    }
    glue::respond(status, headers, Some(body), validator)
}
