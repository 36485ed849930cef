use std::time::Duration;

use super::TraceContext;
use crate::ports::{Method, Timestamp};

/// One finished request, by its route and never by its path, query or caller.
#[derive(Debug, Clone, Copy)]
pub struct RequestLine<'a> {
    /// `None` for a method the edge does not know.
    pub method: Option<Method>,
    /// The route's pattern, `unmatched` for none.
    pub pattern: &'static str,
    /// The status.
    pub status: u16,
    /// `X-Cache`; empty where nothing is cached.
    pub cache: &'a str,
    /// When it came.
    pub started: Timestamp,
    /// How long it took.
    pub took: Duration,
}

impl RequestLine<'_> {
    /// The method's name.
    pub fn method_name(&self) -> &'static str {
        self.method.map_or("other", Method::as_str)
    }

    /// The log line.
    pub fn to_json(&self, request_id: &str, trace: &TraceContext) -> String {
        // Every member is a number or made of characters that JSON does not escape.
        format!(
            "{{\"level\":\"{}\",\"event\":\"request\",\"at\":\"{}\",\"method\":\"{}\",\
             \"route\":\"{}\",\"status\":{},\"cache\":\"{}\",\"took_ms\":{},\
             \"request_id\":\"{request_id}\",\"traceparent\":\"{trace}\"}}",
            if self.status >= 500 { "error" } else { "info" },
            self.started,
            self.method_name(),
            self.pattern,
            self.status,
            self.cache,
            self.took.as_millis(),
        )
    }
}
