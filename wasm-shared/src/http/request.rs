use std::borrow::Cow;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Code, Problem, RequestContext};
use crate::ports::{Host, Method};

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// More than the caller of [`RequestView::body`] allows.
    TooLarge,
    /// The connection ended before the body did.
    Broken,
}

/// A request as its host received it. Nothing is copied until it is asked for.
pub trait RequestView {
    /// The method; `None` for one the edge does not know.
    fn method(&self) -> Option<Method>;

    /// The path, still percent-encoded, beginning with `/`.
    fn path(&self) -> &str;

    /// The query without its `?`; empty for none.
    fn query(&self) -> &str;

    /// A header by its lower-case name.
    fn header(&self, name: &str) -> Option<Cow<'_, str>>;

    /// The address of the caller, as the platform knows it; never from a header the caller sets.
    fn client_ip(&self) -> Option<Cow<'_, str>>;

    /// Reads the body to its end, at most `limit` bytes. Called at most once.
    async fn body(&self, limit: usize) -> Result<Bytes, BodyError>;
}

/// Characters of an idempotency key.
pub const LONGEST_KEY: usize = 255;

/// What tells that a call is made again; `None` where the caller gives no such key.
///
/// # Errors
/// `invalid_fields` for a key that is none.
pub fn idempotency_key(request: &impl RequestView) -> Result<Option<String>, Problem> {
    let key = request.header("idempotency-key");
    let is_key = |key: &str| {
        (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if key.as_ref().is_some_and(|key| !is_key(key)) {
        let reason = "must be 1 to 255 visible ASCII characters";
        return Err(Problem::invalid_field("Idempotency-Key", reason));
    }
    Ok(key.map(Cow::into_owned))
}

/// Reads a body as JSON of the shape `T`.
///
/// # Errors
/// `body_too_large`, `malformed_json` for what is not JSON, `invalid_fields` for JSON of another
/// shape.
pub async fn read_json<H: Host, T: DeserializeOwned>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<T, Problem> {
    read_json_within(request, context.settings.limits.body_bytes).await
}

/// As [`read_json`], of at most `limit` bytes.
pub async fn read_json_within<T: DeserializeOwned>(
    request: &impl RequestView,
    limit: usize,
) -> Result<T, Problem> {
    let body = request.body(limit).await.map_err(|error| match error {
        BodyError::TooLarge => Problem::with_detail(
            Code::BodyTooLarge,
            format!("A body may have at most {limit} bytes."),
        ),
        BodyError::Broken => Problem::with_detail(Code::MalformedJson, "The body ended early."),
    })?;
    parse_json(&body)
}

fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut reader);
    let read = read.map_err(|error| mismatch(body, &error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| malformed(&error))?;
    // Derived code takes a list for an object, its members by their places.
    if body.trim_ascii_start().starts_with(b"{") {
        Ok(read)
    } else {
        Err(Problem::invalid_field("body", "must be an object"))
    }
}

/// What does not fit at `path`. It ended the reading, and whether the rest is JSON is still open.
fn mismatch(body: &[u8], path: &str, error: &serde_json::Error) -> Problem {
    if !error.is_data() {
        return malformed(error);
    }
    if let Err(error) = serde_json::from_slice::<Value>(body) {
        return malformed(&error);
    }
    // The parser's words without its position, which says nothing about a field.
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    let missing = reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    match (path, missing) {
        (".", None) => Problem::invalid_field("body", reason.to_owned()),
        (".", Some(name)) => Problem::invalid_field(name.to_owned(), "is missing"),
        (path, None) => Problem::invalid_field(path.to_owned(), reason.to_owned()),
        (path, Some(name)) => Problem::invalid_field(format!("{path}.{name}"), "is missing"),
    }
}

fn malformed(error: &serde_json::Error) -> Problem {
    let detail = format!("Not JSON at line {}, column {}.", error.line(), error.column());
    Problem::with_detail(Code::MalformedJson, detail)
}

/// The parameters of a query, decoded.
pub struct Parameters<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Parameters<'a> {
    /// Of the query of a request.
    pub fn of(request: &'a impl RequestView) -> Self {
        Self::read(request.query())
    }

    fn read(query: &'a str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// The first value of a parameter; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_ref()).filter(|value| !value.is_empty())
    }

    /// The value of a parameter that has a closed set of values.
    pub fn parse<T>(
        &self,
        name: &'static str,
        read: impl Fn(&str) -> Option<T>,
        expected: &'static str,
    ) -> Result<Option<T>, Problem> {
        self.get(name)
            .map(|value| read(value).ok_or_else(|| Problem::invalid_field(name, expected)))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let parameters = Parameters::read("q=%E8%8C%89%E8%8E%89+%2B&q=second&empty=&limit=5");
        assert_eq!(parameters.get("q"), Some("茉莉 +"));
        assert_eq!(parameters.get("empty"), None);
        assert_eq!(parameters.get("absent"), None);
    }

    #[test]
    fn json_faults_are_told_apart() {
        #[derive(Debug, serde::Deserialize)]
        struct Body {
            #[expect(dead_code)]
            phone: String,
            #[expect(dead_code)]
            device: Option<Device>,
        }
        #[derive(Debug, serde::Deserialize)]
        struct Device {
            #[expect(dead_code)]
            id: String,
        }
        let code = |body: &[u8]| parse_json::<Body>(body).unwrap_err().code;
        for malformed in ["{", "", "\u{feff}{}", "{\"phone\":\"\\ud800\"}", "{\"phone\":1", "{} {}"]
        {
            assert_eq!(code(malformed.as_bytes()), Code::MalformedJson, "{malformed}");
        }
        assert_eq!(code(b"{\"phone\":\"\xff\"}"), Code::MalformedJson);
        for (body, field, reason) in [
            ("{}", "phone", "is missing"),
            ("{\"phone\":1}", "phone", "invalid type: integer `1`, expected a string"),
            ("{\"phone\":\"1\",\"device\":{}}", "device.id", "is missing"),
            (
                "{\"phone\":\"1\",\"device\":{\"id\":1}}",
                "device.id",
                "invalid type: integer `1`, expected a string",
            ),
            ("[\"1\"]", "body", "must be an object"),
            ("1", "body", "invalid type: integer `1`, expected struct Body"),
        ] {
            let problem = parse_json::<Body>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.code, Code::InvalidFields, "{body}");
            assert_eq!(problem.fields, [(field.into(), reason.into())], "{body}");
        }
        assert!(parse_json::<Value>(b" {\"phone\": 1}").is_ok());
    }
}
