use std::borrow::Cow;

use bytes::Bytes;
use wasm_shared::{
    http::{BodyError, RequestView},
    ports::{HttpFault, Method},
};
use web_sys::Request;

use super::{glue, http_client};

/// The headers that `glue.js` reads along with method and URL, in its order.
const READ_AHEAD: [&str; 4] = ["authorization", "x-request-id", "traceparent", "if-none-match"];

/// A request whose head was read in one crossing.
pub struct WorkerRequest {
    request: Request,
    /// A line each: method, URL, then [`READ_AHEAD`].
    head: String,
}

impl WorkerRequest {
    pub fn new(request: Request) -> Self {
        let head = glue::read_head(&request);
        Self { request, head }
    }

    fn line(&self, number: usize) -> &str {
        self.head.split('\n').nth(number).unwrap_or_default()
    }

    /// The URL from its path on.
    fn target(&self) -> &str {
        let url = self.line(1);
        let authority = url.find("://").map_or(0, |scheme| scheme + 3);
        url[authority..].find('/').map_or("/", |path| &url[authority + path..])
    }
}

impl RequestView for WorkerRequest {
    fn method(&self) -> Option<Method> {
        Method::parse(self.line(0))
    }

    fn path(&self) -> &str {
        let target = self.target();
        target.split(['?', '#']).next().unwrap_or(target)
    }

    fn query(&self) -> &str {
        let target = self.target().split('#').next().unwrap_or_default();
        target.split_once('?').map_or("", |(_, query)| query)
    }

    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        match READ_AHEAD.iter().position(|known| *known == name) {
            Some(place) => {
                Some(self.line(place + 2)).filter(|value| !value.is_empty()).map(Cow::Borrowed)
            }
            None => self.request.headers().get(name).ok().flatten().map(Cow::Owned),
        }
    }

    fn client_ip(&self) -> Option<Cow<'_, str>> {
        self.header("cf-connecting-ip")
    }

    async fn body(&self, limit: usize) -> Result<Bytes, BodyError> {
        http_client::read(self.request.as_ref(), limit).await.map_err(|fault| match fault {
            HttpFault::TooLarge { .. } => BodyError::TooLarge,
            HttpFault::Unreachable(_) | HttpFault::Broken(_) => BodyError::Broken,
        })
    }
}
