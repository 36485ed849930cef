//! One call to a source: sent with a bound in time and size, its answer checked to be what was
//! asked for before an adapter reads it.

use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{SourceContext, SourceError};
use crate::{
    catalog::Outcome,
    json,
    ports::{Host, HttpClient, HttpFault, InboundBody, OutboundRequest},
    resilience::deadline::within,
};

/// The largest answer that is read. A page of 100 tracks is about 400 KB at the most talkative
/// source.
const ANSWER_LIMIT: usize = 2 << 20;

/// The body of a successful answer.
///
/// # Errors
/// [`Outcome::Timeout`] after `timeout`; [`Outcome::RateLimited`] for 429;
/// [`Outcome::UpstreamError`] for any other status outside 200–299, which the error names so that a
/// source can give its own meaning to it, and for a broken connection.
pub async fn body<H: Host>(
    context: SourceContext<'_, H>,
    timeout: Duration,
    request: OutboundRequest,
) -> Result<Bytes, SourceError> {
    let call = async {
        let response = context.host.http().send(request).await?;
        let retry_after = (response.status == 429)
            .then(|| response.body.header("retry-after")?.parse().ok().map(Duration::from_secs))
            .flatten();
        Ok((response.status, retry_after, response.body.bytes(ANSWER_LIMIT).await?))
    };
    let (status, retry_after, body) = within(context.host.clock(), timeout, call)
        .await
        .ok_or_else(|| SourceError::new(Outcome::Timeout, "no answer in time"))?
        .map_err(|fault: HttpFault| SourceError::new(Outcome::UpstreamError, fault.to_string()))?;
    if (200..=299).contains(&status) {
        return Ok(body);
    }
    let outcome = if status == 429 { Outcome::RateLimited } else { Outcome::UpstreamError };
    let error = SourceError::new(outcome, format!("status {status}"));
    Err(SourceError { status: Some(status), retry_after, ..error })
}

/// The answer as JSON.
///
/// # Errors
/// As [`body`], and [`Outcome::UpstreamChanged`] for what is not JSON of that shape, such as a
/// page of HTML.
pub async fn json<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    timeout: Duration,
    request: OutboundRequest,
) -> Result<T, SourceError> {
    parse(&body(context, timeout, request).await?)
}

/// Reads JSON of the shape `T`.
///
/// # Errors
/// [`Outcome::UpstreamChanged`] for anything else.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, SourceError> {
    json::from_bytes(body).map_err(|error| {
        let kind =
            if body.trim_ascii_start().starts_with(b"<") { "a page" } else { "not the shape" };
        SourceError::new(Outcome::UpstreamChanged, format!("{kind}: {error}"))
    })
}
