use spin_sdk::wasip3::{
    http::types::{ErrorCode, Response as WasiResponse},
    wit_future,
};
use wasm_shared::http::{Body, Response};

use super::{
    body::SpinBody,
    http_client::{fields, stream_of},
};

/// What is said of the connection is the platform's to say: it refuses an answer that has it.
const CONNECTION_S_OWN: &str = "upgrade";

/// The core's answer as the platform's. What passes through from an upstream does so without being
/// copied into the instance.
pub fn to_spin_response(response: Response<SpinBody>) -> Result<WasiResponse, ErrorCode> {
    let Response { status, headers, body } = response;
    let length = match &body {
        Body::Bytes(bytes) => Some(bytes.len().to_string()),
        Body::Empty | Body::Stream(_) | Body::Socket(_) => None,
    };
    let length = length.as_deref().map(|length| ("content-length", length));
    let headers = headers.iter().map(|(name, value)| (*name, value.as_ref()));
    let headers = headers.filter(|(name, _)| *name != CONNECTION_S_OWN).chain(length);
    let headers = fields(headers).map_err(|error| internal(&error))?;
    let (contents, ending) = match body {
        Body::Empty => (None, wit_future::new(|| Ok(None)).1),
        Body::Bytes(bytes) => (Some(stream_of(bytes)), wit_future::new(|| Ok(None)).1),
        Body::Stream(upstream) | Body::Socket(upstream) => {
            let (stream, ending) = upstream.into_stream();
            (Some(stream), ending)
        }
    };
    let (answer, _sent) = WasiResponse::new(headers, contents, ending);
    answer.set_status_code(status).map_err(|()| internal(&format!("no status: {status}")))?;
    Ok(answer)
}

fn internal(reason: &impl ToString) -> ErrorCode {
    ErrorCode::InternalError(Some(reason.to_string()))
}
