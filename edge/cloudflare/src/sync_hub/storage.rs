//! What a hub keeps, as rows of its object's `SQLite`.

use std::rc::Rc;

use serde_json::{Value, json};
use wasm_shared::{
    ports::{HubFault, Timestamp},
    sync::{KnownCommand, LoggedEvent, Saved, Write},
};

use super::platform::ObjectPlatform;
use crate::json;

/// Run whenever an object wakes. `hub` has a row for each thing there is one of; what is JSON is only
/// ever read whole.
const SCHEMA: [&str; 4] = [
    "CREATE TABLE IF NOT EXISTS hub (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS devices (id TEXT PRIMARY KEY, device TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS events \
     (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, stored_at INTEGER NOT NULL, frame TEXT)",
    "CREATE TABLE IF NOT EXISTS commands \
     (slot INTEGER PRIMARY KEY, number INTEGER NOT NULL, device_id TEXT NOT NULL, id TEXT NOT NULL)",
];
/// `seq, id, stored_at, frame`.
type EventRow = (u64, Rc<str>, Timestamp, Option<Rc<str>>);

const EPOCH: &str = "epoch";
const LEAST_TOKEN_VERSION: &str = "least_token_version";
const PLAYBACK: &str = "playback";
const LIMITS: &str = "limits";

/// All of it.
pub fn read(object: &ObjectPlatform) -> Result<Saved, HubFault> {
    object.transact(&json!(SCHEMA.map(|sql| [sql])).to_string())?;
    let mut saved = Saved::default();
    let rows: Vec<(String, String)> = json::read(&object.rows("SELECT name, value FROM hub")?)?;
    for (name, value) in rows {
        match &*name {
            EPOCH => saved.epoch = Some(value),
            LEAST_TOKEN_VERSION => saved.least_token_version = json::read(&value)?,
            // What a device once said must not keep the hub from waking.
            PLAYBACK => saved.playback = json::read(&value).unwrap_or_default(),
            // Those of another release may not be read; the next connection brings them.
            LIMITS => saved.limits = json::read(&value).ok(),
            _ => {}
        }
    }
    let rows: Vec<[String; 1]> = json::read(&object.rows("SELECT device FROM devices")?)?;
    saved.devices = rows.iter().map(|[device]| json::read(device)).collect::<Result<_, _>>()?;
    let log = object.rows("SELECT seq, id, stored_at, frame FROM events ORDER BY seq")?;
    let rows: Vec<EventRow> = json::read(&log)?;
    let event = |(seq, id, stored_at, frame)| LoggedEvent { seq, id, stored_at, frame };
    saved.log = rows.into_iter().map(event).collect();
    let rows = object.rows("SELECT number, device_id, id FROM commands")?;
    let rows: Vec<(u64, String, String)> = json::read(&rows)?;
    let command = |(number, device_id, id)| KnownCommand { number, device_id, id };
    saved.commands = rows.into_iter().map(command).collect();
    Ok(saved)
}

/// All of them or none.
pub fn write(object: &ObjectPlatform, writes: &[Write]) -> Result<(), HubFault> {
    let is_event = |write: &Write| matches!(write, Write::Append(_));
    let runs = writes.chunk_by(|one, next| is_event(one) && is_event(next));
    let statements: Vec<Value> = runs.flat_map(statements).collect();
    object.transact(&Value::from(statements).to_string())
}

/// What does a write, or one event after another, each with its values behind it.
fn statements(run: &[Write]) -> Vec<Value> {
    let keep = |name: &str, value: String| {
        json!(["INSERT OR REPLACE INTO hub (name, value) VALUES (?, ?)", name, value])
    };
    let events = run.iter().filter_map(|write| match write {
        Write::Append(LoggedEvent { seq, id, stored_at, frame }) => {
            Some(json!([seq, id, stored_at, frame]))
        }
        _ => None,
    });
    match &run[0] {
        Write::Epoch(epoch) => vec![json!(["DELETE FROM events"]), keep(EPOCH, epoch.clone())],
        Write::Append(_) => vec![json!([
            "INSERT INTO events (seq, id, stored_at, frame) \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            events.collect::<Vec<_>>()
        ])],
        Write::Drop { after, through } => vec![json!([
            "UPDATE events SET frame = NULL WHERE seq > ? AND seq <= ?",
            after,
            through
        ])],
        Write::Forget(through) => vec![json!(["DELETE FROM events WHERE seq <= ?", through])],
        Write::Device(device) => vec![json!([
            "INSERT OR REPLACE INTO devices (id, device) VALUES (?, ?)",
            device.id,
            json::write(device)
        ])],
        Write::ForgetDevice(id) => vec![json!(["DELETE FROM devices WHERE id = ?", id])],
        Write::LeastTokenVersion(version) => vec![keep(LEAST_TOKEN_VERSION, version.to_string())],
        Write::Playback(playback) => vec![keep(PLAYBACK, json::write(playback))],
        Write::Command(command) => vec![json!([
            "INSERT OR REPLACE INTO commands (slot, number, device_id, id) VALUES (?, ?, ?, ?)",
            command.slot(),
            command.number,
            command.device_id,
            command.id
        ])],
        Write::Limits(limits) => vec![keep(LIMITS, json::write(limits))],
    }
}
