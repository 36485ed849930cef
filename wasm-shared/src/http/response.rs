use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use super::Problem;

/// A body whose bytes are known, or one that passes through from an upstream.
#[derive(Debug)]
pub enum Body<S> {
    /// None.
    Empty,
    /// All of it.
    Bytes(Bytes),
    /// As it comes; only for audio.
    Stream(S),
    /// An open WebSocket, with status 101.
    Socket(S),
}

/// An answer. Header names are lower case and occur once.
#[derive(Debug)]
pub struct Response<S> {
    /// The status code.
    pub status: u16,
    /// Name and value.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub body: Body<S>,
}

impl<S> Response<S> {
    /// No content.
    pub const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Body::Empty }
    }

    /// JSON that is already written.
    pub fn json_bytes(status: u16, body: Bytes) -> Self {
        Self::bytes(status, "application/json", body)
    }

    /// A body of another kind.
    pub fn bytes(status: u16, content_type: &'static str, body: Bytes) -> Self {
        // Room for what `handle` and the cache add, so that the list is allocated once.
        let mut headers = Vec::with_capacity(8);
        headers.push(("content-type", Cow::Borrowed(content_type)));
        Self { status, headers, body: Body::Bytes(body) }
    }

    /// JSON.
    pub fn json(status: u16, value: &impl Serialize) -> Self {
        let body = serde_json::to_vec(value).expect("answers have string keys and finite numbers");
        Self::json_bytes(status, body.into())
    }

    /// A problem.
    pub fn problem(problem: &Problem, request_id: &str) -> Self {
        let mut response = Self {
            status: problem.code.status(),
            headers: vec![
                ("content-type", Cow::Borrowed("application/problem+json")),
                ("cache-control", Cow::Borrowed("no-store")),
            ],
            body: Body::Bytes(problem.to_json(request_id).into()),
        };
        if let Some(seconds) = problem.retry_after_s {
            response = response.header("retry-after", seconds.to_string());
        }
        if let Some(methods) = &problem.allow {
            response = response.header("allow", methods.clone());
        }
        match problem.code.status() {
            401 => response.header("www-authenticate", "Bearer"),
            426 => response.header("upgrade", "websocket"),
            _ => response,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// A header by its lower-case name.
    pub fn get_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }
}
