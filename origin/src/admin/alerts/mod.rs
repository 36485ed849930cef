//! What administrators should hear of, and how they hear of it.

mod acknowledge;
mod change_rule;
mod events;
mod rules;
mod test_webhook;
mod webhook;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::AdminState;

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(rules::rules))
        .routes(routes!(change_rule::change_rule))
        .routes(routes!(events::events))
        .routes(routes!(acknowledge::acknowledge))
        .routes(routes!(webhook::get, webhook::put))
        .routes(routes!(test_webhook::test_webhook))
}
