//! A sandbox without a socket, and a client of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use sandbox::app::app;
use sandbox::catalogue::{Listing, Source};
use sandbox::clock::Clock;
use sandbox::sandbox::Sandbox;
use serde_json::Value;
use tower::ServiceExt as _;

/// 2026-11-22T10:00:00Z.
pub const START_S: i64 = 1_795_341_600;

pub const HOST: &str = "127.0.0.1:8900";

pub struct Bench {
    pub sandbox: Arc<Sandbox>,
    now: Arc<AtomicI64>,
    app: Router,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are text"))
    }
}

impl Bench {
    pub fn new() -> Self {
        let now = Arc::new(AtomicI64::new(START_S));
        let sandbox = Sandbox::new(Clock::Fixed(Arc::clone(&now))).expect("the catalogue loads");
        let sandbox = Arc::new(sandbox);
        Self { app: app(Arc::clone(&sandbox)), sandbox, now }
    }

    pub fn advance(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sends a request; `uri` may be absolute.
    pub async fn send(
        &self,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let path = uri.strip_prefix(&format!("http://{HOST}")).unwrap_or(uri);
        let mut request = Request::builder().method(method).uri(path).header("host", HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("the request is well formed");
        let response = self.app.clone().oneshot(request).await.expect("the router is infallible");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the body arrives");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, uri: &str) -> Answer {
        self.send("GET", uri, &[], Body::empty()).await
    }

    pub async fn faults(&self, rules: Value) -> Answer {
        self.send("PUT", "/_faults", &[], rules.to_string()).await
    }

    /// A recording by its key as one source lists it.
    pub fn listing(&self, key: &str, source: Source) -> &Listing {
        let recordings = &self.sandbox.catalogue.recordings;
        let recording = recordings.iter().find(|recording| recording.key == key);
        recording
            .unwrap_or_else(|| panic!("no recording {key}"))
            .listing(source)
            .unwrap_or_else(|| panic!("{key} is not at {}", source.name()))
    }
}

/// `text` as a value in a query.
pub fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
