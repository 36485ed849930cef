//! How often each operation was called.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::faults::{Operation, Target};
use crate::sandbox::{Sandbox, problem};

/// Counts since the start or the last clearing.
#[derive(Debug, Default)]
pub struct Requests {
    counts: Mutex<BTreeMap<(Target, Operation), u64>>,
}

#[derive(Debug, Serialize)]
struct Item {
    target: Target,
    operation: Operation,
    count: u64,
}

impl Requests {
    /// Notes one call, whatever becomes of it.
    pub fn count(&self, target: Target, operation: Operation) {
        *self.counts().entry((target, operation)).or_default() += 1;
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<(Target, Operation), u64>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, only: Option<Target>) -> Vec<Item> {
        self.counts()
            .iter()
            .filter(|((target, _), _)| only.is_none_or(|only| only == *target))
            .map(|((target, operation), count)| Item {
                target: *target,
                operation: *operation,
                count: *count,
            })
            .collect()
    }
}

/// `/_requests`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route("/_requests", get(show).delete(clear))
}

#[derive(Deserialize)]
struct Filter {
    target: Option<String>,
}

async fn show(State(sandbox): State<Arc<Sandbox>>, Query(filter): Query<Filter>) -> Response {
    let named = filter.target.filter(|name| !matches!(name.as_str(), "" | "*"));
    let only = named.as_ref().and_then(|name| Target::named(name));
    if let (Some(name), None) = (&named, only) {
        let fields = json!({ "target": format!("unknown target `{name}`") });
        return problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields", &fields);
    }
    let items = sandbox.requests.list(only);
    let total: u64 = items.iter().map(|item| item.count).sum();
    Json(json!({ "items": items, "total": total })).into_response()
}

async fn clear(State(sandbox): State<Arc<Sandbox>>) -> StatusCode {
    sandbox.requests.counts().clear();
    StatusCode::NO_CONTENT
}
