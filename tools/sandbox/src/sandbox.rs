//! What all parts share, and who calls.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::audio::{Links, Studio};
use crate::catalogue::{Catalogue, LoadError};
use crate::clock::Clock;
use crate::connection::Connection;
use crate::faults::{Faults, Operation, Shape, Target, disturb};
use crate::requests::Requests;
use crate::sms::{Inbox, Ledger, Nonces};

/// The operator's session at every source; it opens what members may play.
pub const MEMBER: &str = "sandbox-vip";

/// The whole state, in memory.
#[derive(Debug)]
pub struct Sandbox {
    /// What there is.
    pub catalogue: Arc<Catalogue>,
    /// Makes audio files.
    pub studio: Studio,
    /// Addresses of audio files.
    pub links: Links,
    /// What is to go wrong.
    pub faults: Faults,
    /// What was asked.
    pub requests: Requests,
    /// Messages sent.
    pub inbox: Inbox,
    /// What the SMS vendors remember of them.
    pub ledger: Ledger,
    /// Signatures Aliyun has seen.
    pub nonces: Nonces,
    /// The time.
    pub clock: Clock,
}

impl Sandbox {
    /// A sandbox with nothing in its inbox and no faults.
    pub fn new(clock: Clock) -> Result<Self, LoadError> {
        let catalogue = Arc::new(Catalogue::load()?);
        Ok(Self {
            studio: Studio::new(Arc::clone(&catalogue)),
            links: Links::new(&catalogue),
            catalogue,
            faults: Faults::default(),
            requests: Requests::default(),
            inbox: Inbox::default(),
            ledger: Ledger::default(),
            nonces: Nonces::default(),
            clock,
        })
    }

    /// Counts a call and answers it, under the faults that are set for it. `respond` makes the
    /// answer; it is given a shape when a fault is to be told in the target's own words.
    pub async fn answer(
        &self,
        caller: &Caller,
        target: Target,
        operation: Operation,
        respond: impl FnOnce(Option<Shape>) -> Response,
    ) -> Response {
        self.requests.count(target, operation);
        let plan = self.faults.draw(target, operation);
        tokio::time::sleep(plan.latency).await;
        disturb(plan.disturbance, &caller.connection, respond).await
    }
}

/// Who calls, and by which address.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// Scheme and host the sandbox was called by, without a slash at the end.
    pub base_url: String,
    /// Cookies by name.
    pub cookies: HashMap<String, String>,
    /// The connection.
    pub connection: Connection,
}

impl Caller {
    /// Whether one of these cookies is the operator's session.
    pub fn is_member(&self, cookies: &[&str]) -> bool {
        cookies.iter().any(|name| self.cookies.get(*name).is_some_and(|value| value == MEMBER))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let host = parts
            .headers
            .get(header::HOST)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("127.0.0.1:8900");
        let connection = parts.extensions.get::<ConnectInfo<Connection>>();
        Ok(Self {
            base_url: format!("http://{host}"),
            cookies: cookies(&parts.headers),
            connection: connection.map(|info| info.0.clone()).unwrap_or_default(),
        })
    }
}

fn cookies(headers: &HeaderMap) -> HashMap<String, String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Problem details of the sandbox's own endpoints; `fields` gives a reason by field.
pub fn problem(status: StatusCode, code: &str, fields: &Value) -> Response {
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "code": code,
        "fields": fields,
    });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
