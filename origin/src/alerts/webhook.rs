use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use url::Url;
use utoipa::ToSchema;
use wasm_shared::crypto::SealError;

use super::{Alerts, Answer, courier::TEST_TIMEOUT};
use crate::{
    accounts::Fault,
    audit::{Action, Actor, Change},
    store::{self, alert_webhooks, audit_records},
};

/// What the secret is sealed for.
const CONTEXT: &str = "alert_webhooks.secret";

/// Where alerts are sent. The secret is never given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Webhook {
    /// An https address.
    pub url: String,
    /// Whether it is called.
    pub enabled: bool,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What the webhook is to be.
#[derive(Debug)]
pub struct NewWebhook<'a> {
    /// Where it is.
    pub url: &'a str,
    /// What signs the calls, 16 to 256 bytes; `None` keeps the one there is.
    pub secret: Option<&'a str>,
    /// Whether it is called.
    pub enabled: bool,
}

/// The webhook is not set up, or cannot be called.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The address.
    #[error("{0}")]
    Url(&'static str),
    /// The secret.
    #[error("{0}")]
    Secret(&'static str),
    /// There is none.
    #[error("there is no webhook")]
    Missing,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for WebhookError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Alerts {
    /// Where alerts are sent, if anywhere.
    pub async fn webhook(&self) -> store::Result<Option<Webhook>> {
        let stored = alert_webhooks::get(&mut *self.store.connection().await?).await?;
        Ok(stored.map(|stored| Webhook {
            url: stored.url,
            enabled: stored.enabled,
            updated_at: stored.updated_at,
        }))
    }

    /// Sets up where alerts are sent.
    pub async fn put_webhook(
        &self,
        actor: &Actor,
        new: &NewWebhook<'_>,
    ) -> Result<Webhook, WebhookError> {
        let url = Url::parse(new.url).map_err(|_| WebhookError::Url("must be an address"))?;
        self.courier.check(&url).map_err(WebhookError::Url)?;
        if new.secret.is_some_and(|secret| !(16..=256).contains(&secret.len())) {
            return Err(WebhookError::Secret("must be 16 to 256 bytes"));
        }
        let mut transaction = self.store.begin().await?;
        let before = alert_webhooks::lock(&mut transaction).await?;
        let secret_sealed = match (new.secret, &before) {
            (Some(secret), _) => self.vault.seal(secret.as_bytes(), CONTEXT).map_err(seal_fault)?,
            (None, Some(before)) => before.secret_sealed.clone(),
            (None, None) => return Err(WebhookError::Secret("is missing")),
        };
        let now = self.clock.now();
        let after = alert_webhooks::Stored {
            url: url.into(),
            secret_sealed,
            enabled: new.enabled,
            updated_at: now,
        };
        alert_webhooks::put(&mut transaction, &after).await?;
        let (url, enabled) = before.map(|before| (before.url, before.enabled)).unzip();
        let changes =
            [Change::of("url", url, &*after.url), Change::of("enabled", enabled, after.enabled)];
        let action = Action::AlertWebhookChanged {
            changes: changes.into_iter().flatten().collect(),
            secret_replaced: new.secret.is_some(),
        };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(store::Error::from)?;
        Ok(Webhook { url: after.url, enabled: after.enabled, updated_at: now })
    }

    /// Calls the webhook once with something that is no alert, also when it is not enabled. One that
    /// hangs is given up before the administrator's call would be.
    pub async fn test_webhook(&self, actor: &Actor) -> Result<Answer, WebhookError> {
        let stored = alert_webhooks::get(&mut *self.store.connection().await?).await?;
        let stored = stored.ok_or(WebhookError::Missing)?;
        let body = serde_json::json!({ "type": "alert.test" }).to_string();
        let answer = self.call(&stored, &body, TEST_TIMEOUT).await?;
        let mut transaction = self.store.begin().await?;
        let action = Action::AlertWebhookTested { delivered: answer.delivered };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(store::Error::from)?;
        Ok(answer)
    }

    pub(super) async fn call(
        &self,
        webhook: &alert_webhooks::Stored,
        body: &str,
        limit: Duration,
    ) -> Result<Answer, Fault> {
        let secret = self.vault.open(&webhook.secret_sealed, CONTEXT).map_err(seal_fault)?;
        Ok(self.courier.call(&webhook.url, &secret, body, limit, &self.clock).await)
    }
}

fn seal_fault(source: SealError) -> Fault {
    Fault::Seal { table: "alert_webhooks", source }
}
