use std::fmt;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::entropy;

/// Ties one request's log lines and answer together, here and at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// `x-request-id`
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// The caller's, if it is well formed (1 to 64 letters, digits, dots, dashes, underscores), or a
    /// new one.
    pub fn of(headers: &HeaderMap) -> Self {
        let well_formed = |id: &&str| {
            (1..=64).contains(&id.len())
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        let callers = headers.get(Self::HEADER).and_then(|id| id.to_str().ok());
        match callers.filter(well_formed) {
            Some(id) => Self(id.to_owned()),
            None => Self(hex::encode(entropy::bytes::<16>())),
        }
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a header's value.
    pub fn to_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("an id is letters, digits, dots and dashes")
    }
}

/// The trace a request is part of (W3C Trace Context, level 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: [u8; 16],
}

impl TraceContext {
    /// The caller's trace, or a new one when `traceparent` is missing or malformed.
    pub fn of(headers: &HeaderMap) -> Self {
        headers
            .get("traceparent")
            .and_then(|value| value.to_str().ok())
            .and_then(Self::parse)
            .unwrap_or_else(|| Self { trace_id: entropy::bytes() })
    }

    fn parse(traceparent: &str) -> Option<Self> {
        let mut parts = traceparent.split('-');
        let (version, trace, parent, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let lower_hex = |text: &str, length: usize| {
            text.len() == length
                && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        let well_formed = lower_hex(version, 2)
            && version != "ff"
            && (version != "00" || parts.next().is_none())
            && lower_hex(trace, 32)
            && lower_hex(parent, 16)
            && lower_hex(flags, 2);
        let trace_id: [u8; 16] = hex::decode(trace).ok()?.try_into().ok()?;
        (well_formed && trace_id != [0; 16]).then_some(Self { trace_id })
    }
}

/// The trace id in hexadecimal.
impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.trace_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    #[test]
    fn a_callers_trace_is_carried_on() {
        let parsed = TraceContext::parse(&format!("00-{TRACE}-00f067aa0ba902b7-01")).unwrap();
        assert_eq!(parsed.to_string(), TRACE);
        assert!(TraceContext::parse(&format!("cc-{TRACE}-00f067aa0ba902b7-01-what")).is_some());
    }

    #[test]
    fn a_malformed_trace_is_not() {
        let zero = "0".repeat(32);
        for wrong in [
            String::new(),
            format!("00-{TRACE}-00f067aa0ba902b7"),
            format!("00-{zero}-00f067aa0ba902b7-01"),
            format!("ff-{TRACE}-00f067aa0ba902b7-01"),
            format!("00-{TRACE}-00f067aa0ba902b7-01-what"),
            format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
        ] {
            assert!(TraceContext::parse(&wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_well_formed_request_id_is_kept() {
        let id = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RequestId::HEADER, HeaderValue::from_str(value).unwrap());
            RequestId::of(&headers).as_str().to_owned()
        };
        assert_eq!(id("abc-1.2_3"), "abc-1.2_3");
        for wrong in ["", "a b", &"x".repeat(65), "a\"b"] {
            assert_eq!(id(wrong).len(), 32, "{wrong}");
        }
    }
}
