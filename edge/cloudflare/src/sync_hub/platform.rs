use std::rc::Rc;

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_shared::{
    ports::{Clock, Entropy, HubFault, Timestamp},
    sync::{CloseCode, Connection, ConnectionId, HubPlatform, PING, PONG, Saved, Write},
};

use super::storage;
use crate::{
    adapters::{WorkerClock, WorkerEntropy, describe},
    json,
};

#[wasm_bindgen(module = "/src/sync_hub/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = answerPings)]
    fn answer_pings(state: &JsValue, ping: &str, pong: &str);
    fn accept(state: &JsValue, tag: &str) -> JsValue;
    fn attachments(state: &JsValue) -> String;
    #[wasm_bindgen(catch)]
    fn attach(state: &JsValue, tag: &str, text: &str) -> Result<(), JsValue>;
    fn send(state: &JsValue, tags: &str, texts: &str);
    #[wasm_bindgen(catch)]
    fn close(state: &JsValue, tag: &str, code: u16, reason: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = pingedAt)]
    fn pinged_at(state: &JsValue, tag: &str) -> Option<f64>;
    #[wasm_bindgen(catch)]
    fn query(state: &JsValue, sql: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch)]
    fn transact(state: &JsValue, statements: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = wakeAt)]
    fn wake_at(state: &JsValue, milliseconds: f64);
}

/// An object's state, which holds its storage, its sockets and its alarm.
pub struct ObjectPlatform(JsValue);

impl ObjectPlatform {
    /// Of an object that was just made, and may have been before.
    pub fn new(state: JsValue) -> Self {
        answer_pings(&state, PING, PONG);
        Self(state)
    }

    /// Opens a socket and gives the listener's end of it.
    pub fn accept(&self, id: ConnectionId) -> JsValue {
        accept(&self.0, &id.to_string())
    }

    pub(super) fn rows(&self, sql: &str) -> Result<String, HubFault> {
        query(&self.0, sql).map_err(fault)
    }

    pub(super) fn transact(&self, statements: &str) -> Result<(), HubFault> {
        transact(&self.0, statements).map_err(fault)
    }
}

impl HubPlatform for ObjectPlatform {
    fn clock(&self) -> &impl Clock {
        &WorkerClock
    }

    fn new_epoch(&self) -> String {
        format!("{:016x}", u64::from_le_bytes(WorkerEntropy.bytes()))
    }

    fn saved(&self) -> Result<Saved, HubFault> {
        storage::read(self)
    }

    fn connections(&self) -> Result<Vec<Connection>, HubFault> {
        let carried: Vec<(String, String)> = json::read(&attachments(&self.0))?;
        let read = |(tag, text): &(String, String)| {
            let connection = json::read(text).ok();
            if connection.is_none() {
                let code = CloseCode::GoingAway.code();
                let _ = close(&self.0, tag, code, "starting anew");
            }
            connection
        };
        Ok(carried.iter().filter_map(read).collect())
    }

    fn write(&self, writes: &[Write]) -> Result<(), HubFault> {
        storage::write(self, writes)
    }

    // A socket that cannot be sent to, or carry anything, is about to be told of as closed.

    fn attach(&self, connection: &Connection) {
        let _ = attach(&self.0, &connection.id.to_string(), &json::write(connection));
    }

    fn send(&self, frames: &[(ConnectionId, Rc<str>)]) {
        // JSON has no line breaks of its own, and what goes to many crosses over once.
        let (mut tags, mut texts) = (String::new(), String::new());
        for same in frames.chunk_by(|(_, one), (_, other)| Rc::ptr_eq(one, other)) {
            if !tags.is_empty() {
                tags.push('\n');
                texts.push('\n');
            }
            texts.push_str(&same[0].1);
            let to: Vec<_> = same.iter().map(|(id, _)| id.to_string()).collect();
            tags.push_str(&to.join(" "));
        }
        send(&self.0, &tags, &texts);
    }

    fn close(&self, id: ConnectionId, code: CloseCode, reason: &str) {
        let _ = close(&self.0, &id.to_string(), code.code(), reason);
    }

    fn pinged_at(&self, id: ConnectionId) -> Option<Timestamp> {
        // A double holds milliseconds exactly until the year 287396.
        #[expect(clippy::cast_possible_truncation, reason = "far below 2⁵³")]
        pinged_at(&self.0, &id.to_string()).map(|millis| Timestamp::from_millis(millis as i64))
    }

    fn wake_at(&self, moment: Timestamp) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
        wake_at(&self.0, moment.as_millis() as f64);
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn fault(thrown: JsValue) -> HubFault {
    HubFault(describe(&thrown))
}
