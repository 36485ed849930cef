//! Nonces are good for one request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use jiff::Timestamp;

use super::Refusal;
use super::signature::TOLERANCE_S;

/// The nonces of the time in which a signature is good.
#[derive(Debug, Default)]
pub struct Nonces {
    seen: Mutex<HashMap<String, i64>>,
}

impl Nonces {
    /// Uses up a nonce.
    pub(super) fn take(&self, nonce: String, now: Timestamp) -> Result<(), Refusal> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now.as_second();
        seen.retain(|_, at| now - *at <= 2 * TOLERANCE_S);
        if seen.insert(nonce, now).is_some() {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "SignatureNonceUsed",
                "Specified signature nonce was used already.",
            ));
        }
        Ok(())
    }
}
