use std::borrow::Cow;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};

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
    serde_json::from_slice(body).map_err(|error| {
        // A shape that does not fit ends the reading; whether the rest is JSON is still open.
        match serde_json::from_slice::<IgnoredAny>(body) {
            Ok(_) => Problem::invalid_field("body", data_error(&error.to_string())),
            Err(error) => Problem::with_detail(
                Code::MalformedJson,
                format!("Not JSON at line {}, column {}.", error.line(), error.column()),
            ),
        }
    })
}

/// The parser's words without its position, which says nothing about a field.
fn data_error(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
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
        }
        let code = |body: &str| parse_json::<Body>(body.as_bytes()).unwrap_err().code;
        assert_eq!(code("{"), Code::MalformedJson);
        assert_eq!(code(""), Code::MalformedJson);
        assert_eq!(code("\u{feff}{}"), Code::MalformedJson);
        assert_eq!(code("{\"phone\":1}"), Code::InvalidFields);
        assert_eq!(code("[]"), Code::InvalidFields);
        let problem = parse_json::<Body>(b"{}").unwrap_err();
        assert_eq!(problem.fields, [("body".into(), "missing field `phone`".into())]);
    }
}
