//! Problem details as the document tells them: one schema, and a response for each set of codes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use crate::{auth::described::Device, catalog::chain::Attempt, http::Code};

/// What the guard refuses with.
pub const GUARD: [Code; 5] = [
    Code::TokenMissing,
    Code::TokenInvalid,
    Code::TokenExpired,
    Code::TokenRevoked,
    Code::TokenNetworkChanged,
];

/// Adds the refusals with these codes, and that there may be others, to the responses of an
/// operation.
pub fn refuse(
    codes: &[Code],
    responses: &mut Map<String, Value>,
    components: &mut Map<String, Value>,
) {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        let of_status = by_status.entry(code.status()).or_default();
        if !of_status.contains(code) {
            of_status.push(*code);
        }
    }
    for (status, codes) in by_status {
        let name = name(&codes);
        components.entry(&name).or_insert_with(|| response(status, &codes));
        responses.insert(status.to_string(), reference(&name));
    }
    components.entry("Refused").or_insert_with(
        || json!({ "description": "Refused; `code` says why.", "content": content(&problem()) }),
    );
    responses.insert("default".to_owned(), reference("Refused"));
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// `NotFound`, `InvalidFieldsOrIdempotencyKeyReused`.
fn name(codes: &[Code]) -> String {
    if codes == GUARD {
        return "Unauthorized".to_owned();
    }
    codes.iter().map(|code| format!("{code:?}")).collect::<Vec<_>>().join("Or")
}

fn response(status: u16, codes: &[Code]) -> Value {
    let told = codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title()));
    let names: Vec<_> = codes.iter().map(|code| code.as_str()).collect();
    let narrowed = json!({
        "allOf": [problem(), {
            "type": "object",
            "properties": { "status": { "const": status }, "code": { "enum": names } },
        }],
    });
    let mut response = json!({
        "description": told.collect::<Vec<_>>().join(" "),
        "content": content(&narrowed),
    });
    let header = match status {
        401 => "WWW-Authenticate",
        426 => "Upgrade",
        429 | 503 => "Retry-After",
        _ => return response,
    };
    response["headers"] = json!({ header: { "$ref": format!("#/components/headers/{header}") } });
    response
}

fn content(schema: &Value) -> Value {
    json!({ "application/problem+json": { "schema": schema } })
}

fn problem() -> Value {
    json!({ "$ref": "#/components/schemas/Problem" })
}

/// The schema of problems, with the table of codes.
pub fn describe(schemas: &mut Schemas) {
    let public = || Code::ALL.into_iter().filter(|code| *code != Code::ServiceTokenInvalid);
    let names: Vec<_> = public().map(Code::as_str).collect();
    let rows = public()
        .map(|code| format!("| `{}` | {} | {} |", code.as_str(), code.status(), code.title()));
    let table: Vec<_> = ["| code | status | |", "|---|---|---|"]
        .map(str::to_owned)
        .into_iter()
        .chain(rows)
        .collect();
    let (devices, attempts) =
        (schemas.answered::<Vec<Device>>(), schemas.answered::<Vec<Attempt>>());
    let text = |description: &str| json!({ "type": "string", "description": description });
    let with = |mut schema: Value, description: &str| {
        schema["description"] = description.into();
        schema
    };
    let asked = "Every source that was asked, of problems of the catalogue.";
    let problem = json!({
        "type": "object",
        "description": format!("Problem details (RFC 9457).\n\n{}", table.join("\n")),
        "required": ["type", "title", "status", "code", "detail", "request_id"],
        "properties": {
            "type": { "type": "string", "format": "uri" },
            "title": text("What the code stands for."),
            "status": { "type": "integer" },
            "code": { "type": "string", "enum": names, "description": "Stable; decide by it." },
            "detail": text("What happened this time, for people."),
            "request_id": text("As in `X-Request-Id`."),
            "fields": {
                "type": "object",
                "additionalProperties": { "type": "string" },
                "description": "What is wrong with which field, of `invalid_fields`.",
            },
            "attempts_left": {
                "type": "integer", "minimum": 0,
                "description": "Tries that are left, of `code_invalid`.",
            },
            "devices": with(devices, "Where the user is signed in, of `device_limit_exceeded`."),
            "attempts": with(attempts.clone(), asked),
            "sources": with(attempts, asked),
            "sockets_at": text("Where a WebSocket can be opened, of `sockets_unsupported`."),
        },
    });
    schemas.named("Problem", |_| problem);
}
