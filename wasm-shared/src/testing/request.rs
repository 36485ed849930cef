use std::borrow::Cow;

use bytes::Bytes;

use crate::{
    http::{BodyError, RequestView},
    ports::Method,
};

/// A request made by hand.
#[derive(Debug, Clone)]
pub struct TestRequest {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Bytes,
    client_ip: Option<String>,
}

impl TestRequest {
    /// A request for `target`, a path with or without a query.
    pub fn new(method: &str, target: &str) -> Self {
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Bytes::new(),
            client_ip: Some("203.0.113.7".to_owned()),
        }
    }

    /// A `GET`.
    pub fn get(target: &str) -> Self {
        Self::new("GET", target)
    }

    /// A `POST` of JSON.
    pub fn post(target: &str, body: impl Into<Bytes>) -> Self {
        Self::new("POST", target).body(body)
    }

    /// Carries a body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Comes from this address, or from one that is not known.
    #[must_use]
    pub fn from(mut self, client_ip: Option<&str>) -> Self {
        self.client_ip = client_ip.map(str::to_owned);
        self
    }

    /// Shows an access token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }
}

impl RequestView for TestRequest {
    fn method(&self) -> Option<Method> {
        Method::parse(&self.method)
    }

    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| Cow::Borrowed(value.as_str()))
    }

    fn client_ip(&self) -> Option<Cow<'_, str>> {
        self.client_ip.as_deref().map(Cow::Borrowed)
    }

    async fn body(&self, limit: usize) -> Result<Bytes, BodyError> {
        if self.body.len() > limit { Err(BodyError::TooLarge) } else { Ok(self.body.clone()) }
    }
}
