use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AdminState, DeliveryBody};
use crate::{
    admin::{
        extract::Json,
        guard::Admin,
        problem::{Code, Problem},
    },
    config::VendorName,
    sms::{SendTestError, Sms},
};

#[derive(Deserialize, ToSchema)]
pub(super) struct TestMessage {
    /// Whom to: the whole number.
    phone: String,
    /// The one vendor to ask; all in their order unless given.
    vendor: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TestResult {
    /// Whether a vendor has the message, or may have it.
    sent: bool,
    /// Every vendor that was asked.
    attempts: Vec<DeliveryBody>,
}

/// Send a message with a code that is good for nothing. It is recorded; twenty an hour may be sent.
#[utoipa::path(post, path = "/sms/test", tag = "sms", request_body = TestMessage,
    responses((status = 200, body = TestResult)))]
pub(super) async fn test(
    State(state): State<AdminState>,
    admin: Admin,
    Json(TestMessage { phone, vendor }): Json<TestMessage>,
) -> Result<Json<TestResult>, Problem> {
    let phone = state
        .accounts
        .phone(&phone)
        .map_err(|invalid| Problem::invalid_field("phone", invalid.to_string()))?;
    let sms = &state.accounts.sms;
    let vendor = vendor.map(|name| vendor_of(sms, &name)).transpose()?;
    let (sent, attempts) =
        sms.send_test(&admin.actor(), &phone, vendor).await.map_err(|error| match error {
            SendTestError::Exhausted { retry_after_s } => {
                Problem::new(Code::RateLimited).retry_after(retry_after_s)
            }
            SendTestError::Store(error) => error.into(),
            SendTestError::Seal(error) => Problem::new(Code::Internal).caused_by(error),
        })?;
    let attempts = attempts.into_iter().map(DeliveryBody::from).collect();
    Ok(Json(TestResult { sent, attempts }))
}

fn vendor_of(sms: &Sms, name: &str) -> Result<VendorName, Problem> {
    VendorName::parse(name)
        .filter(|name| sms.has(*name))
        .ok_or_else(|| Problem::invalid_field("vendor", "is not set up"))
}
