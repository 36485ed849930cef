use std::borrow::Cow;

use bytes::Bytes;

/// The methods the edge serves and sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
}

impl Method {
    /// Every method, in the order an `Allow` header lists them.
    pub const ALL: [Self; 7] =
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// Reads the name on the wire; methods are case sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// A call that goes out.
#[derive(Debug, Clone)]
pub struct OutboundRequest {
    /// The method.
    pub method: Method,
    /// An absolute `http` or `https` URL.
    pub url: String,
    /// Name and value; a name occurs once.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body; empty for none.
    pub body: Bytes,
}

impl OutboundRequest {
    /// A `GET` of `url`.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: Method::Get, url: url.into(), headers: Vec::new(), body: Bytes::new() }
    }

    /// A `POST` of `body` to `url`.
    pub fn post(
        url: impl Into<String>,
        content_type: &'static str,
        body: impl Into<Bytes>,
    ) -> Self {
        Self {
            method: Method::Post,
            url: url.into(),
            headers: vec![("content-type", Cow::Borrowed(content_type))],
            body: body.into(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// An answer whose head has arrived.
#[derive(Debug)]
pub struct InboundResponse<B> {
    /// The status code.
    pub status: u16,
    /// The body, not yet read.
    pub body: B,
}

/// The head and body of an answer.
pub trait InboundBody: Sized {
    /// A header of the answer, by lower-case name.
    fn header(&self, name: &str) -> Option<String>;

    /// Reads the body to its end.
    ///
    /// # Errors
    /// [`HttpFault::TooLarge`] once more than `limit` bytes have come, [`HttpFault::Broken`] when
    /// the connection ends early.
    async fn bytes(self, limit: usize) -> Result<Bytes, HttpFault>;

    /// Reads the first `length` bytes, or all of a shorter body, and abandons the rest.
    ///
    /// # Errors
    /// [`HttpFault::Broken`] when the connection ends early.
    async fn beginning(self, length: usize) -> Result<Bytes, HttpFault>;
}

/// Why a call gave no whole answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpFault {
    /// No connection, or the URL may not be called from here.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// The connection ended before the answer did.
    #[error("broken: {0}")]
    Broken(String),
    /// The body is larger than the caller allows.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The bound in bytes.
        limit: usize,
    },
}

/// Outgoing HTTP.
pub trait HttpClient {
    /// The answer's headers and body. Also what an audio stream is made of, so that bytes pass
    /// from the upstream to the listener without entering the core.
    type Body: InboundBody + 'static;

    /// Sends `request` and waits for the head of the answer. Redirects are not followed: the
    /// answer is the redirect. Dropping the future abandons the call. Any status is an answer,
    /// not a fault.
    async fn send(
        &self,
        request: OutboundRequest,
    ) -> Result<InboundResponse<Self::Body>, HttpFault>;
}
