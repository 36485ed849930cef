use std::time::Duration;

use chrono::FixedOffset;
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use url::Position;
use uuid::Uuid;

use super::{
    sign::Call,
    wire::{Details, SendSms},
};
use crate::{
    clock::Clock,
    config::AliyunSettings,
    entropy,
    sms::{Fate, Message, Receipt, Refusal, Sent, exchange::exchange},
};

const VERSION: &str = "2017-05-25";
/// The zone of the vendor's days and times.
pub(super) const BEIJING: FixedOffset =
    FixedOffset::east_opt(8 * 3600).expect("eight hours is less than a day");

/// Calls the API.
#[derive(Debug)]
pub struct Client {
    settings: AliyunSettings,
    http: reqwest::Client,
    clock: Clock,
}

impl Client {
    pub(in crate::sms) fn new(
        settings: AliyunSettings,
        http: reqwest::Client,
        clock: Clock,
    ) -> Self {
        Self { settings, http, clock }
    }

    /// Hands the message over with `SendSms`; the delivery's id travels as `OutId`.
    pub(in crate::sms) async fn send(
        &self,
        message: &Message<'_>,
        id: Uuid,
        limit: Duration,
    ) -> Result<Receipt, Refusal> {
        let template_parameters = format!(r#"{{"code":"{}"}}"#, message.code.expose());
        let parameters = [
            ("PhoneNumbers", destination(message.phone.expose())),
            ("SignName", &self.settings.sign_name),
            ("TemplateCode", &self.settings.template_code),
            ("TemplateParam", &template_parameters),
            ("OutId", &id.to_string()),
        ];
        self.call::<SendSms>("SendSms", &parameters, limit).await?.into_result()
    }

    /// Asks with `QuerySendDetails` for the phone's messages of the day, and picks out this one.
    pub(in crate::sms) async fn fate(
        &self,
        sent: &Sent<'_>,
        limit: Duration,
    ) -> Result<Option<Fate>, Refusal> {
        let day = sent.at.with_timezone(&BEIJING).format("%Y%m%d").to_string();
        let mut parameters = vec![
            ("PhoneNumber", destination(sent.phone)),
            ("SendDate", &day),
            ("PageSize", "50"),
            ("CurrentPage", "1"),
        ];
        parameters.extend(sent.message_id.map(|id| ("BizId", id)));
        let details: Details = self.call("QuerySendDetails", &parameters, limit).await?;
        details.into_fate(&sent.id.to_string())
    }

    async fn call<T: DeserializeOwned>(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        limit: Duration,
    ) -> Result<T, Refusal> {
        let settings = &self.settings;
        let endpoint = &settings.endpoint;
        let signed = Call {
            host: &endpoint[Position::BeforeHost..Position::AfterPort],
            path: endpoint.path(),
            action,
            version: VERSION,
            parameters,
            at: self.clock.now(),
            nonce: &hex::encode(entropy::bytes::<16>()),
        }
        .sign(&settings.access_key_id, settings.access_key_secret.expose_secret());

        let mut url = endpoint.clone();
        url.set_query(Some(&signed.query));
        let mut request = self.http.post(url);
        for (name, value) in signed.headers {
            request = request.header(name, value);
        }
        Ok(exchange(request, limit).await?.1)
    }
}

/// The number as the vendor takes it: inside China without the country's code, elsewhere with it and
/// without a plus.
fn destination(e164: &str) -> &str {
    e164.strip_prefix("+86").unwrap_or_else(|| e164.trim_start_matches('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_vendor_takes_them() {
        assert_eq!(destination("+8613812345678"), "13812345678");
        assert_eq!(destination("+85251234567"), "85251234567");
    }
}
