//! `/_inbox`: what the phones received.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// More messages than this are not kept, the oldest go first.
const CAPACITY: usize = 10_000;

/// One message as it arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Recipient in E.164.
    pub phone: String,
    /// The text.
    pub text: String,
    /// The code in it, if it is a code.
    pub code: Option<String>,
    /// Who sent it.
    pub vendor: &'static str,
    /// When.
    pub at: Timestamp,
}

/// Messages, newest first.
#[derive(Debug, Default)]
pub struct Inbox {
    messages: Mutex<VecDeque<Message>>,
}

impl Inbox {
    /// Delivers a message.
    pub fn deliver(&self, message: Message) {
        let mut messages = self.messages();
        messages.push_front(message);
        messages.truncate(CAPACITY);
    }

    /// Messages to `phone`, or all, newest first.
    pub fn list(&self, phone: Option<&str>) -> Vec<Message> {
        let wanted = |message: &&Message| phone.is_none_or(|phone| message.phone == phone);
        self.messages().iter().filter(wanted).cloned().collect()
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Message>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows and empties the inbox.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new().route("/_inbox", get(show).delete(clear))
}

#[derive(Deserialize)]
struct Filter {
    phone: Option<String>,
}

async fn show(State(sandbox): State<Arc<Sandbox>>, Query(filter): Query<Filter>) -> Json<Value> {
    // A plus sign that was not escaped arrives as a space.
    let phone = filter
        .phone
        .map(|phone| format!("+{}", phone.trim().trim_start_matches('+')))
        .filter(|phone| phone.len() > 1);
    Json(json!({ "items": sandbox.inbox.list(phone.as_deref()) }))
}

async fn clear(State(sandbox): State<Arc<Sandbox>>) -> StatusCode {
    sandbox.inbox.messages().clear();
    StatusCode::NO_CONTENT
}
