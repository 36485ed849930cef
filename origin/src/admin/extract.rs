//! What handlers are given of a request. What is not as described is answered as a problem that names
//! the field.

use std::error::Error;

use axum::{
    extract::{
        FromRequest, FromRequestParts,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::problem::{Code, Problem};

/// A body, or an answer.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Json<T>(pub T);

/// The parameters behind the question mark.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

/// The parameters in the path.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match &rejection {
            JsonRejection::JsonDataError(error) => invalid(error.source()),
            JsonRejection::BytesRejection(error)
                if error.status() == Code::BodyTooLarge.status() =>
            {
                Code::BodyTooLarge.into()
            }
            _ => Self::with_detail(Code::MalformedJson, rejection.body_text()),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        invalid(rejection.source())
    }
}

/// A path with an id that cannot be one names nothing.
impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Code::NotFound.into()
    }
}

/// Names the field that a reader stopped at. Both kinds of body say `field: reason`, with the field
/// dotted, and the reason alone when it is of the whole.
fn invalid(error: Option<&(dyn Error + 'static)>) -> Problem {
    let text = error.map(ToString::to_string).unwrap_or_default();
    // Line and column are of no use to who sent no lines.
    let text = text.split(" at line ").next().unwrap_or_default();
    let is_path =
        |path: &str| path.chars().all(|c| c.is_ascii_alphanumeric() || "._[]".contains(c));
    let (path, reason) = match text.split_once(": ") {
        Some((path, reason)) if is_path(path) => (path, reason),
        _ => ("", text),
    };
    let missing = reason.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match (path, missing) {
        ("", Some(name)) => Problem::invalid_field(name, "is missing"),
        (path, Some(name)) => Problem::invalid_field(format!("{path}.{name}"), "is missing"),
        ("", None) => Problem::invalid_field("body", reason),
        (path, None) => Problem::invalid_field(path, reason),
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::FromRequest, http::Request};
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(rename = "inner")]
        _inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[serde(rename = "number")]
        _number: u8,
    }

    async fn fields(body: &str) -> Value {
        let request = Request::post("/").header("content-type", "application/json");
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let problem = Json::<Outer>::from_request(request, &()).await.unwrap_err();
        json!(problem.fields())
    }

    #[tokio::test]
    async fn the_field_is_named() {
        assert_eq!(fields("{}").await, json!({ "inner": "is missing" }));
        let nested = fields(r#"{ "inner": [{ "number": 1 }, {}] }"#).await;
        assert_eq!(nested, json!({ "inner[1].number": "is missing" }));
        let large = fields(r#"{ "inner": [{ "number": 300 }] }"#).await;
        let reason = "invalid value: integer `300`, expected u8";
        assert_eq!(large, json!({ "inner[0].number": reason }));
        let whole = fields("1").await;
        assert_eq!(whole, json!({ "body": "invalid type: integer `1`, expected struct Outer" }));
    }
}
