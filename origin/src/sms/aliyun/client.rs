use secrecy::ExposeSecret;
use url::Position;

use super::{sign::Call, wire::Answer};
use crate::{
    clock::Clock,
    config::AliyunSettings,
    entropy,
    sms::{Message, Receipt, Refusal},
};

/// Calls `SendSms`.
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

    /// Hands the message over.
    pub(in crate::sms) async fn send(&self, message: &Message<'_>) -> Result<Receipt, Refusal> {
        let settings = &self.settings;
        let endpoint = &settings.endpoint;
        let template_parameters = format!(r#"{{"code":"{}"}}"#, message.code.expose());
        let signed = Call {
            host: &endpoint[Position::BeforeHost..Position::AfterPort],
            path: endpoint.path(),
            action: "SendSms",
            version: "2017-05-25",
            parameters: &[
                ("PhoneNumbers", &destination(message.phone.expose())),
                ("SignName", &settings.sign_name),
                ("TemplateCode", &settings.template_code),
                ("TemplateParam", &template_parameters),
            ],
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
        let body = request.send().await?.bytes().await?;
        serde_json::from_slice::<Answer>(&body).map_err(|_| Refusal::Malformed)?.into_result()
    }
}

/// The number as the vendor takes it: inside China without the country's code, elsewhere with it and
/// without a plus.
fn destination(e164: &str) -> String {
    e164.strip_prefix("+86").unwrap_or_else(|| e164.trim_start_matches('+')).to_owned()
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
