use bytes::Bytes;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_shared::ports::{HttpClient, HttpFault, InboundBody, InboundResponse, OutboundRequest};
use web_sys::{AbortController, Response};

use super::glue::{self, describe, header_lines};

/// The runtime's `fetch`.
pub struct WorkerHttp;

impl HttpClient for WorkerHttp {
    type Body = WorkerBody;

    async fn send(
        &self,
        request: OutboundRequest,
    ) -> Result<InboundResponse<WorkerBody>, HttpFault> {
        let headers =
            header_lines(request.headers.iter().map(|(name, value)| (*name, value.as_ref())));
        let body = (!request.body.is_empty()).then_some(request.body.as_ref());
        let call = glue::send(request.method.as_str(), &request.url, &headers, body)
            .map_err(|thrown| HttpFault::Unreachable(describe(&thrown)))?;
        let abandon = Abandon(Some(call.get(1).unchecked_into()));
        let promise: Promise = call.get(0).unchecked_into();
        let response: Response = JsFuture::from(promise)
            .await
            .map_err(|thrown| HttpFault::Unreachable(describe(&thrown)))?
            .unchecked_into();
        Ok(InboundResponse { status: response.status(), body: WorkerBody { response, abandon } })
    }
}

/// Abandons a call when it is dropped before its end.
struct Abandon(Option<AbortController>);

impl Drop for Abandon {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}

/// An answer whose body has not been read.
pub struct WorkerBody {
    response: Response,
    abandon: Abandon,
}

impl WorkerBody {
    /// An answer that has come to its end.
    pub const fn whole(response: Response) -> Self {
        Self { response, abandon: Abandon(None) }
    }

    /// The answer, for its body to pass through; the runtime ends it with the listener's
    /// connection.
    pub fn into_upstream(mut self) -> Response {
        self.abandon.0 = None;
        self.response
    }
}

impl InboundBody for WorkerBody {
    fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok().flatten()
    }

    async fn bytes(mut self, limit: usize) -> Result<Bytes, HttpFault> {
        let bytes = read(self.response.as_ref(), limit).await;
        if bytes.is_ok() {
            self.abandon.0 = None;
        }
        bytes
    }

    async fn beginning(self, length: usize) -> Result<Bytes, HttpFault> {
        #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2⁵³")]
        let bytes = JsFuture::from(glue::read_beginning(self.response.as_ref(), length as f64))
            .await
            .map_err(|thrown| HttpFault::Broken(describe(&thrown)))?;
        Ok(bytes.unchecked_into::<Uint8Array>().to_vec().into())
    }
}

/// All bytes of a request or response.
pub async fn read(message: &JsValue, limit: usize) -> Result<Bytes, HttpFault> {
    #[expect(clippy::cast_precision_loss, reason = "limits are far below 2⁵³")]
    let bytes = JsFuture::from(glue::read_body(message, limit as f64))
        .await
        .map_err(|thrown| HttpFault::Broken(describe(&thrown)))?;
    if bytes.is_undefined() {
        return Err(HttpFault::TooLarge { limit });
    }
    Ok(bytes.unchecked_into::<Uint8Array>().to_vec().into())
}
