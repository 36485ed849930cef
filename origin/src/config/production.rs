use toml::Value;

use super::{
    TestPhones, VendorName,
    layers::Layers,
    reader::{Reader, list},
};

/// The settings of `make dev`, whose values must never serve listeners.
const DEVELOPMENT: &str = include_str!("../../../deploy/dev/origin.toml");

/// Settings whose development value does no harm elsewhere. All others of the file are refused, so
/// that one added to it is refused without anybody thinking of it.
const HARMLESS: [&str; 10] = [
    "mode",
    "log.format",
    "log.filter",
    "http.address",
    "grpc.address",
    "tokens.audience",
    "auth.default_country",
    "sms.vendors",
    "sms.routes.US",
    "sms.tencent.region",
];

/// Notes every setting that has its development value, and vendors reached without encryption.
pub(super) fn refuse_development_values(layers: &Layers, reader: &mut Reader<'_>) {
    let development = Layers::parse(DEVELOPMENT, [])
        .expect("the development settings are TOML: a test reads them");
    for (key, forbidden) in development.file() {
        let Some(value) = layers.get(key).filter(|_| !HARMLESS.contains(&key.as_str())) else {
            continue;
        };
        if shares(&value, forbidden) {
            reader.note(key, "has its development value");
        }
    }
    for vendor in VendorName::ALL {
        let key = format!("sms.{}.endpoint", vendor.as_str());
        let endpoint = layers.get(&key);
        if endpoint.as_ref().and_then(Value::as_str).is_some_and(|url| url.starts_with("http://")) {
            reader.note(&key, "must be an https address");
        }
    }
}

/// Whether two values are the same, or two lists have something in common.
fn shares(value: &Value, forbidden: &Value) -> bool {
    let Value::Array(forbidden) = forbidden else {
        return match (value, forbidden) {
            (Value::String(value), Value::String(forbidden)) => {
                value.trim_end_matches('/') == forbidden.trim_end_matches('/')
            }
            // The environment gives numbers as text.
            _ => value.to_string().trim_matches('"') == forbidden.to_string(),
        };
    };
    list(value).unwrap_or_default().iter().any(|item| {
        forbidden.iter().any(|other| match (TestPhones::read(item), TestPhones::read(other)) {
            (Ok(item), Ok(other)) => item.overlaps(&other),
            _ => item == other,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ConfigError, Mode, Settings};

    const DATABASE: (&str, &str) = ("DATABASE_URL", "postgres://origin:pw@db.internal/listen");
    /// The development settings with each guarded value replaced by one that may serve listeners.
    const PRODUCTION: [(&str, &str); 27] = [
        DATABASE,
        ("LISTEN_MODE", "production"),
        ("LISTEN_SECRET_KEY", "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80"),
        ("LISTEN_EDGE_PUBLIC_KEYS", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
        ("LISTEN_EDGE_PUSH_URLS", "https://edge.example"),
        ("LISTEN_EDGE_PUSH_KEY", "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80"),
        ("LISTEN_EDGE_SEALING_KEY", "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80"),
        ("LISTEN_ALERTS_PRIVATE_WEBHOOKS", "false"),
        ("LISTEN_TOKENS_ISSUER", "https://listen.example"),
        ("LISTEN_SMS_ALIYUN_ENDPOINT", "https://dysmsapi.aliyuncs.com"),
        ("LISTEN_SMS_ALIYUN_ACCESS_KEY_ID", "LTAI-real"),
        ("LISTEN_SMS_ALIYUN_ACCESS_KEY_SECRET", "real"),
        ("LISTEN_SMS_ALIYUN_SIGN_NAME", "听流"),
        ("LISTEN_SMS_ALIYUN_TEMPLATE_CODE", "SMS_1"),
        ("LISTEN_SMS_TENCENT_ENDPOINT", "https://sms.tencentcloudapi.com"),
        ("LISTEN_SMS_TENCENT_SECRET_ID", "AKID-real"),
        ("LISTEN_SMS_TENCENT_SECRET_KEY", "real"),
        ("LISTEN_SMS_TENCENT_SDK_APP_ID", "1400000001"),
        ("LISTEN_SMS_TENCENT_SIGN_NAME", "听流"),
        ("LISTEN_SMS_TENCENT_TEMPLATE_ID", "449739"),
        ("LISTEN_SMS_TWILIO_ENDPOINT", "https://api.twilio.com"),
        ("LISTEN_SMS_TWILIO_ACCOUNT_SID", "AC-real"),
        ("LISTEN_SMS_TWILIO_AUTH_TOKEN", "real"),
        ("LISTEN_SMS_TWILIO_FROM", "+12025550123"),
        ("LISTEN_SMS_BUDGETS_PER_DEVICE_PER_HOUR", "10"),
        ("LISTEN_SMS_BUDGETS_PER_ADDRESS_PER_HOUR", "30"),
        ("LISTEN_SMS_BUDGETS_TOTAL_PER_HOUR", "2000"),
    ];
    const REVIEW_PHONE: (&str, &str) = (
        "LISTEN_AUTH_TEST_PHONES",
        "[{ first = '+8613700000001', code = '135791', until = '2027-01-01' }]",
    );

    fn settings(environment: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let layers = Layers::parse(DEVELOPMENT, environment.iter().copied()).unwrap();
        Settings::from_layers(&layers)
    }

    #[test]
    fn the_development_settings_work_in_development() {
        assert_eq!(settings(&[DATABASE]).unwrap().mode, Mode::Development);
    }

    #[test]
    fn production_starts_without_them() {
        let environment = [&PRODUCTION[..], &[REVIEW_PHONE]].concat();
        assert_eq!(settings(&environment).unwrap().mode, Mode::Production);
    }

    #[test]
    fn production_refuses_each_of_them() {
        let complete = [&PRODUCTION[..], &[REVIEW_PHONE]].concat();
        for left_out in &complete[2..] {
            let environment: Vec<_> =
                complete.iter().filter(|variable| *variable != left_out).copied().collect();
            let ConfigError(problems) = settings(&environment).unwrap_err();
            assert_eq!(problems.len(), 1 + usize::from(left_out.0.ends_with("ENDPOINT")));
            assert!(problems[0].contains(left_out.0), "{problems:?}");
            assert!(problems[0].contains("development value"), "{problems:?}");
        }
    }

    #[test]
    fn events_leave_the_machine_encrypted_and_signed() {
        let with = |urls, key| {
            let own = [("LISTEN_EDGE_PUSH_URLS", urls), ("LISTEN_EDGE_PUSH_KEY", key)];
            let others =
                PRODUCTION.iter().filter(|(name, _)| !name.starts_with("LISTEN_EDGE_PUSH"));
            settings(&others.copied().chain([REVIEW_PHONE]).chain(own).collect::<Vec<_>>())
        };
        let key = "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80";
        assert!(with("https://a.example,http://127.0.0.1:9", key).is_ok());
        for (urls, key, wrong) in [
            ("http://edge.example", key, "edge.push_urls"),
            ("https://edge.example", "c2hvcnQ", "edge.push_key"),
        ] {
            let ConfigError(problems) = with(urls, key).unwrap_err();
            assert!(problems[0].starts_with(wrong), "{problems:?}");
        }
        let layers = Layers::parse("edge.push_urls = ['https://edge.example']", []).unwrap();
        let error = Settings::from_layers(&layers).unwrap_err().to_string();
        assert!(error.contains("edge.push_key (or LISTEN_EDGE_PUSH_KEY) is missing"), "{error}");
    }

    #[test]
    fn a_part_of_a_development_list_is_refused_too() {
        let one_of_them = (
            "LISTEN_AUTH_TEST_PHONES",
            "[{ first = '+8613900000007', code = '999999', until = '2027-01-01' }]",
        );
        let environment = [&PRODUCTION[..], &[one_of_them]].concat();
        let ConfigError(problems) = settings(&environment).unwrap_err();
        assert!(problems[0].starts_with("auth.test_phones"), "{problems:?}");
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let layers = Layers::parse(
            "mode = 'staging'\n[http]\nadress = 'x'\n[grpc]\naddress = 9001",
            [("LISTEN_SECRET_KEY", "hunter2"), ("LISTEN_SMS_VENDOR", "aliyun")],
        )
        .unwrap();
        let error = Settings::from_layers(&layers).unwrap_err();
        insta::assert_snapshot!(error, @r"
        the settings are not usable:
          mode (or LISTEN_MODE) must be development or production
          http.address (or LISTEN_HTTP_ADDRESS) is missing
          grpc.address (or LISTEN_GRPC_ADDRESS) must be an address and a port, for example 127.0.0.1:8001
          database.url (or DATABASE_URL) is missing
          secret_key (or LISTEN_SECRET_KEY) must be 32 bytes in base64url without padding
          edge.public_keys (or LISTEN_EDGE_PUBLIC_KEYS) is missing
          tokens.issuer (or LISTEN_TOKENS_ISSUER) is missing
          sms.vendors (or LISTEN_SMS_VENDORS) is missing
          http.adress is no setting
          LISTEN_SMS_VENDOR is no setting
        ");
        assert!(!error.to_string().contains("hunter2"));
    }
}
