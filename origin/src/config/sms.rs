use std::collections::HashMap;

use phonenumber::country::Id as Country;
use secrecy::SecretString;
use toml::Value;
use url::Url;

use super::reader::{Noted, Reader, http_url, list, positive, text};

/// Who sends messages, and how many.
#[derive(Debug, Clone)]
pub struct SmsSettings {
    /// Every vendor that is in an order.
    pub vendors: Vec<VendorSettings>,
    /// The order in which they are tried.
    pub order: Vec<VendorName>,
    /// The order for numbers of a country's plan, where it is another.
    pub routes: HashMap<Country, Vec<VendorName>>,
    /// How many codes may be asked for.
    pub budgets: SmsBudgets,
}

/// How many codes may be asked for. Those of a phone are counted in a window that ends now, the
/// others within one clock hour.
#[derive(Debug, Clone, Copy)]
pub struct SmsBudgets {
    /// For one phone.
    pub per_phone_per_minute: u32,
    /// For one phone.
    pub per_phone_per_hour: u32,
    /// For one phone.
    pub per_phone_per_day: u32,
    /// From one address.
    pub per_address_per_hour: u32,
    /// From one device, when it says which it is.
    pub per_device_per_hour: u32,
    /// By everybody.
    pub total_per_hour: u32,
}

/// A vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VendorName {
    /// Alibaba Cloud.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Twilio.
    Twilio,
}

impl VendorName {
    /// Every vendor.
    pub const ALL: [Self; 3] = [Self::Aliyun, Self::Tencent, Self::Twilio];

    /// The name in settings, records and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aliyun => "aliyun",
            Self::Tencent => "tencent",
            Self::Twilio => "twilio",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.as_str() == text)
    }

    /// The vendor's interface that is called.
    pub const fn interface(self) -> &'static str {
        match self {
            Self::Aliyun => "Alibaba Cloud Dysmsapi",
            Self::Tencent => "Tencent Cloud SMS",
            Self::Twilio => "Twilio Messages",
        }
    }
}

/// How one vendor is reached.
#[derive(Debug, Clone)]
pub enum VendorSettings {
    /// Alibaba Cloud's Dysmsapi.
    Aliyun(AliyunSettings),
    /// Tencent Cloud's SMS.
    Tencent(TencentSettings),
    /// Twilio's Messages.
    Twilio(TwilioSettings),
}

/// How Alibaba Cloud's Dysmsapi is reached.
#[derive(Debug, Clone)]
pub struct AliyunSettings {
    /// For example `https://dysmsapi.aliyuncs.com`.
    pub endpoint: Url,
    /// The public half of the key pair.
    pub access_key_id: String,
    /// The secret half.
    pub access_key_secret: SecretString,
    /// The approved signature in front of the text.
    pub sign_name: String,
    /// The approved template; its one parameter is `code`.
    pub template_code: String,
}

/// How Tencent Cloud's SMS is reached.
#[derive(Debug, Clone)]
pub struct TencentSettings {
    /// For example `https://sms.tencentcloudapi.com`.
    pub endpoint: Url,
    /// For example `ap-guangzhou`.
    pub region: String,
    /// The public half of the key pair.
    pub secret_id: String,
    /// The secret half.
    pub secret_key: SecretString,
    /// The application the messages are accounted to.
    pub sdk_app_id: String,
    /// The approved signature in front of the text.
    pub sign_name: String,
    /// The approved template; its one parameter is the code.
    pub template_id: String,
}

/// How Twilio's Messages are reached.
#[derive(Debug, Clone)]
pub struct TwilioSettings {
    /// For example `https://api.twilio.com`.
    pub endpoint: Url,
    /// The account, `AC…`.
    pub account_sid: String,
    /// Its secret.
    pub auth_token: SecretString,
    /// What the messages come from.
    pub sender: TwilioSender,
    /// The text, with `{code}` where the code goes.
    pub text: String,
}

/// What Twilio's messages come from.
#[derive(Debug, Clone)]
pub enum TwilioSender {
    /// A number of the account's, or an alphanumeric name.
    From(String),
    /// A messaging service, `MG…`, which picks one.
    Service(String),
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<SmsSettings, Noted> {
    let order = reader.required("sms.vendors", vendor_names);
    let routes = reader.each("sms.routes.<country>", |name, value| {
        Ok((country(&Value::from(name))?, vendor_names(value)?))
    });
    let budgets = read_budgets(reader);
    let is_named = |vendor| {
        let exceptions = routes.iter().flatten().flat_map(|(_, names)| names);
        order.iter().flatten().chain(exceptions).any(|name| *name == vendor)
    };
    let mut vendors = Vec::new();
    for vendor in VendorName::ALL {
        if !is_named(vendor) {
            reader.allow(&format!("sms.{}.", vendor.as_str()));
            continue;
        }
        vendors.push(match vendor {
            VendorName::Aliyun => read_aliyun(reader).map(VendorSettings::Aliyun),
            VendorName::Tencent => read_tencent(reader).map(VendorSettings::Tencent),
            VendorName::Twilio => read_twilio(reader).map(VendorSettings::Twilio),
        });
    }
    Ok(SmsSettings {
        vendors: vendors.into_iter().collect::<Result<_, _>>()?,
        order: order?,
        routes: routes?.into_iter().collect(),
        budgets: budgets?,
    })
}

fn read_budgets(reader: &mut Reader<'_>) -> Result<SmsBudgets, Noted> {
    let per_phone_per_minute = reader.or("sms.budgets.per_phone_per_minute", 1, positive);
    let per_phone_per_hour = reader.or("sms.budgets.per_phone_per_hour", 5, positive);
    let per_phone_per_day = reader.or("sms.budgets.per_phone_per_day", 10, positive);
    let per_address_per_hour = reader.or("sms.budgets.per_address_per_hour", 30, positive);
    let per_device_per_hour = reader.or("sms.budgets.per_device_per_hour", 10, positive);
    let total_per_hour = reader.or("sms.budgets.total_per_hour", 2_000, positive);
    Ok(SmsBudgets {
        per_phone_per_minute: per_phone_per_minute?,
        per_phone_per_hour: per_phone_per_hour?,
        per_phone_per_day: per_phone_per_day?,
        per_address_per_hour: per_address_per_hour?,
        per_device_per_hour: per_device_per_hour?,
        total_per_hour: total_per_hour?,
    })
}

fn read_aliyun(reader: &mut Reader<'_>) -> Result<AliyunSettings, Noted> {
    let endpoint = reader.required("sms.aliyun.endpoint", http_url);
    let access_key_id = reader.required("sms.aliyun.access_key_id", text);
    let access_key_secret = reader.required("sms.aliyun.access_key_secret", text);
    let sign_name = reader.required("sms.aliyun.sign_name", text);
    let template_code = reader.required("sms.aliyun.template_code", text);
    Ok(AliyunSettings {
        endpoint: endpoint?,
        access_key_id: access_key_id?,
        access_key_secret: access_key_secret?.into(),
        sign_name: sign_name?,
        template_code: template_code?,
    })
}

fn read_tencent(reader: &mut Reader<'_>) -> Result<TencentSettings, Noted> {
    let endpoint = reader.required("sms.tencent.endpoint", http_url);
    let region = reader.or("sms.tencent.region", "ap-guangzhou".to_owned(), text);
    let secret_id = reader.required("sms.tencent.secret_id", text);
    let secret_key = reader.required("sms.tencent.secret_key", text);
    let sdk_app_id = reader.required("sms.tencent.sdk_app_id", text);
    let sign_name = reader.required("sms.tencent.sign_name", text);
    let template_id = reader.required("sms.tencent.template_id", text);
    Ok(TencentSettings {
        endpoint: endpoint?,
        region: region?,
        secret_id: secret_id?,
        secret_key: secret_key?.into(),
        sdk_app_id: sdk_app_id?,
        sign_name: sign_name?,
        template_id: template_id?,
    })
}

fn read_twilio(reader: &mut Reader<'_>) -> Result<TwilioSettings, Noted> {
    let endpoint = reader.required("sms.twilio.endpoint", http_url);
    let account_sid = reader.required("sms.twilio.account_sid", text);
    let auth_token = reader.required("sms.twilio.auth_token", text);
    let from = reader.optional("sms.twilio.from", text);
    let service = reader.optional("sms.twilio.messaging_service_sid", text);
    let wording = reader.or("sms.twilio.text", TWILIO_TEXT.to_owned(), |value| {
        text(value)
            .ok()
            .filter(|text| text.matches("{code}").count() == 1)
            .ok_or_else(|| "must be text with {code} in it once".to_owned())
    });
    let sender = match (from?, service?) {
        (Some(from), None) => TwilioSender::From(from),
        (None, Some(service)) => TwilioSender::Service(service),
        _ => {
            let reason = "or else sms.twilio.messaging_service_sid must be given";
            return Err(reader.note("sms.twilio.from", reason));
        }
    };
    Ok(TwilioSettings {
        endpoint: endpoint?,
        account_sid: account_sid?,
        auth_token: auth_token?.into(),
        sender,
        text: wording?,
    })
}

/// Short enough for one segment.
const TWILIO_TEXT: &str = "{code} is your Listen Stream code. It is good for 5 minutes.";

/// A country by its ISO 3166 code, in capitals.
pub(super) fn country(value: &Value) -> Result<Country, String> {
    text(value)
        .ok()
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| "must be of a country by its ISO code, for example CN".to_owned())
}

/// Vendors in order, none of them twice.
fn vendor_names(value: &Value) -> Result<Vec<VendorName>, String> {
    let reason =
        || "must list each vendor once at most, out of: aliyun, tencent, twilio".to_owned();
    let mut vendors = Vec::new();
    for name in list(value)?.iter().map(text) {
        let name = name.map_err(|_| reason())?;
        let vendor = VendorName::ALL.into_iter().find(|vendor| vendor.as_str() == name);
        vendors.push(vendor.filter(|vendor| !vendors.contains(vendor)).ok_or_else(reason)?);
    }
    if vendors.is_empty() { Err(reason()) } else { Ok(vendors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ConfigError, Layers};

    const TWILIO: &str = "sms.vendors = ['twilio']\n\
                          sms.twilio.endpoint = 'https://api.twilio.com'\n\
                          sms.twilio.account_sid = 'AC1'\nsms.twilio.auth_token = 'secret'\n";

    fn settings(text: &str, environment: &[(&str, &str)]) -> Result<SmsSettings, ConfigError> {
        let layers = Layers::parse(text, environment.iter().copied()).unwrap();
        let mut reader = Reader::new(&layers);
        let settings = read(&mut reader);
        reader.finish(settings)
    }

    #[test]
    fn only_vendors_in_an_order_need_settings() {
        let text = format!("{TWILIO}sms.twilio.from = '+1555'\nsms.aliyun.sign_name = 'left over'");
        let settings = settings(&text, &[]).unwrap();
        assert_eq!(settings.order, [VendorName::Twilio]);
        assert!(matches!(settings.vendors[..], [VendorSettings::Twilio(_)]));
    }

    #[test]
    fn a_country_may_have_another_order() {
        let text = format!("{TWILIO}sms.twilio.from = '+1555'\nsms.routes.US = ['aliyun']");
        let ConfigError(problems) = settings(&text, &[]).unwrap_err();
        assert_eq!(problems.len(), 5, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.starts_with("sms.aliyun.")), "{problems:?}");

        let text = format!("{TWILIO}sms.twilio.from = '+1555'\nsms.routes.US = 'twilio'");
        let settings = settings(&text, &[("LISTEN_SMS_ROUTES_GB", "twilio")]).unwrap();
        assert_eq!(settings.routes.len(), 2);
        assert_eq!(settings.routes[&Country::GB], [VendorName::Twilio]);
    }

    #[test]
    fn what_is_no_order_is_refused() {
        for wrong in ["[]", "['pigeon']", "['twilio', 'twilio']", "7"] {
            let text = TWILIO.replace("['twilio']", wrong);
            let ConfigError(problems) = settings(&text, &[]).unwrap_err();
            assert!(problems[0].starts_with("sms.vendors"), "{wrong}: {problems:?}");
        }
        let text = format!("{TWILIO}sms.twilio.from = '+1555'\nsms.routes.XX = ['twilio']");
        let ConfigError(problems) = settings(&text, &[]).unwrap_err();
        assert!(problems[0].starts_with("sms.routes.XX"), "{problems:?}");
    }

    #[test]
    fn twilio_has_one_sender() {
        let both = "sms.twilio.from = '+1555'\nsms.twilio.messaging_service_sid = 'MG1'";
        for wrong in ["", both] {
            let ConfigError(problems) = settings(&format!("{TWILIO}{wrong}"), &[]).unwrap_err();
            assert!(problems[0].starts_with("sms.twilio.from"), "{problems:?}");
        }
    }
}
