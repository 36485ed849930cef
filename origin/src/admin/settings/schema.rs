use serde_json::Value;
use wasm_shared::settings;

use crate::admin::extract::Json;

/// The JSON Schema (2020-12) of the document, without references: with titles, descriptions, defaults,
/// bounds of numbers, `x-unit` of what is measured, and `writeOnly` for secrets.
#[utoipa::path(get, path = "/settings/schema", tag = "settings",
    responses((status = 200, body = Value)))]
pub(super) async fn schema() -> Json<Value> {
    Json(settings::schema())
}
