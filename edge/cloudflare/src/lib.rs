//! The edge on Cloudflare Workers: it implements the core's ports and hands requests over.

mod adapters;
mod config;

use std::{cell::OnceCell, rc::Rc};

use wasm_shared::{Isolate, http};
use worker::{Context, Env, event};

use adapters::{WorkerHost, WorkerRequest, to_worker_response};

thread_local! {
    /// Made with the first request: global scope does no work.
    static ISOLATE: OnceCell<Rc<Isolate>> = const { OnceCell::new() };
}

#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    context: Context,
) -> worker::Result<web_sys::Response> {
    let isolate = isolate(&env)?;
    let host = WorkerHost::new(env, context);
    let request = WorkerRequest::new(request);
    let response = http::handle(&isolate, host, &request).await;
    to_worker_response(response)
}

/// The isolate's state. A faulty configuration is told in the log with every request, and
/// nothing is served with it.
fn isolate(env: &Env) -> worker::Result<Rc<Isolate>> {
    ISOLATE.with(|cell| {
        if let Some(isolate) = cell.get() {
            return Ok(Rc::clone(isolate));
        }
        let isolate = Rc::new(Isolate::new(config::read(env)?));
        Ok(Rc::clone(cell.get_or_init(|| isolate)))
    })
}
