use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AdminState;
use crate::{
    admin::{
        extract::Json,
        guard::Admin,
        problem::{Code, Problem},
    },
    alerts::{NewWebhook, Webhook, WebhookError},
};

/// Where alerts are sent; without an address when nothing is set up.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = AlertWebhook)]
pub(super) struct WebhookBody {
    url: Option<String>,
    enabled: bool,
    /// The secret itself is never given back.
    secret_set: bool,
    updated_at: Option<DateTime<Utc>>,
}

/// Where alerts are to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewAlertWebhook)]
pub(super) struct NewWebhookBody {
    /// An https address that is not private.
    url: String,
    /// What signs the calls, 16 to 256 bytes; left out, the one there is stays.
    secret: Option<String>,
    enabled: bool,
}

impl From<Webhook> for WebhookBody {
    fn from(webhook: Webhook) -> Self {
        let Webhook { url, enabled, updated_at } = webhook;
        Self { url: Some(url), enabled, secret_set: true, updated_at: Some(updated_at) }
    }
}

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::Url(reason) => Self::invalid_field("url", reason),
            WebhookError::Secret(reason) => Self::invalid_field("secret", reason),
            WebhookError::Missing => Code::NotFound.into(),
            WebhookError::Fault(fault) => fault.into(),
        }
    }
}

/// Where alerts are sent.
#[utoipa::path(get, path = "/alerts/webhook", tag = "alerts",
    responses((status = 200, body = WebhookBody)))]
pub(super) async fn get(State(state): State<AdminState>) -> Result<Json<WebhookBody>, Problem> {
    Ok(Json(state.alerts.webhook().await?.map(WebhookBody::from).unwrap_or_default()))
}

/// Set up where alerts are sent.
#[utoipa::path(put, path = "/alerts/webhook", tag = "alerts", request_body = NewWebhookBody,
    responses((status = 200, body = WebhookBody)))]
pub(super) async fn put(
    State(state): State<AdminState>,
    admin: Admin,
    Json(new): Json<NewWebhookBody>,
) -> Result<Json<WebhookBody>, Problem> {
    let NewWebhookBody { url, secret, enabled } = &new;
    let new = NewWebhook { url, secret: secret.as_deref(), enabled: *enabled };
    Ok(Json(state.alerts.put_webhook(&admin.actor(), &new).await?.into()))
}
