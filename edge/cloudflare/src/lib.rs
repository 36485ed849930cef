//! The edge on Cloudflare Workers: it implements the core's ports and hands requests over.

mod adapters;
mod config;
mod json;
mod sync_hub;

use std::{
    cell::OnceCell,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;
use wasm_shared::{Isolate, http, schedule};
use worker::Env;

use adapters::{WorkerHost, WorkerRequest, to_worker_response};

thread_local! {
    /// Made with the first request: global scope does no work.
    static ISOLATE: OnceCell<Rc<Isolate>> = const { OnceCell::new() };
}

/// Answers a request: with a `Response` when nothing has to be waited for, as with everything that
/// is in memory, and with a promise of one otherwise. A promise for each cached answer would cost
/// several turns of the event loop.
#[wasm_bindgen]
pub fn fetch(
    request: web_sys::Request,
    env: Env,
    context: worker::worker_sys::Context,
) -> Result<JsValue, JsValue> {
    let context = worker::Context::new(context);
    let mut answer = Box::pin(answer(request, env, context));
    match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        // Every future of the adapters takes the waker it is polled with last.
        Poll::Pending => Ok(future_to_promise(answer).into()),
    }
}

/// Does what the edge does without being asked; the promise ends with it.
#[wasm_bindgen]
pub fn scheduled(env: Env, context: worker::worker_sys::Context) -> js_sys::Promise {
    future_to_promise(async move {
        let isolate = isolate(&env)?;
        let host = WorkerHost::new(env, worker::Context::new(context));
        schedule::run(&isolate, host).await;
        Ok(JsValue::UNDEFINED)
    })
}

async fn answer(
    request: web_sys::Request,
    env: Env,
    context: worker::Context,
) -> Result<JsValue, JsValue> {
    let isolate = isolate(&env)?;
    let host = WorkerHost::new(env, context);
    let request = WorkerRequest::new(request);
    #[cfg(feature = "contract")]
    if let Some(told) = wasm_shared::testing::contract::answer(&host, &request).await {
        return Ok(to_worker_response(told)?.into());
    }
    let response = http::handle(&isolate, host, &request).await;
    Ok(to_worker_response(response)?.into())
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
