use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use reqwest::RequestBuilder;
use secrecy::ExposeSecret;
use url::{Url, form_urlencoded};

use super::wire::{Answer, Listed, Sms};
use crate::{
    config::{TwilioSender, TwilioSettings},
    sms::{Fate, Message, Receipt, Refusal, Sent, exchange::exchange},
};

/// How far the vendor's clock and ours may be apart.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(10);
/// Until when a message counts as that of an attempt; shorter than the minute in which a phone is
/// sent no second one.
const ATTEMPT: TimeDelta = TimeDelta::seconds(30);

/// Calls the API.
#[derive(Debug)]
pub struct Client {
    settings: TwilioSettings,
    http: reqwest::Client,
}

impl Client {
    pub(in crate::sms) fn new(settings: TwilioSettings, http: reqwest::Client) -> Self {
        Self { settings, http }
    }

    /// Creates a message. The vendor takes no reference of ours.
    pub(in crate::sms) async fn send(
        &self,
        message: &Message<'_>,
        limit: Duration,
    ) -> Result<Receipt, Refusal> {
        let (sender, from) = match &self.settings.sender {
            TwilioSender::From(from) => ("From", from),
            TwilioSender::Service(sid) => ("MessagingServiceSid", sid),
        };
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("To", message.phone.expose())
            .append_pair(sender, from)
            .append_pair("Body", &self.settings.text.replace("{code}", message.code.expose()))
            .finish();
        let request = self
            .http
            .post(self.address("Messages.json"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        self.call::<Sms>(request, limit).await?.into_receipt()
    }

    /// Fetches the message by its id; without one, lists the phone's messages since the attempt and
    /// takes the first.
    pub(in crate::sms) async fn fate(
        &self,
        sent: &Sent<'_>,
        limit: Duration,
    ) -> Result<Option<Fate>, Refusal> {
        if let Some(id) = sent.message_id {
            let request = self.http.get(self.address(&format!("Messages/{id}.json")));
            return match self.call::<Sms>(request, limit).await {
                Ok(message) => message.into_fate().map(Some),
                // 20404: there is no such message.
                Err(Refusal::Call(code)) if code == "20404" => Ok(None),
                Err(refusal) => Err(refusal),
            };
        }
        let window = (sent.at - CLOCK_SKEW, sent.at + ATTEMPT);
        let mut url = self.address("Messages.json");
        url.query_pairs_mut()
            .append_pair("To", sent.phone)
            .append_pair("DateSent>", &iso(window.0))
            .append_pair("PageSize", "50");
        self.call::<Listed>(self.http.get(url), limit).await?.into_fate(window)
    }

    fn address(&self, resource: &str) -> Url {
        let base = self.settings.endpoint.as_str().trim_end_matches('/');
        let account = &self.settings.account_sid;
        format!("{base}/2010-04-01/Accounts/{account}/{resource}")
            .parse()
            .unwrap_or_else(|_| self.settings.endpoint.clone())
    }

    async fn call<T: serde::de::DeserializeOwned>(
        &self,
        request: RequestBuilder,
        limit: Duration,
    ) -> Result<T, Refusal> {
        let settings = &self.settings;
        let token = settings.auth_token.expose_secret();
        let request = request.basic_auth(&settings.account_sid, Some(token));
        let (status, answer) = exchange::<Answer<T>>(request, limit).await?;
        answer.into_result(status)
    }
}

fn iso(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
