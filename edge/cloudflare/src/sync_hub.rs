//! The users' hubs as Durable Objects: what the runtime calls, handed to a hub of the core.
//! `entry.js` has the class that the runtime knows.

mod platform;
mod storage;

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;
use wasm_shared::sync::{
    ConnectionId, Frame, NewConnection, ReadRequest, RunningHub, parse_events,
};
use worker::Env;

use crate::json;
use platform::ObjectPlatform;

/// One user's hub. Whatever is thrown has changed nothing.
#[wasm_bindgen]
pub struct SyncHub(Rc<RunningHub<ObjectPlatform>>);

#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "JavaScript hands over what it gives")]
impl SyncHub {
    /// Of the object with this `state`.
    #[wasm_bindgen(constructor)]
    pub fn new(state: JsValue, env: Env) -> Result<Self, JsValue> {
        let settings = crate::isolate(&env)?.settings().sync.clone();
        Ok(Self(Rc::new(RunningHub::new(ObjectPlatform::new(state), settings))))
    }

    /// Opens a socket and gives the listener's end of it.
    pub fn connect(&self, connection: &str) -> Result<JsValue, JsError> {
        let connection: NewConnection = json::read(connection)?;
        let listener = self.0.platform().accept(connection.id);
        self.0.connect(connection)?;
        Ok(listener)
    }

    /// Takes in events of the user.
    pub fn publish(&self, events: &str) -> Result<(), JsError> {
        Ok(self.0.publish(&parse_events(events)?)?)
    }

    /// A promise of the events that a device has not seen.
    pub fn read(&self, wanted: &str) -> Result<Promise, JsError> {
        let wanted: ReadRequest = json::read(wanted)?;
        let hub = Rc::clone(&self.0);
        Ok(future_to_promise(async move {
            let batch = hub.read(&wanted).await.map_err(JsError::from)?;
            Ok(batch.to_json().into())
        }))
    }

    /// A frame of a socket; a binary one has no text.
    pub fn receive(&self, tag: &str, text: Option<String>) -> Result<(), JsError> {
        let frame = text.as_deref().map_or(Frame::Binary, Frame::Text);
        Ok(self.0.receive(connection_id(tag)?, frame)?)
    }

    /// A socket is gone.
    pub fn closed(&self, tag: &str) -> Result<(), JsError> {
        Ok(self.0.closed(connection_id(tag)?)?)
    }

    /// The moment has come that the hub asked for.
    pub fn alarm(&self) -> Result<(), JsError> {
        Ok(self.0.tick()?)
    }
}

fn connection_id(tag: &str) -> Result<ConnectionId, JsError> {
    Ok(ConnectionId(u64::from_str_radix(tag, 16)?))
}
