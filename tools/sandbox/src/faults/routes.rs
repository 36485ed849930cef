//! `/_faults`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::{Rule, Violation};
use crate::sandbox::{Sandbox, problem};

/// Sets, shows and clears the faults.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route("/_faults", get(show).put(replace).delete(clear))
}

async fn show(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<Rule>> {
    Json(sandbox.faults.rules())
}

async fn clear(State(sandbox): State<Arc<Sandbox>>) -> StatusCode {
    sandbox.faults.replace(Vec::new());
    StatusCode::NO_CONTENT
}

async fn replace(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Response {
    let elements = match serde_json::from_slice(&body) {
        Ok(Value::Array(elements)) => elements,
        Ok(_) => {
            let fields = json!({ "body": "must be a list of faults" });
            return problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields", &fields);
        }
        Err(error) => {
            let fields = json!({ "body": error.to_string() });
            return problem(StatusCode::BAD_REQUEST, "malformed_json", &fields);
        }
    };
    let mut rules = Vec::new();
    let mut fields = Map::new();
    for (position, element) in elements.iter().enumerate() {
        match Rule::parse(element) {
            Ok(rule) => rules.push(rule),
            Err(violations) => {
                for Violation { field, reason } in violations {
                    fields.insert(format!("{position}.{field}"), reason.into());
                }
            }
        }
    }
    if !fields.is_empty() {
        let fields = Value::Object(fields);
        return problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields", &fields);
    }
    sandbox.faults.replace(rules);
    Json(sandbox.faults.rules()).into_response()
}
