use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_shared::{
    ports::{HubFault, Hubs},
    sync::{Event, NewConnection, ReadRequest},
};

use crate::json;

use super::{
    bindings::WorkerBindings,
    glue::{self, describe},
    http_client::WorkerBody,
};

impl WorkerBindings {
    /// Whether there are hubs.
    pub fn have_hubs(&self) -> bool {
        !self.namespace().is_undefined()
    }

    /// The namespace of the users' hubs; `undefined` where there is none.
    fn namespace(&self) -> JsValue {
        Reflect::get(&self.0, &"SYNC_HUB".into()).unwrap_or_default()
    }

    async fn ask(
        &self,
        ask: impl FnOnce(&JsValue) -> Result<Promise, JsValue>,
    ) -> Result<JsValue, HubFault> {
        let namespace = self.namespace();
        let fault = |thrown: JsValue| HubFault(describe(&thrown));
        JsFuture::from(ask(&namespace).map_err(fault)?).await.map_err(fault)
    }
}

/// The objects bound as `SYNC_HUB`, named by their user's id.
impl Hubs for WorkerBindings {
    type Socket = WorkerBody;

    async fn connect(
        &self,
        user_id: &str,
        connection: &NewConnection,
    ) -> Result<WorkerBody, HubFault> {
        let connection = json::write(connection);
        let answer = self.ask(|namespace| glue::open_socket(namespace, user_id, &connection));
        Ok(WorkerBody::whole(answer.await?.unchecked_into()))
    }

    async fn publish(&self, user_id: &str, events: &[&Event]) -> Result<(), HubFault> {
        let events = json::write(&events);
        self.ask(|namespace| glue::call_hub(namespace, user_id, "publish", &events)).await?;
        Ok(())
    }

    async fn read(&self, user_id: &str, request: &ReadRequest) -> Result<String, HubFault> {
        let request = json::write(request);
        let batch = self.ask(|namespace| glue::call_hub(namespace, user_id, "read", &request));
        batch.await?.as_string().ok_or_else(|| HubFault("its answer is no text".to_owned()))
    }
}
