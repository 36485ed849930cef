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
        invalid(rejection.source().and_then(Error::source))
    }
}

/// A path with an id that cannot be one names nothing.
impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Code::NotFound.into()
    }
}

/// Names the field that a reader stopped at.
fn invalid(error: Option<&(dyn Error + 'static)>) -> Problem {
    let json =
        error.and_then(<dyn Error>::downcast_ref::<serde_path_to_error::Error<serde_json::Error>>);
    let (path, reason) = match json {
        Some(error) => (error.path().to_string(), without_place(&error.inner().to_string())),
        None => {
            (".".to_owned(), error.map_or_else(|| "is not valid".to_owned(), ToString::to_string))
        }
    };
    let path = if path == "." { String::new() } else { path };
    let (path, reason) = match missing(&reason) {
        Some(name) if path.is_empty() => (name.to_owned(), "is missing".to_owned()),
        Some(name) => (format!("{path}.{name}"), "is missing".to_owned()),
        None if path.is_empty() => ("body".to_owned(), reason),
        None => (path, reason),
    };
    Problem::invalid_field(path, reason)
}

/// serde's word for a field that is not there.
fn missing(reason: &str) -> Option<&str> {
    reason.strip_prefix("missing field `")?.split('`').next()
}

/// Line and column are of no use to who sent no lines.
fn without_place(reason: &str) -> String {
    reason.split(" at line ").next().unwrap_or(reason).to_owned()
}
