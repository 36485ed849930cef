use wasm_shared::http::{Body, Response};
use worker::Error;

use super::{
    glue::{self, describe, header_lines},
    http_client::WorkerBody,
};

/// The core's answer as the runtime's, in one crossing.
pub fn to_worker_response(response: Response<WorkerBody>) -> worker::Result<web_sys::Response> {
    let headers =
        header_lines(response.headers.iter().map(|(name, value)| (*name, value.as_ref())));
    match response.body {
        Body::Empty => glue::respond(response.status, &headers, None),
        Body::Bytes(bytes) => glue::respond(response.status, &headers, Some(&bytes)),
        Body::Stream(upstream) => {
            glue::pass_through(response.status, &headers, &upstream.into_upstream())
        }
    }
    .map_err(|thrown| Error::RustError(describe(&thrown)))
}
