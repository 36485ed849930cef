use bytes::Bytes;
use spin_sdk::{
    http::Uri,
    wasip3::{
        self,
        http::{
            client,
            types::{ErrorCode, Fields, HeaderError, Method as WasiMethod, Request, Scheme},
        },
        wit_future, wit_stream,
    },
    wit_bindgen::StreamReader,
};
use wasm_shared::ports::{HttpClient, HttpFault, InboundResponse, Method, OutboundRequest};

use super::body::SpinBody;

/// The platform's client. It refuses a host that the manifest does not allow.
pub struct SpinHttp;

impl HttpClient for SpinHttp {
    type Body = SpinBody;

    async fn send(&self, request: OutboundRequest) -> Result<InboundResponse<SpinBody>, HttpFault> {
        let request = outgoing(request)?;
        let response = client::send(request).await.map_err(|code| match code {
            ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
                HttpFault::Broken(code.to_string())
            }
            code => HttpFault::Unreachable(code.to_string()),
        })?;
        let status = response.get_status_code();
        Ok(InboundResponse { status, body: SpinBody::of_response(response) })
    }
}

fn outgoing(request: OutboundRequest) -> Result<Request, HttpFault> {
    let OutboundRequest { method, url, headers, body } = request;
    // Without the URL: it may hold what somebody searches for, or the key that audio is signed with.
    let fault = |reason: &str| HttpFault::Unreachable(reason.to_owned());
    let uri: Uri = url.parse().map_err(|_| fault("no URL"))?;
    let scheme = match uri.scheme_str() {
        Some("https") => Scheme::Https,
        Some("http") => Scheme::Http,
        _ => return Err(fault("neither http nor https")),
    };
    let length = body.len().to_string();
    let length = (!body.is_empty()).then_some(("content-length", length.as_str()));
    let headers = headers.iter().map(|(name, value)| (*name, value.as_ref())).chain(length);
    let headers = fields(headers).map_err(|error| fault(&error.to_string()))?;
    let contents = (!body.is_empty()).then(|| stream_of(body));
    let (request, _) = Request::new(headers, contents, wit_future::new(|| Ok(None)).1, None);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    request
        .set_method(&wasi_method(method))
        .and_then(|()| request.set_scheme(Some(&scheme)))
        .and_then(|()| request.set_authority(uri.authority().map(AsRef::as_ref)))
        .and_then(|()| request.set_path_with_query(Some(path)))
        .map_err(|()| fault("not to be asked for"))?;
    Ok(request)
}

/// Headers of a message.
pub fn fields<'a>(
    headers: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Fields, HeaderError> {
    let list: Vec<_> =
        headers.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect();
    Fields::from_list(&list)
}

/// A body of these bytes, written while it is read.
pub fn stream_of(bytes: Bytes) -> StreamReader<u8> {
    let (mut writer, reader) = wit_stream::new();
    wasip3::spawn(async move {
        // A reader that has gone wants no more.
        let _unwanted = writer.write_all(bytes.into()).await;
    });
    reader
}

const fn wasi_method(method: Method) -> WasiMethod {
    match method {
        Method::Get => WasiMethod::Get,
        Method::Head => WasiMethod::Head,
        Method::Post => WasiMethod::Post,
        Method::Put => WasiMethod::Put,
        Method::Patch => WasiMethod::Patch,
        Method::Delete => WasiMethod::Delete,
        Method::Options => WasiMethod::Options,
    }
}
