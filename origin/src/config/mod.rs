//! Settings: a TOML file, overridden by the environment.
//!
//! A setting `sms.aliyun.endpoint` of the file is `LISTEN_SMS_ALIYUN_ENDPOINT` in the environment;
//! the database's address is `DATABASE_URL`. Everything that is wrong is reported at once.

mod layers;
mod production;
mod reader;
mod settings;
mod sms;
mod test_phones;

use std::{fmt, path::Path};

pub use layers::Layers;
pub use settings::{
    DatabaseSettings, LogFormat, LogSettings, Mode, PushSettings, SecretKey, Settings,
    StatsSettings, TokenSettings,
};
pub use sms::{
    AliyunSettings, SmsBudgets, SmsSettings, TencentSettings, TwilioSender, TwilioSettings,
    VendorName, VendorSettings,
};
pub use test_phones::TestPhones;

/// Reads the settings from `file`, if one is given, and the process's environment.
///
/// # Errors
/// Everything that is missing, unknown or wrong.
pub fn load(file: Option<&Path>) -> Result<Settings, ConfigError> {
    let layers = Layers::read(file, std::env::vars_os())?;
    Settings::from_layers(&layers)
}

/// What is wrong with the settings, one line each. Values are never shown.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(pub Vec<String>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the settings are not usable:")?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigError {}
