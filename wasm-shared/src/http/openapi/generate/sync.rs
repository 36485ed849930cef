//! Live events.

use serde_json::{Map, Value, json};

use super::{operation::Operation, parameter::Parameter, schemas::Schemas};
use crate::{
    http::{Code, Route},
    sync::{EventKind, LONGEST_WAIT_S},
};

/// An operation of this part; `None` for a route of another.
pub fn describe(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match route {
        Route::Sync => connect(),
        Route::SyncEvents => read(schemas),
        _ => return None,
    })
}

fn connect() -> Operation {
    let offered = "`listen.v1`, and `bearer.<access token>` where no header can be set; either \
                   `listen.v1` is among them or none is offered.";
    let offered = Parameter::header("Sec-WebSocket-Protocol", offered, text());
    let replaces = "The `session` of this device's connection before, which it takes the place of.";
    Operation::new("openSocket", "Opens a WebSocket to the listener's events")
        .parameter(Parameter::query("replaces", replaces, text()))
        .parameter(offered)
        .says(101, "A socket of JSON text frames, of which the server's `hello` is the first.")
        .with_headers(&["Sec-WebSocket-Protocol"])
        .refuses(&[Code::UpgradeRequired, Code::SocketsUnsupported, Code::SyncUnavailable])
}

fn read(schemas: &mut Schemas) -> Operation {
    let event = schemas.named("Event", |_| event());
    let events = schemas.named("EventBatch", |_| {
        object(&[
            ("epoch", text(), "The log's name, to be given with the next call."),
            ("head", number(), "The log's last event."),
            (
                "recovered",
                json!({ "type": "boolean" }),
                "Whether `items` goes on without a gap; otherwise the library has to be read anew.",
            ),
            ("items", json!({ "type": "array", "items": event }), "The events in their order."),
        ])
    });
    let wait = json!({
        "type": "integer", "minimum": 0, "maximum": LONGEST_WAIT_S, "default": LONGEST_WAIT_S,
    });
    let after = "The last event that was seen, which is acknowledged; 0 for none.";
    Operation::new("readEvents", "The listener's events as a long poll")
        .parameter(Parameter::query("after", after, number()))
        .parameter(Parameter::query("epoch", "The log that `after` counts in.", text()))
        .parameter(Parameter::query("wait_s", "Seconds to wait for an event.", wait))
        .answers(200, "What there is, or the next event.", events)
        .refuses(&[Code::AccountBanned, Code::SyncUnavailable])
}

/// As a socket is sent it, too.
fn event() -> Value {
    object(&[
        ("type", json!({ "const": "event" }), "A frame of this sort."),
        ("seq", number(), "Its number in the log."),
        ("id", text(), "The same event may come more than once."),
        (
            "kind",
            json!({ "type": "string", "enum": EventKind::ALL.map(EventKind::as_str) }),
            "What happened.",
        ),
        ("at", json!({ "type": "string", "format": "date-time" }), "When."),
        ("data", json!({ "type": "object" }), "The rest."),
    ])
}

fn object(members: &[(&str, Value, &str)]) -> Value {
    let required: Vec<_> = members.iter().map(|(name, ..)| *name).collect();
    let properties: Map<_, _> = members
        .iter()
        .map(|(name, schema, description)| {
            let mut schema = schema.clone();
            schema["description"] = (*description).into();
            ((*name).to_owned(), schema)
        })
        .collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}
