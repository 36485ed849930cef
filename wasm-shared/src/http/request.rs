use std::borrow::Cow;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Code, Problem, RequestContext};
use crate::{
    json,
    ports::{Host, Method},
};

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
    // Derived code takes a list for an object, its members by their places.
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(match json::from_bytes::<Value>(body) {
            Ok(_) => Problem::invalid_field("body", "must be an object"),
            Err(error) => malformed(&error),
        });
    }
    json::from_bytes(body).map_err(|error| mismatch(body, &error))
}

/// What does not fit. It ended the reading, and whether the rest is JSON is still open.
fn mismatch(body: &[u8], error: &serde_json::Error) -> Problem {
    if !error.is_data() {
        return malformed(error);
    }
    if let Err(error) = json::from_bytes::<Value>(body) {
        return malformed(&error);
    }
    let mut path = members_around(body, place_of(body, error));
    // The parser's words without its position, which says nothing about a field.
    let message = error.to_string();
    let mut reason = message.split(" at line ").next().unwrap_or_default();
    let missing = reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    if let Some(name) = missing {
        path.push(name.into());
        reason = "is missing";
    }
    let field = if path.is_empty() { "body".to_owned() } else { path.join(".") };
    Problem::invalid_field(field, reason.to_owned())
}

/// Where in the body the parser stopped.
fn place_of(body: &[u8], error: &serde_json::Error) -> usize {
    let lines = body.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    (before + error.column()).min(body.len())
}

/// The names of the members that a place in JSON is in, the outermost first.
fn members_around(json: &[u8], place: usize) -> Vec<Cow<'_, str>> {
    // Of each object and list that is open, the member at hand; none in a list.
    let mut open: Vec<Option<&[u8]>> = Vec::new();
    let mut text = None;
    let mut at = 0;
    while at < place {
        match json[at] {
            b'"' => {
                let from = at + 1;
                at = from;
                while at < place && json[at] != b'"' {
                    at += if json[at] == b'\\' { 2 } else { 1 };
                }
                text = json.get(from..at);
            }
            b'{' | b'[' => open.push(None),
            b'}' | b']' => drop(open.pop()),
            byte @ (b':' | b',') => {
                if let Some(member) = open.last_mut() {
                    *member = text.filter(|_| byte == b':');
                }
            }
            _ => {}
        }
        at += 1;
    }
    open.into_iter().flatten().map(String::from_utf8_lossy).collect()
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
            ("1", "body", "must be an object"),
        ] {
            let problem = parse_json::<Body>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.code, Code::InvalidFields, "{body}");
            assert_eq!(problem.fields, [(field.into(), reason.into())], "{body}");
        }
        assert!(parse_json::<Value>(b" {\"phone\": 1}").is_ok());
    }
}
