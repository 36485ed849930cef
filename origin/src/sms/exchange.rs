use std::time::Duration;

use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use super::Refusal;

/// Sends a request and reads its answer as JSON, both within `limit`.
///
/// # Errors
/// The request could not be sent; the answer did not come, is a fault of the vendor's by its status,
/// or is not of this shape.
pub(super) async fn exchange<T: DeserializeOwned>(
    request: RequestBuilder,
    limit: Duration,
) -> Result<(StatusCode, T), Refusal> {
    let response = request.timeout(limit).send().await?;
    let status = response.status();
    if status.is_server_error() {
        return Err(Refusal::Failed(status.as_u16().to_string()));
    }
    let body = response.bytes().await?;
    let answer = serde_json::from_slice(&body).map_err(|_| Refusal::Malformed)?;
    Ok((status, answer))
}
