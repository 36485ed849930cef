//! The edge on Spin: it implements the core's ports and hands requests over.

mod adapters;
mod config;

use std::{cell::OnceCell, rc::Rc};

use spin_sdk::wasip3::{
    self,
    exports::http::handler::Guest,
    http::types::{ErrorCode, Request, Response},
};
use wasm_shared::{Isolate, http};

use adapters::{SpinHost, SpinRequest, to_spin_response};

thread_local! {
    /// Lives as long as the instance, which the platform gives several requests, one beside the
    /// other, and ends when it likes.
    static ISOLATE: OnceCell<Rc<Isolate>> = const { OnceCell::new() };
}

struct Edge;

wasip3::http::service::export!(Edge);

impl Guest for Edge {
    async fn handle(request: Request) -> Result<Response, ErrorCode> {
        let isolate = isolate().await.map_err(|reason| {
            // Whoever called is told no more than that nothing is served.
            println!("the configuration is not usable: {reason}");
            ErrorCode::ConfigurationError
        })?;
        let request = SpinRequest::new(request);
        #[cfg(feature = "contract")]
        if let Some(told) = wasm_shared::testing::contract::answer(&SpinHost, &request).await {
            return to_spin_response(told);
        }
        let response = http::handle(&isolate, SpinHost, &request).await;
        to_spin_response(response)
    }
}

/// The instance's state. A faulty configuration is told in the log with every request, and nothing
/// is served with it.
async fn isolate() -> Result<Rc<Isolate>, String> {
    if let Some(isolate) = ISOLATE.with(|cell| cell.get().cloned()) {
        return Ok(isolate);
    }
    let isolate = Rc::new(Isolate::new(config::read().await?));
    // Another request may have made one meanwhile.
    Ok(ISOLATE.with(|cell| Rc::clone(cell.get_or_init(|| isolate))))
}
