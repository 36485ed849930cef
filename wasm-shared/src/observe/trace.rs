use std::fmt;

use crate::ports::Entropy;

/// A W3C trace context: which trace a request belongs to and this hop's own span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: [u8; 16],
    span_id: [u8; 8],
    sampled: bool,
}

impl TraceContext {
    /// Goes on with the caller's trace when its `traceparent` is well formed, begins one otherwise.
    pub fn continued(traceparent: Option<&str>, entropy: &impl Entropy) -> Self {
        let (trace_id, sampled) =
            traceparent.and_then(parse).unwrap_or_else(|| (entropy.bytes(), false));
        Self { trace_id, span_id: entropy.bytes(), sampled }
    }
}

/// The `traceparent` header of calls that go out.
impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = u8::from(self.sampled);
        write!(f, "00-{}-{}-{flags:02x}", hex::encode(self.trace_id), hex::encode(self.span_id))
    }
}

/// Trace id and sampled flag of a version-00 `traceparent`.
fn parse(header: &str) -> Option<([u8; 16], bool)> {
    let lower = |part: &str| part.bytes().all(|byte| !byte.is_ascii_uppercase());
    let mut parts = header.split('-');
    let (version, trace, parent, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if version != "00" || parts.next().is_some() || !lower(header) {
        return None;
    }
    let mut trace_id = [0; 16];
    let mut parent_id = [0; 8];
    let mut flag = [0; 1];
    hex::decode_to_slice(trace, &mut trace_id).ok()?;
    hex::decode_to_slice(parent, &mut parent_id).ok()?;
    hex::decode_to_slice(flags, &mut flag).ok()?;
    (trace_id != [0; 16] && parent_id != [0; 8]).then_some((trace_id, flag[0] & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ones;

    impl Entropy for Ones {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(1);
        }
    }

    /// The example of the W3C recommendation, section 3.2.
    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_given_trace_goes_on_with_a_new_span() {
        let trace = TraceContext::continued(Some(GIVEN), &Ones);
        assert_eq!(trace.to_string(), "00-4bf92f3577b34da6a3ce929d0e0e4736-0101010101010101-01");
    }

    #[test]
    fn a_malformed_one_begins_a_new_trace() {
        let upper = GIVEN.to_uppercase();
        let zero = "00-00000000000000000000000000000000-00f067aa0ba902b7-01";
        for header in ["", "00", "01-", upper.as_str(), zero, &format!("{GIVEN}-more")] {
            let trace = TraceContext::continued(Some(header), &Ones).to_string();
            assert!(trace.starts_with("00-0101"), "{header}: {trace}");
        }
    }
}
