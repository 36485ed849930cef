//! The edge itself.

use serde_json::json;

use super::{operation::Operation, schemas::Schemas};
use crate::http::{
    Route,
    health::{Health, Readiness},
};

/// An operation of this part; `None` for a route of another.
pub fn describe(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match route {
        Route::Health => Operation::new("getHealth", "Whether the edge answers").answers(
            200,
            "It does.",
            schemas.answered::<Health>(),
        ),
        Route::Ready => Operation::new("getReadiness", "Whether what the edge depends on answers")
            .answers(200, "All of it does.", schemas.answered::<Readiness>())
            .answers(503, "Some of it does not.", schemas.answered::<Readiness>()),
        Route::OpenApi => Operation::new("getDescription", "This document")
            .answers(200, "OpenAPI 3.1.", json!({ "type": "object" }))
            .conditional(),
        _ => return None,
    })
}
