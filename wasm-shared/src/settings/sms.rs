use serde::{Deserialize, Serialize};

/// Who sends messages. Read by the origin alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SmsSettings {
    /// The vendors in the order they are tried; one that is left out is not. Empty for the order in
    /// the origin's own settings.
    pub order: Vec<SmsVendor>,
}

/// A vendor of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SmsVendor {
    /// Alibaba Cloud.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Twilio.
    Twilio,
}
