use std::time::{Duration, Instant};

use reqwest::{
    RequestBuilder,
    header::{HeaderMap, HeaderName},
};
use serde_json::Value;

/// An answer that has been read.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
    /// The body as JSON; null when it is none.
    pub json: Value,
    /// From the request to the end of the body.
    pub took: Duration,
}

impl Answer {
    /// Sends a request and reads the answer.
    ///
    /// # Panics
    /// When there is none.
    #[expect(clippy::disallowed_methods, reason = "how long a listener waits is what is judged")]
    pub async fn of(request: RequestBuilder) -> Self {
        let started = Instant::now();
        let response = request.send().await.expect("the edge answers");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.expect("the answer ends").to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { status, headers, bytes, json, took: started.elapsed() }
    }

    /// A header; empty when it is absent.
    pub fn header(&self, name: &'static str) -> &str {
        let value = self.headers.get(HeaderName::from_static(name));
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The stable code of a problem; empty when it is none.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// Source and outcome of each entry of a list of attempts.
    pub fn outcomes<'a>(&'a self, member: &str) -> Vec<(&'a str, &'a str)> {
        let text = |value: &'a Value| value.as_str().unwrap_or_default();
        let attempts = self.json[member].as_array().map(Vec::as_slice).unwrap_or_default();
        attempts.iter().map(|one| (text(&one["source"]), text(&one["outcome"]))).collect()
    }
}
