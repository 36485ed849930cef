use std::{borrow::Cow, cell::Cell};

use bytes::Bytes;
use spin_sdk::wasip3::http::types::{Fields, Method as WasiMethod, Request};
use wasm_shared::{
    http::{BodyError, RequestView},
    ports::{HttpFault, InboundBody, Method},
};

use super::body::{SpinBody, header};

/// What the platform says of the connection, whatever the caller sends: `address:port`.
const CLIENT_ADDRESS: &str = "spin-client-addr";

/// A request, its body not yet read.
pub struct SpinRequest {
    method: Option<Method>,
    target: String,
    headers: Fields,
    request: Cell<Option<Request>>,
}

impl SpinRequest {
    pub fn new(request: Request) -> Self {
        Self {
            method: core_method(&request.get_method()),
            target: request.get_path_with_query().unwrap_or_else(|| "/".to_owned()),
            headers: request.get_headers(),
            request: Cell::new(Some(request)),
        }
    }
}

impl RequestView for SpinRequest {
    fn method(&self) -> Option<Method> {
        self.method
    }

    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or(&self.target)
    }

    fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        header(&self.headers, name).map(Cow::Owned)
    }

    fn client_ip(&self) -> Option<Cow<'_, str>> {
        // The platform's is the last, should the caller have sent one too.
        let address = String::from_utf8(self.headers.get(CLIENT_ADDRESS).pop()?).ok()?;
        let (ip, _port) = address.rsplit_once(':')?;
        Some(Cow::Owned(ip.trim_matches(['[', ']']).to_owned()))
    }

    async fn body(&self, limit: usize) -> Result<Bytes, BodyError> {
        let request = self.request.take().ok_or(BodyError::Broken)?;
        SpinBody::of_request(request).bytes(limit).await.map_err(|fault| match fault {
            HttpFault::TooLarge { .. } => BodyError::TooLarge,
            HttpFault::Unreachable(_) | HttpFault::Broken(_) => BodyError::Broken,
        })
    }
}

const fn core_method(method: &WasiMethod) -> Option<Method> {
    Some(match method {
        WasiMethod::Get => Method::Get,
        WasiMethod::Head => Method::Head,
        WasiMethod::Post => Method::Post,
        WasiMethod::Put => Method::Put,
        WasiMethod::Patch => Method::Patch,
        WasiMethod::Delete => Method::Delete,
        WasiMethod::Options => Method::Options,
        WasiMethod::Connect | WasiMethod::Trace | WasiMethod::Other(_) => return None,
    })
}
