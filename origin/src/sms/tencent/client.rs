use std::time::Duration;

use secrecy::ExposeSecret;
use serde::{Serialize, de::DeserializeOwned};
use url::Position;
use uuid::Uuid;

use super::{
    sign::{CONTENT_TYPE, Call},
    wire::{Answer, PullStatus, PulledStatus, SendSms, SentStatus},
};
use crate::{
    clock::Clock,
    config::TencentSettings,
    sms::{Fate, Message, Receipt, Refusal, Sent, exchange::exchange},
};

const VERSION: &str = "2021-01-11";
/// How much later than we the vendor may think it is, or earlier.
const CLOCK_SKEW_S: i64 = 60;

/// Calls the API.
#[derive(Debug)]
pub struct Client {
    settings: TencentSettings,
    http: reqwest::Client,
    clock: Clock,
}

impl Client {
    pub(in crate::sms) fn new(
        settings: TencentSettings,
        http: reqwest::Client,
        clock: Clock,
    ) -> Self {
        Self { settings, http, clock }
    }

    /// Hands the message over with `SendSms`; the delivery's id travels as `SessionContext`.
    pub(in crate::sms) async fn send(
        &self,
        message: &Message<'_>,
        id: Uuid,
        limit: Duration,
    ) -> Result<Receipt, Refusal> {
        let request = SendSms {
            phone_number_set: [message.phone.expose()],
            sms_sdk_app_id: &self.settings.sdk_app_id,
            sign_name: &self.settings.sign_name,
            template_id: &self.settings.template_id,
            template_param_set: [message.code.expose()],
            session_context: id.to_string(),
        };
        self.call::<SentStatus>("SendSms", &request, limit).await?.into_result()
    }

    /// Asks with `PullSmsSendStatusByPhoneNumber` for the phone's receipts since the attempt, and
    /// picks out this one's. The vendor lists a message only once its receipt is there.
    pub(in crate::sms) async fn fate(
        &self,
        sent: &Sent<'_>,
        limit: Duration,
    ) -> Result<Option<Fate>, Refusal> {
        let request = PullStatus {
            begin_time: sent.at.timestamp() - CLOCK_SKEW_S,
            end_time: self.clock.now().timestamp() + CLOCK_SKEW_S,
            offset: 0,
            limit: 100,
            phone_number: sent.phone,
            sms_sdk_app_id: &self.settings.sdk_app_id,
        };
        let pulled: PulledStatus =
            self.call("PullSmsSendStatusByPhoneNumber", &request, limit).await?;
        pulled.into_fate(&sent.id.to_string(), sent.message_id)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        action: &str,
        request: &impl Serialize,
        limit: Duration,
    ) -> Result<T, Refusal> {
        let settings = &self.settings;
        let payload = serde_json::to_vec(request).map_err(|_| Refusal::Malformed)?;
        let at = self.clock.now();
        let authorization = Call {
            host: &settings.endpoint[Position::BeforeHost..Position::AfterPort],
            path: settings.endpoint.path(),
            service: "sms",
            action,
            payload: &payload,
            at,
        }
        .authorization(&settings.secret_id, settings.secret_key.expose_secret());
        let request = self
            .http
            .post(settings.endpoint.clone())
            .header("content-type", CONTENT_TYPE)
            .header("authorization", authorization)
            .header("x-tc-action", action)
            .header("x-tc-version", VERSION)
            .header("x-tc-region", &settings.region)
            .header("x-tc-timestamp", at.timestamp())
            .body(payload);
        exchange::<Answer<T>>(request, limit).await?.1.into_result()
    }
}
