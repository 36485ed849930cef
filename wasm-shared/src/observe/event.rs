use serde_json::{Map, Value};

use crate::{http::RequestContext, ports::Host};

/// How much an event matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something went wrong and was made good.
    Warn,
    /// A caller noticed.
    Error,
}

/// Writes one line of JSON to the log: the event's name, what belongs to it, and the request it
/// happened in. Fields never hold a secret, a phone or what somebody searched for.
pub fn log<H: Host>(
    context: &RequestContext<H>,
    level: Level,
    event: &str,
    fields: &[(&str, &str)],
) {
    let level = match level {
        Level::Warn => "warn",
        Level::Error => "error",
    };
    let request_id: &str = &context.request_id;
    let own = [("level", level), ("event", event), ("request_id", request_id)];
    let line: Map<String, Value> = own
        .iter()
        .chain(fields)
        .map(|(name, value)| ((*name).to_owned(), (*value).into()))
        .collect();
    context.host.log(&Value::Object(line).to_string());
}
